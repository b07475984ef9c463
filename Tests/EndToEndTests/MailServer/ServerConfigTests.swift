import Foundation
import Testing

/// The settings as `server-config` prints and writes them; no server is needed.
@Suite struct ServerConfigTests {
  private func site() throws -> BuiltSite {
    let site = try BuiltSite()
    try site.write(
      """
      rollbook: 1
      domain: school.example
      store: sqlite:store/rollbook.db
      mail: maildir:boxes/%d/%n-%i
      users: { head: { aliases: [postmaster] } }

      """, to: "site/rollbook.yaml")
    try site.rollbook("init", "site")
    return site
  }

  @Test func pathsAreAbsoluteWhereverTheyComeFrom() throws {
    let site = try site()
    let manifest = try site.rollbook("server-config", "dovecot", "-f", "site/rollbook.yaml")
    #expect(manifest.output.contains("connect = \(site.folder.path)/site/store/rollbook.db\n"))
    #expect(manifest.output.contains("'\(site.folder.path)/site/boxes/' || home"))
    #expect(manifest.output.contains("hostname = mail.school.example\n"))
    let options = try site.rollbook(
      "server-config", "dovecot", "-f", "site/rollbook.yaml", "--store", "sqlite:./a.db",
      "--mail", "maildir:b/%n-%i", "--hostname", "mx.example", "--mail-user", "post")
    #expect(options.output.contains("connect = \(site.folder.path)/a.db\n"))
    #expect(options.output.contains("'\(site.folder.path)/b/' || home"))
    #expect(options.output.contains("hostname = mx.example\n"))
    #expect(options.output.contains("mail_uid = post\n"))
  }

  @Test func writtenFilesHaveTheirModesAndNameEachOther() throws {
    let site = try site()
    let answer = try site.rollbook(
      "server-config", "dovecot", "-f", "site/rollbook.yaml", "--out", "made")
    #expect(answer.status == 0, "\(answer.errors)")
    let contents = try site.contents()
    #expect(contents["made/dovecot.conf"]?.hasPrefix("\(0o644) ") == true)
    #expect(contents["made/rollbook-login.conf.ext"]?.hasPrefix("\(0o600) ") == true)
    #expect(contents["made/rollbook-dict.conf.ext"]?.hasPrefix("\(0o640) ") == true)
    #expect(
      try site.read("made/dovecot.conf").contains(
        "args = \(site.folder.path)/made/rollbook-login.conf.ext\n"))
  }

  @Test func fileThatIsThereGetsItsMode() throws {
    let site = try site()
    let words = ["server-config", "dovecot", "-f", "site/rollbook.yaml", "--out", "made"]
    _ = try BuiltSite.run(BuiltSite.binary, words, in: site.folder)
    let path = site.folder.appendingPathComponent("made/rollbook-login.conf.ext").path
    try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: path)
    let answer = try BuiltSite.run(BuiltSite.binary, words, in: site.folder)
    if geteuid() == 0 { #expect(answer.output == "set owner and mode of \(path)\n") }
    let contents = try site.contents()
    #expect(contents["made/rollbook-login.conf.ext"]?.hasPrefix("\(0o600) ") == true)
  }

  @Test(.enabled(if: getgrnam("postfix") != nil, "a host without Postfix says nothing"))
  func storeThatPostfixCannotWriteIsTold() throws {
    let site = try site()
    for folder in ["", "site"] {
      chmod(site.folder.appendingPathComponent(folder).path, 0o755)
    }
    let words = ["server-config", "postfix", "-f", "site/rollbook.yaml"]
    let before = try BuiltSite.run(BuiltSite.binary, words, in: site.folder)
    chmod(site.folder.appendingPathComponent("site/store").path, 0o700)
    let after = try BuiltSite.run(BuiltSite.binary, words, in: site.folder)
    #expect(after.status == 0)
    #expect(after.output == before.output)
    #expect(after.errors.contains("/site/store/rollbook.db and beside it, so a lookup fails"))
    if geteuid() == 0 { #expect(before.errors == "") }
  }

  @Test(arguments: ["022", "077"])
  func foldersThatInitMakesAreOpenWhateverTheMask(_ mask: String) throws {
    let site = try BuiltSite()
    let answer = try BuiltSite.run(
      URL(fileURLWithPath: "/bin/sh"), ["-c", "umask \(mask); rollbook init new/site"],
      in: site.folder)
    #expect(answer.status == 0, "\(answer.errors)")
    let contents = try site.contents()
    for folder in ["new", "new/site", "new/site/mail"] {
      #expect(contents[folder]?.hasPrefix("\(0o755) ") == true, "\(folder)")
    }
  }

  @Test func fileThatDiffersIsKeptAndNothingIsWritten() throws {
    let site = try site()
    let words = ["server-config", "postfix", "-f", "site/rollbook.yaml", "--out", "made"]
    try site.write("mine\n", to: "made/rollbook-hold.cf")
    try site.write("mine\n", to: "made/main.cf")
    let before = try site.contents()
    let refused = try BuiltSite.run(BuiltSite.binary, words, in: site.folder)
    #expect(refused.status == 1)
    #expect(
      refused.errors == """
        error: \(site.folder.path)/made/main.cf is there and differs
        error: \(site.folder.path)/made/rollbook-hold.cf is there and differs
        error: nothing was written: move away what differs, then write again

        """)
    #expect(try site.contents() == before)
    try FileManager.default.removeItem(at: site.folder.appendingPathComponent("made"))
    for _ in 1...2 {
      #expect(try BuiltSite.run(BuiltSite.binary, words, in: site.folder).status == 0)
    }
  }

  @Test func missingStoreIsToldAndIsNoError() throws {
    let site = try site()
    let words = ["server-config", "dovecot", "-f", "site/rollbook.yaml"]
    #expect(try BuiltSite.run(BuiltSite.binary, words, in: site.folder).errors == "")
    try FileManager.default.removeItem(at: site.folder.appendingPathComponent("site/store"))
    let answer = try BuiltSite.run(BuiltSite.binary, words, in: site.folder)
    #expect(answer.status == 0)
    #expect(
      answer.errors
        == "note: there is no store at site/store/rollbook.db yet; rollbook init makes it\n")
    #expect(answer.output.contains("hostname = mail.school.example\n"))
  }

  @Test func hostNameIsWrittenAsTheDNSHasIt() throws {
    let site = try site()
    let answer = try site.rollbook(
      "server-config", "postfix", "-f", "site/rollbook.yaml", "--hostname", "mail.schüle.example")
    #expect(answer.output.contains("myhostname = mail.xn--schle-mva.example\n"))
  }

  @Test func pathThatSettingsCannotNameIsRefused() throws {
    let site = try site()
    let answer = try site.rollbook(
      "server-config", "postfix", "-f", "site/rollbook.yaml", "--store", "sqlite:my store.db")
    #expect(answer.status == 1)
    #expect(answer.errors.contains("/my store.db: settings of a mail server can name paths"))
  }

  @Test func domainsWithoutPostmasterOrAbuseAreTold() throws {
    let site = try site()
    let apply = try site.rollbook(
      "apply", "--yes", "-f", "site/rollbook.yaml", "--operator", "nobody@school.example")
    #expect(apply.status == 0, "\(apply.output)\(apply.errors)")
    let answer = try site.rollbook("server-config", "dovecot", "-f", "site/rollbook.yaml")
    #expect(answer.errors.contains("warning: nobody has abuse@school.example;"))
  }
}
