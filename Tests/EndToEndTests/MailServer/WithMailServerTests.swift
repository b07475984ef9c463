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

  /// Everything below a folder with its owner.
  private func owners(in site: BuiltSite) throws -> [String: String] {
    var result: [String: String] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: site.folder.path) + ["."] {
      let file = site.folder.appendingPathComponent(path).path
      let attributes = try FileManager.default.attributesOfItem(atPath: file)
      let owner = attributes[.ownerAccountName] as? String ?? "-"
      result[path] = "\(owner):\(attributes[.groupOwnerAccountName] as? String ?? "-")"
    }
    return result
  }

  @Test(arguments: [
    ("sqlite:db/rollbook.db", "maildir:%d/%n", "rollbook.yaml"),
    ("sqlite:mail/rollbook.db", "maildir:mail/%d/%n", "mail/rollbook.db"),
    ("sqlite:db/rollbook.db", "maildir:/%d/%n", "rollbook.yaml"),
  ])
  func mailFolderThatHoldsMoreThanMailIsRefused(
    _ store: String, _ mail: String, _ held: String
  ) throws {
    let site = try BuiltSite()
    try site.write(
      "rollbook: 1\ndomain: school.example\nstore: \(store)\nusers: { ann: {} }\n",
      to: "rollbook.yaml")
    try site.rollbook("init")
    let before = try owners(in: site)
    let answer = try run("--mail", mail, "--", "true", in: site)
    #expect(answer.status == 1)
    #expect(answer.errors.hasPrefix("with-mail-server: the mail folder /"), "\(answer.errors)")
    #expect(answer.errors.contains("\(held), and would be given away"), "\(answer.errors)")
    #expect(answer.errors.split(separator: "\n").count == 1, "\(answer.errors)")
    #expect(try owners(in: site) == before)
  }

  @Test func onlyMailHomesAreGivenAway() throws {
    let site = try BuiltSite()
    try site.write(
      """
      rollbook: 1
      domain: school.example
      store: sqlite:db/rollbook.db
      mail: maildir:mail/%d/%n
      policy: { minimum-admins: 0 }
      users: { ann: {}, bob: {} }

      """, to: "rollbook.yaml")
    try site.rollbook("init")
    #expect(try site.rollbook("apply", "--yes").status == 0)
    try site.deliver(1, to: "ann@school.example")
    try site.write("not mail\n", to: "mail/school.example/site.html")
    try site.write("not mail\n", to: "mail/photos/ann/1.jpg")
    let answer = try run("--", "true", in: site)
    #expect(answer.status == 0, "\(answer.errors)")
    let given = try owners(in: site).filter { $0.value == "mail:mail" }.keys.filter {
      !$0.contains("/ann/Maildir/")
    }
    #expect(
      given.sorted() == [
        "mail", "mail/school.example", "mail/school.example/ann", "mail/school.example/ann/Maildir",
      ])
  }
}
