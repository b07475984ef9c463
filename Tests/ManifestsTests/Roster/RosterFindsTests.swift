import Foundation
import MailModel
import Manifests
import Testing

/// What `make fuzz` once stumbled over, and seeds for it: three CSV files in one.
@Suite struct RosterFindsTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/Rosters")
  private static let names =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()

  @Test func thereAreSome() {
    #expect(Self.names.count >= 2)
  }

  @Test(arguments: names)
  func everyMistakeIsToldOnOneLineWithItsPlace(_ name: String) throws {
    let input = RosterInput(Array(try Data(contentsOf: Self.folder.appending(path: name))))
    let reading = ManifestReader(files: ["rollbook.yaml"]) { path in
      input.files[path].map { .success($0) } ?? .failure(LoadFailure("no such file"))
    }.read()
    #expect(!reading.diagnostics.isEmpty)
    for diagnostic in reading.diagnostics {
      #expect(diagnostic.place != nil)
      #expect(!diagnostic.message.utf8.contains { $0 < 0x20 })
    }
  }
}
