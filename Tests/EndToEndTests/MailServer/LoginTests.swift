import Foundation
import Testing

/// Who may log in and send, and what failed logins do.
@Suite(.enabled(if: PrivateMailServer.canRun)) struct LoginTests {
  /// The lines of the account in an export.
  private func exported(_ site: MailSite) throws -> [Substring] {
    let lines = try site.rollbook(["export", "--all"]).output.split(separator: "\n")
    let start = try #require(lines.firstIndex { $0.hasPrefix("  ann:") })
    return Array(lines[start...].prefix { $0 == lines[start] || $0.hasPrefix("    ") })
  }

  @Test func tenFailuresRefuseTheRightPasswordUntilTheLockRunsOut() throws {
    let manifest = "users: { ann: { password: PW } }"
    let site = try MailSite(manifest)
    let before = try exported(site)
    for _ in 1...9 { #expect(try !site.canLogIn("ann", password: "guess")) }
    #expect(try site.canLogIn("ann"))
    for _ in 1...10 { #expect(try !site.canLogIn("ann", password: "guess")) }
    #expect(try !site.canLogIn("ann"))
    #expect(try site.listed("ann")["locked"] as? Bool == true)
    let mail = try site.send(from: site.outside("x"), to: "ann")

    try site.exclusively {
      // Applied again, since guards go by the manifest that was applied last.
      try site.apply(manifest)
      let plan = try site.rollbook(["plan", "--detailed-exitcode"])
      #expect(plan.status == 0, "\(plan.output)\(plan.errors)")
      #expect(try exported(site) == before)
    }

    var isIn = false
    for _ in 0..<100 where !isIn {
      isIn = try site.canLogIn("ann")
      if !isIn { usleep(200_000) }
    }
    #expect(isIn, "the lock did not run out")
    #expect(try site.listed("ann")["locked"] as? Bool == false)
    try site.settle()
    #expect(try site.inbox("ann") == [mail])
  }

  @Test func failuresAreCountedAfreshAfterALock() throws {
    let site = try MailSite("users: { ann: { password: PW } }")
    for _ in 1...10 { #expect(try !site.canLogIn("ann", password: "guess")) }
    // The lock has run out, and all failures are still within the ten minutes.
    try site.sql(
      "UPDATE account SET locked_until = unixepoch() - 1 WHERE address = '\(site.address("ann"))'")
    for _ in 1...9 { #expect(try !site.canLogIn("ann", password: "guess")) }
    #expect(try site.canLogIn("ann"))
    for _ in 1...10 { #expect(try !site.canLogIn("ann", password: "guess")) }
    #expect(try !site.canLogIn("ann"))
  }

  @Test func onlyAccountsThatMayLogInAreCounted() throws {
    let group = "closed-\(UUID().uuidString.prefix(8).lowercased())"
    let users = "users: { ann: { password: PW, group: \(group) }, bob: {} }"
    let site = try MailSite("groups: { \(group): { enabled: false } }\n\(users)")
    for name in ["ann", "bob"] {
      for _ in 1...11 { #expect(try !site.canLogIn(name)) }
      #expect(try site.listed(name)["locked"] as? Bool == false)
    }
    try site.apply("groups: { \(group): { enabled: true } }\n\(users)")
    #expect(try site.canLogIn("ann"))
  }

  @Test func unknownAccountsAndOddNamesAreRefused() throws {
    let site = try MailSite("users: { ann: { password: PW } }")
    #expect(try !site.canLogIn("nobody"))
    #expect(try !site.canLogIn("o'brien"))
    #expect(try !site.canLogIn("ann' OR '1'='1"))
    #expect(try !site.canLogIn("ann", password: "!"))
    #expect(try site.canLogIn("ann"))
  }

  @Test func changesAreSeenWithoutAReload() throws {
    let site = try MailSite("users: { ann: { password: PW } }")
    let mail = try site.send(from: site.outside("x"), to: "ann")
    try site.settle()
    #expect(try !site.canLogIn("bob"))

    try site.apply("users: { ann: { password: PW }, bob: { password: PW } }")
    #expect(try site.canLogIn("bob"))

    try site.apply(
      "users: { anna: { password: PW, was: ann }, bob: { password: PW, enabled: false } }")
    #expect(try !site.canLogIn("ann"))
    #expect(try !site.canLogIn("bob"))
    #expect(try site.inbox("anna") == [mail])
    #expect(try site.send(from: site.outside("x"), to: "ann").hasPrefix("550"))
  }

  @Test func loginIsNotedOnce() throws {
    let site = try MailSite("users: { ann: { password: PW } }")
    #expect(try site.canLogIn("ann"))
    #expect(try site.canLogIn("ann"))
    for _ in 0..<50 {
      let answer = try BuiltSite.run(
        URL(fileURLWithPath: "/usr/bin/sqlite3"),
        [
          "-cmd", ".timeout 5000", "db/rollbook.db",
          "SELECT last_login > unixepoch() - 60 FROM account WHERE address = '\(site.address("ann"))'",
        ], in: site.server.folder)
      if answer.output == "1\n" { return }
      usleep(100_000)
    }
    Issue.record("no login was noted")
  }

  @Test func submissionWantsAPasswordAndTheOwnAddress() throws {
    let site = try MailSite(
      "users: { ann: { password: PW, aliases: [anna] }, bob: { password: PW } }")
    let message = "From: \(site.address("ann"))\nSubject: note\n\nhello\n"
    let stranger = try site.server.submission()
    #expect(
      try stranger.send(message, from: site.address("ann"), to: site.address("bob")).hasPrefix("5"))
    let client = try site.server.submission()
    #expect(try client.logIn(site.address("ann"), "guess").hasPrefix("535"))
    #expect(try client.logIn(site.address("ann"), MailSite.password).hasPrefix("235"))
    for own in ["ann", "anna"] {
      #expect(
        try client.send(message, from: site.address(own), to: site.outside("far")).hasPrefix("250"))
    }
    #expect(
      try client.send(message, from: site.address("bob"), to: site.outside("far")).hasPrefix("553"))
    try site.settle()
    #expect(try site.subjects(outside: "far") == ["note", "note"])
  }

  @Test func servicesThatAreNotListedAreRefused() throws {
    let site = try MailSite("users: { ann: { password: PW }, bob: { password: PW } }")
    func canSend(_ name: String) throws -> Bool {
      try site.server.submission().logIn(site.address(name), MailSite.password).hasPrefix("235")
    }
    /// Asked of Dovecot's logins directly, since the settings have no listener for POP3.
    func canFetch(_ name: String) throws -> Bool {
      try BuiltSite.run(
        URL(fileURLWithPath: "/usr/bin/doveadm"),
        [
          "-c", site.server.dovecot, "auth", "test", "-x", "service=pop3", site.address(name),
          MailSite.password,
        ], in: site.server.folder
      ).status == 0
    }
    #expect(try [site.canLogIn("ann"), canFetch("ann"), canSend("ann")] == [true, true, true])

    try site.apply(
      "users: { ann: { password: PW, services: [imap] }, bob: { password: PW, services: [] } }")
    #expect(try [site.canLogIn("ann"), canFetch("ann"), canSend("ann")] == [true, false, false])
    #expect(try [site.canLogIn("bob"), canFetch("bob"), canSend("bob")] == [false, false, false])
    let mail = try site.send(from: site.outside("x"), to: "bob")

    try site.apply(
      "users: { ann: { password: PW, services: [pop3, submission] }, bob: { password: PW } }")
    #expect(try [site.canLogIn("ann"), canFetch("ann"), canSend("ann")] == [false, true, true])
    try site.settle()
    #expect(try site.inbox("bob") == [mail])
  }

  @Test func aServiceThatWasTakenAwayLocksNobodyOut() throws {
    let site = try MailSite("users: { ann: { password: PW, services: [submission] } }")
    for _ in 1...12 { #expect(try !site.canLogIn("ann")) }
    #expect(try site.listed("ann")["locked"] as? Bool == false)
    let client = try site.server.submission()
    #expect(try client.logIn(site.address("ann"), MailSite.password).hasPrefix("235"))
  }

  @Test func aSessionThatMayNotSendAnyMoreIsRefusedItsSender() throws {
    let site = try MailSite("users: { ann: { password: PW } }")
    let client = try site.server.submission()
    #expect(try client.logIn(site.address("ann"), MailSite.password).hasPrefix("235"))
    try site.apply("users: { ann: { password: PW, services: [imap] } }")
    let message = "From: \(site.address("ann"))\nSubject: note\n\nhello\n"
    #expect(
      try client.send(message, from: site.address("ann"), to: site.outside("far")).hasPrefix("553"))
  }
}
