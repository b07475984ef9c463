import Foundation
import MailModel
import Manifests
import TestSupport
import Testing

/// Broken manifests beside what is said of them; one mistake or one family of them a file.
///
/// `ROLLBOOK_GOLDENS=1` rewrites the expected texts, and that run fails.
@Suite struct FixtureTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures")
  static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".yaml") && !$0.hasPrefix("part-") }.sorted()

  @Test func thereAreManyOfThem() {
    #expect(Self.names.count >= 60)
  }

  @Test(arguments: names)
  func aBrokenManifestIsExplained(_ name: String) throws {
    let reading = ManifestReader(files: [name]) { path in
      guard let data = try? Data(contentsOf: Self.folder.appending(path: path)) else {
        return .failure(LoadFailure("no such file"))
      }
      return .success(Array(data))
    }.read()
    let text = reading.diagnostics.map(Self.text).joined()
    let expected = Self.folder.appending(path: name).deletingPathExtension()
      .appendingPathExtension("expected")
    if ProcessInfo.processInfo.environment["ROLLBOOK_GOLDENS"] != nil {
      try Data(text.utf8).write(to: expected)
      Issue.record("recorded \(expected.lastPathComponent)")
      return
    }
    #expect(try text == String(decoding: Data(contentsOf: expected), as: UTF8.self))
    #expect(!reading.diagnostics.isEmpty)
  }

  private static func text(of diagnostic: Diagnostic) -> String {
    var lines = ["\(diagnostic.place?.description ?? "-"): \(diagnostic.summary)"]
    lines.append("  | \(diagnostic.excerpt ?? "(not shown)")")
    lines += diagnostic.notes.map { "  note: \($0.place?.description ?? "-"): \($0.message)" }
    if let help = diagnostic.help { lines.append("  help: \(help)") }
    return lines.joined(separator: "\n") + "\n"
  }
}
