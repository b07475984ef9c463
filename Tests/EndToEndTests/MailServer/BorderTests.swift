import Foundation
import Testing

/// What a message says of itself, and who is believed.
@Suite(.enabled(if: PrivateMailServer.canRun)) struct BorderTests {
  private static let assisted = """
    users:
      pa: { password: PW, aliases: [office] }
      head: { password: PW, assistant: { to: [pa] } }
      boss: { password: PW, assistant: { to: [pa], only: true } }
    """

  @Test(arguments: [
    "X-Sieve-Redirected-From: BOSS", "x-sieve-redirected-from: BOSS",
    "X-Sieve-Redirected-From : BOSS", "X-Sieve-Redirected-From:\n BOSS",
    "X-Other: a\nX-Sieve-Redirected-From: BOSS\nX-Sieve-Redirected-From: PA",
    "no header at all\nX-Sieve-Redirected-From: BOSS",
  ])
  func noteOfAScriptIsBelievedOfScriptsAlone(_ header: String) throws {
    let site = try MailSite(Self.assisted)
    let forged = header.replacingOccurrences(of: "BOSS", with: site.address("boss"))
      .replacingOccurrences(of: "PA", with: site.address("pa"))
    var mails: [String] = []
    for client in [try site.server.stranger(), try site.server.smtp()] {
      mails.append(
        try site.send(from: site.outside("x"), to: "boss", header: forged, by: client))
    }
    try site.settle()
    #expect(try site.inbox("boss") == [])
    #expect(try site.inbox("pa") == mails)
  }

  @Test func whoIsLoggedInCannotForgeANoteEither() throws {
    let site = try MailSite(Self.assisted)
    let client = try site.server.submission()
    #expect(try client.logIn(site.address("head"), MailSite.password).hasPrefix("235"))
    let mail = try site.send(
      from: "head", to: "boss", header: "X-Sieve-Redirected-From: \(site.address("boss"))",
      by: client)
    try site.settle()
    #expect(try site.inbox("boss") == [])
    #expect(try site.inbox("pa") == [mail])
  }

  @Test(arguments: ["pa", "office", "pa+x"])
  func assistantsNameIsBelievedFromInsideAlone(_ sender: String) throws {
    let site = try MailSite(Self.assisted)
    let forged = try site.send(from: sender, to: "boss", by: try site.server.stranger())
    let client = try site.server.submission()
    #expect(try client.logIn(site.address("pa"), MailSite.password).hasPrefix("235"))
    let own = try site.send(
      from: sender == "pa+x" ? "pa" : sender, to: "boss", header: "X-Rollbook-Outside: x",
      by: client)
    try site.settle()
    #expect(try site.inbox("boss") == [own])
    #expect(try site.inbox("pa") == [forged])
  }

  @Test func headersOfAnAttachedMessageStay() throws {
    let site = try MailSite("users: { ann: { password: PW } }")
    let attached = """
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary=b

      --b
      Content-Type: message/rfc822

      X-Sieve-Redirected-From: somebody@away.example
      Subject: inner

      text
      --b--
      """
    try site.send(from: site.outside("x"), to: "ann", header: attached)
    try site.settle()
    #expect(try site.messages(of: "ann")[0].contains("X-Sieve-Redirected-From: somebody@away"))
  }
}

/// Mail that comes back from where it was sent on to.
@Suite(.enabled(if: PrivateMailServer.canRun)) struct ReturningMailTests {
  /// Sends back to `receiver` whatever comes to `far` outside, as a server does that forwards.
  ///
  /// - Returns: How often that was taken.
  private func sendBack(_ site: MailSite, to receiver: String) throws -> Int {
    var (done, taken) = (0, 0)
    for _ in 0..<60 {
      try site.settle()
      let messages = try site.received(outside: "far")
      guard messages.count > done else { break }
      for message in messages[done...] {
        let text = message.split(separator: "\n", omittingEmptySubsequences: false)
          .drop { $0.hasPrefix("X-Sink-") }.joined(separator: "\n")
        let sender = MailSite.header("X-Sink-From", of: message) ?? ""
        let answer = try site.server.stranger().send(
          text, from: sender.contains("@") ? sender : "", to: site.address(receiver))
        if answer.hasPrefix("250") {
          taken += 1
        } else {
          #expect(answer.hasPrefix("550 5.4.6"), "\(answer)")
        }
      }
      done = messages.count
    }
    return taken
  }

  @Test(arguments: ["ann", "anna", "ann+x"])
  func whatComesBackOfAForwardIsKeptOnce(_ receiver: String) throws {
    let site = try MailSite(
      """
      users:
        ann: { password: PW, aliases: [anna], forward: { to: [far@OUT] } }
      """)
    let mail = try site.send(from: site.outside("x"), to: receiver, by: site.server.stranger())
    #expect(try sendBack(site, to: receiver) == 1)
    #expect(try site.inbox("ann") == [mail, mail])
  }

  @Test func circleOverSeveralAccountsEnds() throws {
    let site = try MailSite(
      """
      users:
        ann: { password: PW, forward: { to: [bob] } }
        bob: { forward: { to: [far@OUT], keep: false } }
        cid: { password: PW, assistant: { to: [ann], only: true } }
      """)
    let mail = try site.send(from: site.outside("x"), to: "cid", by: site.server.stranger())
    #expect(try sendBack(site, to: "cid") <= 2)
    #expect(try site.inbox("cid") == [])
    #expect(try (1...2).contains(site.inbox("ann").count))
    #expect(try Set(site.inbox("ann")) == [mail])
  }

  @Test func manyMessagesOfOneIDAreNoCircle() throws {
    let site = try MailSite("users: { ann: { password: PW, forward: { to: [far@OUT] } } }")
    for _ in 1...4 {
      try site.send(
        from: site.outside("x"), to: "ann", header: "Message-ID: <same@away.example>",
        by: site.server.stranger())
    }
    try site.settle()
    #expect(try site.inbox("ann").count == 4)
    #expect(try site.received(outside: "far").count == 4)
  }
}
