import Foundation
import Testing

/// What rollbook asks a running mail server: who is connected, what is queued, who is locked.
@Suite(.enabled(if: PrivateMailServer.canRun)) struct RunningMailServerTests {
  @Test func openSessionIsAWarningAndEndsWithItsAccount() throws {
    let site = try MailSite("users: { ann: { password: PW }, bob: {} }")
    let client = try site.server.imap()
    #expect(try client.logIn(site.address("ann"), MailSite.password).hasPrefix("OK"))
    try site.write("users: { bob: {} }\nleavers: [ann]")
    let plan = try site.rollbook(["plan"])
    #expect(plan.output.contains("\(site.address("ann")) (1 imap) [in-use]"), "\(plan.output)")
    let answer = try site.applyWritten(["--verbose"])
    #expect(answer.output.contains("1 removed"), "\(answer.output)\(answer.errors)")
    #expect(!answer.errors.contains("session"), "\(answer.errors)")
    #expect(throws: (any Error).self) {
      for _ in 0..<50 {
        _ = try client.messages()
        usleep(100_000)
      }
    }
  }

  @Test func queuedMailBringsItsAccountBackAndIsListed() throws {
    let site = try MailSite("users: { ann: { password: PW }, bob: {} }")
    try queueMail(for: "ann", site)
    let queue = try site.rollbook(["messages", "*OUTQUEUE"])
    #expect(queue.output.contains(site.address("ann")), "\(queue.output)\(queue.errors)")
    let line = try #require(
      try site.rollbook(["list"]).output.split(separator: "\n").first {
        $0.hasPrefix("*OUTQUEUE")
      })
    #expect(!line.contains("-"), "\(line)")
    try site.write("users: { bob: {} }\nleavers: [{ account: ann, purge: true }]")
    let answer = try site.applyWritten(["--drain-timeout", "1s"])
    #expect(answer.status == 4, "\(answer.output)\(answer.errors)")
    #expect(answer.output.contains("1 still in the mail queue"), "\(answer.output)")
  }

  @Test func queuedMailReachesARenamedAccount() throws {
    let site = try MailSite("users: { ann: { password: PW }, bob: {} }")
    let subject = try queueMail(for: "ann", site)
    let home = try site.maildir(of: "ann").deletingLastPathComponent()
    try site.apply("users: { anna: { password: PW, was: ann }, bob: {} }")
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: home.path)
    try site.settle()
    #expect(try site.stored("anna").contains { MailSite.header("Subject", of: $0) == subject })
    #expect(try site.send(from: site.outside("x"), to: "ann").hasPrefix("550 5.1.1"))
  }

  @Test func swapWaitsForQueuedMail() throws {
    let site = try MailSite("users: { ann: { password: PW }, bob: {} }")
    let subject = try queueMail(for: "ann", site)
    let home = try site.maildir(of: "ann").deletingLastPathComponent()
    try site.write("users: { bob: { was: ann, password: PW }, ann: { was: bob } }")
    let refused = try site.applyWritten(["--drain-timeout", "0s"])
    #expect(refused.status == 1, "\(refused.output)\(refused.errors)")
    #expect(refused.errors.contains("\(site.address("ann")) (1 message)"), "\(refused.errors)")
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: home.path)
    let answer = try site.applyWritten()
    #expect(answer.status == 0, "\(answer.output)\(answer.errors)")
    #expect(try site.stored("bob").contains { MailSite.header("Subject", of: $0) == subject })
    #expect(try site.stored("ann") == [])
  }

  @Test func sessionUnderAnOldNameEnds() throws {
    let site = try MailSite("users: { ann: { password: PW }, bob: { password: PW } }")
    let clients = try ["ann", "bob"].map { name in
      let client = try site.server.imap()
      #expect(try client.logIn(site.address(name), MailSite.password).hasPrefix("OK"))
      return client
    }
    try site.apply("users: { anna: { password: PW, was: ann }, bob: { password: PW } }")
    #expect(throws: (any Error).self) {
      for _ in 0..<50 {
        _ = try clients[0].messages()
        usleep(100_000)
      }
    }
    #expect(try clients[1].messages() == [])
  }

  /// Has a message wait in the queue, since Dovecot may not enter the mail home of its account.
  ///
  /// - Returns: Its subject.
  @discardableResult
  private func queueMail(for name: String, _ site: MailSite) throws -> String {
    let home = try site.maildir(of: name).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: home.path)
    let subject = try site.send(from: site.outside("x"), to: name)
    for _ in 0..<100 {
      if try site.rollbook(["messages", "*OUTQUEUE"]).output.contains("deferred") { break }
      usleep(100_000)
    }
    return subject
  }

  @Test func unlockedAccountMayLogInAtOnce() throws {
    let site = try MailSite("users: { ann: { password: PW }, bob: {} }")
    for _ in 0..<10 { _ = try site.canLogIn("ann", password: "wrong") }
    #expect(try !site.canLogIn("ann"))
    let answer = try site.rollbook(["unlock", "ann", "bob"])
    #expect(
      answer.output
        == "\(site.address("ann")) may log in again\n\(site.address("bob")) was not locked\n")
    #expect(try site.canLogIn("ann"))
    #expect(try site.listed("ann")["locked"] as? Bool == false)
  }

  @Test func messagesOfAMailboxAreListed() throws {
    let site = try MailSite("users: { ann: { password: PW, aliases: [anna] } }")
    let subject = try site.send(from: site.outside("x"), to: "anna")
    try site.settle()
    let answer = try site.rollbook(["messages", "anna"])
    #expect(answer.output.contains(subject), "\(answer.output)\(answer.errors)")
    #expect(answer.output.contains(site.outside("x")))
  }
}
