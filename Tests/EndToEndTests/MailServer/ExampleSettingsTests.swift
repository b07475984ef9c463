import Foundation
import Testing

/// The settings in examples/mail-server are those the tool prints.
@Suite struct ExampleSettingsTests {
  private static let example = ExampleTests.root.appendingPathComponent("examples/mail-server")

  @Test(arguments: ["dovecot", "postfix"])
  func exampleHasTheFilesThatArePrinted(_ server: String) throws {
    let answer = try BuiltSite.run(
      BuiltSite.binary, ["server-config", server], in: Self.example)
    #expect(answer.status == 0, "\(answer.errors)")
    var printed: [String: String] = [:]
    for part in ("\n" + answer.output).components(separatedBy: "\n### ").dropFirst() {
      let heading = part.prefix { $0 != "\n" }
      let path = heading.prefix { $0 != " " }
      let name = try #require(path.split(separator: "/").last)
      printed[String(name)] = part.dropFirst(heading.count + 2).trimmingCharacters(in: .newlines)
    }
    let folder = Self.example.appendingPathComponent(server)
    if ProcessInfo.processInfo.environment["ROLLBOOK_GOLDENS"] != nil {
      try? FileManager.default.removeItem(at: folder)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for (name, text) in printed {
        try Data("\(text)\n".utf8).write(to: folder.appendingPathComponent(name))
      }
      return
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.sorted() == printed.keys.sorted())
    for (name, text) in printed {
      let file = try Data(contentsOf: folder.appendingPathComponent(name))
      #expect(String(decoding: file, as: UTF8.self) == "\(text)\n", "\(server)/\(name)")
    }
  }
}
