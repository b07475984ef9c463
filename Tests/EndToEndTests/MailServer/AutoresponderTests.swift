import Foundation
import Testing

/// Whom an autoresponder answers, when, and in which words.
@Suite(.enabled(if: PrivateMailServer.canRun)) struct AutoresponderTests {
  private func away(_ keys: String = "") throws -> MailSite {
    try MailSite(
      """
      users:
        ann:
          password: PW
          aliases: [anna]
          autoresponder: { subject: away, message: I am away\(keys) }
      """)
  }

  @Test func everySenderIsAnsweredOnceInTheTimeGiven() throws {
    let site = try away(", every: 15s")
    try site.send(from: site.outside("x"), to: "ann")
    let begin = Date()
    try site.send(from: site.outside("x"), to: "anna")
    try site.send(from: site.outside("y"), to: "ann")
    try site.settle()
    #expect(try site.subjects(outside: "x") == ["away"])
    #expect(try site.subjects(outside: "y") == ["away"])
    Thread.sleep(until: begin.addingTimeInterval(17))
    try site.send(from: site.outside("x"), to: "ann")
    try site.settle()
    #expect(try site.subjects(outside: "x") == ["away", "away"])
    #expect(try site.inbox("ann").count == 4)
  }

  @Test(arguments: ["", ", keep: false"], ["ann+x", "anna+x", "anna+x+y", "Anna+X"])
  func mailToASubAddressIsAnsweredOnceLikeAnyOther(_ keys: String, _ receiver: String) throws {
    let site = try away(keys)
    let mail = try site.send(from: site.outside("x"), to: receiver)
    try site.send(from: site.outside("x"), to: "ann")
    try site.settle()
    #expect(try site.subjects(outside: "x") == ["away"])
    #expect(try site.inbox("ann").contains(mail) == keys.isEmpty)
  }

  @Test func mailToAnotherSubAddressIsNotAnswered() throws {
    let site = try away()
    try site.send(from: site.outside("x"), to: "anna+x", headerTo: "everybody+x")
    try site.settle()
    #expect(try site.inbox("ann").count == 1)
    #expect(try site.subjects(outside: "x") == [])
  }

  @Test func newDaysAnswerNobodyTwice() throws {
    let site = try away()
    try site.send(from: site.outside("x"), to: "ann")
    try site.settle()
    try site.apply(
      """
      users:
        ann:
          password: PW
          autoresponder:
            { subject: away, message: I am away, every: 3d, until: \(site.server.day(9)) }
      """)
    try site.send(from: site.outside("x"), to: "ann")
    try site.settle()
    #expect(try site.subjects(outside: "x") == ["away"])
  }

  @Test func mailToOneselfIsNeitherAnsweredNorDiscarded() throws {
    let site = try away(", keep: false")
    var mails: [String] = []
    for sender in ["ann", "anna", "ann+scan"] {
      mails.append(try site.send(from: sender, to: "ann"))
    }
    try site.settle()
    #expect(try site.inbox("ann") == mails)
  }

  @Test func newTextAnswersEverySenderAfresh() throws {
    let site = try away()
    try site.send(from: site.outside("x"), to: "ann")
    try site.settle()
    try site.apply(
      "users: { ann: { password: PW, autoresponder: { subject: still away, message: later } } }")
    try site.send(from: site.outside("x"), to: "ann")
    try site.settle()
    #expect(try site.subjects(outside: "x") == ["away", "still away"])
  }

  /// The servers' zone is one where it is another day than in UTC.
  @Test func bothDaysAreInclusiveInTheSitesZone() throws {
    let server = try PrivateMailServer.shared.get()
    func user(_ name: String, _ from: Int, _ until: Int) -> String {
      """
        \(name):
          autoresponder:
            subject: \(name)
            message: away
            from: \(server.day(from))
            until: \(server.day(until))

      """
    }
    let site = try MailSite(
      "users:\n" + user("first", 0, 5) + user("last", -5, 0) + user("single", 0, 0)
        + user("over", -5, -1) + user("early", 1, 5))
    for name in ["first", "last", "single", "over", "early"] {
      try site.send(from: site.outside("x"), to: name)
    }
    try site.settle()
    #expect(try site.subjects(outside: "x") == ["first", "last", "single"])
  }

  @Test(arguments: [
    "Auto-Submitted: auto-generated", "Auto-Submitted: auto-replied", "Precedence: bulk",
    "Precedence: list", "Precedence: junk", "List-Id: <club.example>",
    "List-Unsubscribe: <mailto:leave@club.example>",
  ])
  func machinesAndListsAreNotAnswered(_ header: String) throws {
    let site = try away()
    let mail = try site.send(from: site.outside("x"), to: "ann", header: header)
    try site.settle()
    #expect(try site.inbox("ann") == [mail])
    #expect(try site.subjects(outside: "x") == [])
  }

  @Test(arguments: ["mailer-daemon", "owner-club", "club-request"])
  func sendersThatAreNobodyAreNotAnswered(_ sender: String) throws {
    let site = try away()
    try site.send(from: site.outside(sender), to: "ann")
    try site.send(from: "", to: "ann")
    try site.settle()
    #expect(try site.inbox("ann").count == 2)
    #expect(try site.subjects(outside: sender) == [])
    #expect(try site.subjects(outside: "mailer-daemon") == [])
  }

  @Test func mailNotAddressedToTheAccountIsNotAnswered() throws {
    let site = try away()
    try site.send(from: site.outside("x"), to: "ann", headerTo: "everybody")
    try site.settle()
    #expect(try site.inbox("ann").count == 1)
    #expect(try site.subjects(outside: "x") == [])
  }

  @Test func ownerOfAutoSubmittedNoIsAPerson() throws {
    let site = try away()
    try site.send(from: site.outside("x"), to: "ann", header: "Auto-Submitted: no")
    try site.settle()
    #expect(try site.subjects(outside: "x") == ["away"])
  }

  @Test func wordsArriveAsTheyWereWritten() throws {
    let subject = #"Weg "über" Land \o/ ${1} – до января"#
    let text = "\"Back\" \\ soon, $${to} ${:\n.\n..\nÉté à la plage"
    let lines = text.split(separator: "\n").map { "        \($0)\n" }.joined()
    // What would be a placeholder is none, neither to rollbook nor to the script.
    let entry = "      subject: '\(subject)'\n      message: |\n\(lines)"
      .replacingOccurrences(of: "{", with: "{{").replacingOccurrences(of: "}", with: "}}")
    let site = try MailSite("users:\n  ann:\n    autoresponder:\n\(entry)")
    try site.send(from: site.outside("x"), to: "ann")
    try site.settle()
    let reply = try #require(try site.received(outside: "x").first)
    #expect(try #require(MailSite.header("Subject", of: reply)).utf8.allSatisfy { $0 < 128 })
    #expect(MailSite.header("Auto-Submitted", of: reply)?.hasPrefix("auto-replied") == true)
    // Postfix's word for an empty envelope sender.
    #expect(MailSite.header("X-Sink-From", of: reply) == "MAILER-DAEMON")
    // A header that is folded goes on behind any blank (RFC 5322, section 2.2.3).
    let script = """
      import sys, email, email.policy
      m = email.message_from_bytes(sys.argv[1].encode(), policy=email.policy.default)
      print(m['Subject'].replace('\\t', ' ')); print(m.get_content().strip())
      """
    let answer = try BuiltSite.run(
      URL(fileURLWithPath: "/usr/bin/python3"), ["-c", script, reply], in: site.server.folder,
      environment: ["PYTHONIOENCODING": "utf-8"])
    #expect(answer.output == "\(subject)\n\(text)\n", "\(answer.errors)\(reply)")
  }

  @Test func twoWhoAreAwayDoNotAnswerEachOtherForEver() throws {
    let site = try MailSite(
      """
      users:
        ann: { password: PW, autoresponder: { subject: ann is away, message: away } }
        bob: { password: PW, autoresponder: { subject: bob is away, message: away } }
      """)
    let mail = try site.send(from: "ann", to: "bob")
    try site.settle()
    #expect(try site.inbox("bob") == [mail])
    #expect(try site.inbox("ann") == ["bob is away"])
  }

  @Test func copiesAndForwardsInACircleArriveOnce() throws {
    let site = try MailSite(
      """
      users:
        ann: { password: PW, assistant: { to: [bob] } }
        bob: { password: PW, assistant: { to: [ann] } }
        cid: { password: PW, forward: { to: [dee] } }
        dee: { password: PW, forward: { to: [cid] } }
      """)
    let copied = try site.send(from: site.outside("x"), to: "ann")
    let forwarded = try site.send(from: site.outside("x"), to: "cid")
    try site.settle()
    #expect(try site.inbox("ann") == [copied])
    #expect(try site.inbox("bob") == [copied])
    #expect(try site.inbox("cid") == [forwarded])
    #expect(try site.inbox("dee") == [forwarded])
  }

  @Test(arguments: [
    "List-Id: <club.example>", "Precedence: list", "Auto-Submitted: auto-replied",
    "Auto-Submitted: No ", "Auto-Submitted: no\nAuto-Submitted: auto-replied",
  ])
  func originalIsDiscardedOnlyWhereItIsAnswered(_ header: String) throws {
    let site = try away(", keep: false")
    try site.send(from: site.outside("x"), to: "ann")
    try site.send(from: site.outside("x"), to: "ann")
    let kept = try site.send(from: site.outside("y"), to: "ann", header: header)
    let bounce = try site.send(from: "", to: "ann")
    try site.settle()
    #expect(try site.subjects(outside: "x") == ["away"])
    #expect(try site.inbox("ann") == [kept, bounce])
  }

  @Test func ownScriptOfAUserGoesOnWorking() throws {
    let site = try away()
    let home = try site.maildir(of: "ann").deletingLastPathComponent()
    let script = """
      mkdir -p '\(home.path)'
      printf '%s\\n' 'require ["fileinto", "mailbox"];' 'fileinto :create "Work";' \
        >'\(home.path)/.dovecot.sieve'
      chown -R mail:mail '\(site.server.mailRoot)/\(site.domain)'
      """
    _ = try BuiltSite.run(
      URL(fileURLWithPath: "/bin/bash"), ["-c", script], in: site.server.folder)
    let mail = try site.send(from: site.outside("x"), to: "ann")
    try site.settle()
    #expect(try site.inbox("ann") == [])
    let work = try site.messages(of: "ann", in: "Work")
    #expect(work.map { MailSite.header("Subject", of: $0) } == [mail])
    #expect(try site.subjects(outside: "x") == ["away"])
  }
}
