import Foundation
import Testing

/// Settings of a mail server that the environment names; no server is needed.
@Suite struct NamedSettingsTests {
  private func site(users: String = "users: { ann: {}, bob: {} }") throws -> BuiltSite {
    let site = try BuiltSite()
    try write(users, to: site)
    try site.rollbook("init")
    #expect(try site.rollbook("apply", "--yes").status == 0)
    try write("users: { bob: {} }\nleavers: [ann]", to: site)
    return site
  }

  private func write(_ entries: String, to site: BuiltSite) throws {
    try site.write(
      """
      rollbook: 1
      domain: school.example
      store: sqlite:rollbook.db
      policy: { minimum-admins: 0 }
      \(entries)

      """, to: "rollbook.yaml")
  }

  private func run(
    _ arguments: [String], in site: BuiltSite, _ environment: [String: String] = [:]
  ) throws -> BuiltSite.Answer {
    try BuiltSite.run(BuiltSite.binary, arguments, in: site.folder, environment: environment)
  }

  @Test(arguments: [
    ["plan"], ["apply", "--yes"], ["undo", "1", "--yes"], ["list"], ["messages", "*OUTQUEUE"],
  ])
  func namedSettingsThatAreNotThereAreAnError(_ command: [String]) throws {
    let site = try site()
    let before = try site.contents()
    let postfix = try run(command, in: site, ["ROLLBOOK_POSTFIX": "/typo"])
    #expect(postfix.status == 1)
    #expect(
      postfix.errors == """
        error: ROLLBOOK_POSTFIX=/typo: /typo/main.cf is no file; name the folder of Postfix's \
        settings, or unset it

        """)
    let dovecot = try run(command, in: site, ["ROLLBOOK_DOVECOT": "/typo"])
    #expect(dovecot.status == 1)
    #expect(
      dovecot.errors == """
        error: ROLLBOOK_DOVECOT=/typo: /typo is no file; name Dovecot's settings file, or unset it

        """)
    #expect(try site.contents() == before)
  }

  @Test func removalIsQuietWhereNothingIsNamedAndNothingConfigured() throws {
    let site = try site()
    let answer = try run(["apply", "--yes"], in: site)
    #expect(answer.status == 0)
    #expect(answer.errors == "")
  }

  @Test func removalSaysThatAQueueCouldNotBeAsked() throws {
    let site = try site()
    try site.write("", to: "postfix/main.cf")
    try site.write(
      "#!/bin/sh\necho 'postqueue: fatal: Queue report unavailable - mail system is down' >&2\nexit 69\n",
      to: "bin/postqueue")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755],
      ofItemAtPath: site.folder.appendingPathComponent("bin/postqueue").path)
    let answer = try run(
      ["apply", "--yes"], in: site,
      ["ROLLBOOK_POSTFIX": "postfix", "PATH": "\(site.folder.path)/bin:/usr/bin:/bin"])
    #expect(answer.status == 0)
    #expect(answer.output.contains("1 removed"), "\(answer.output)")
    #expect(
      answer.errors.contains(
        "warning: the mail queue could not be watched: postqueue: Queue report unavailable"),
      "\(answer.errors)")
  }
}
