import Foundation
import Testing

/// The script that runs a command beside a private mail server.
@Suite(.enabled(if: PrivateMailServer.canRun)) struct WithMailServerTests {
  private func run(_ arguments: String..., in site: BuiltSite) throws -> BuiltSite.Answer {
    try BuiltSite.run(
      ExampleTests.root.appendingPathComponent("Scripts/with-mail-server"), arguments,
      in: site.folder, environment: ["ROLLBOOK": BuiltSite.binary.path])
  }

  @Test func endsWithTheStatusOfItsCommandAndLeavesNothingBehind() throws {
    let site = try BuiltSite()
    try site.rollbook("init")
    let script = "echo ${ROLLBOOK_POSTFIX%/*} $MAIL_ROOT; exit 7"
    let answer = try run("--", "bash", "-c", script, in: site)
    #expect(answer.status == 7, "\(answer.errors)")
    let words = answer.output.split(whereSeparator: \.isWhitespace).map(String.init)
    try #require(words.count == 2)
    #expect(!FileManager.default.fileExists(atPath: words[0]))
    #expect(words[1] == site.folder.appendingPathComponent("mail").path)
  }

  @Test func missingStoreIsToldInOneLine() throws {
    let site = try BuiltSite()
    let answer = try run("--store", "sqlite:none.db", "--", "true", in: site)
    #expect(answer.status == 1)
    #expect(
      answer.errors
        == "with-mail-server: there is no store \(site.folder.path)/none.db; rollbook init makes it\n"
    )
  }
}
