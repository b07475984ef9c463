import Foundation
import Testing

/// The scripts of Tests/Cases, each against the built binary in an empty folder.
@Suite struct CasesTests {
  private static let folder = ExampleTests.root.appendingPathComponent("Tests/Cases")

  private static let numbers: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return Set(names.filter { $0.hasSuffix(".sh") }.map { String($0.prefix { $0 != "-" }) })
      .sorted()
  }()

  @Test(arguments: numbers)
  func whatOnceWentWrongEndsAsItShould(_ number: String) throws {
    let answer = try BuiltSite.run(
      Self.folder.appendingPathComponent("run"), [number], in: Self.folder,
      environment: ["ROLLBOOK": BuiltSite.binary.path, "VERBOSE": "1"])
    #expect(answer.status == 0, "\(answer.output)\(answer.errors)")
    for line in answer.output.split(separator: "\n") where line.hasPrefix("skip") {
      print("skipped: \(line)")
    }
  }

  @Test func everyCaseIsThere() {
    #expect(Self.numbers == (1...36).map { $0 < 10 ? "0\($0)" : "\($0)" })
  }
}
