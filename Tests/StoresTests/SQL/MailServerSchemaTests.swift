import Glibc
import MailModel
import TestSupport
import Testing

@testable import Stores

/// What the mail server is told; that it does so is tested with the servers themselves.
@Suite struct MailServerSchemaTests {
  private func answers(_ url: StoreURL, _ sql: String) throws -> [String] {
    let connection = try SQLiteFile(path: url.path).openReader()
    return try SQLDirectory(connection: connection).all(sql) { $0.text(0) }
  }

  @Test func forwardToNobodyButLeaversThrowsNoMailAway() throws {
    let folder = TemporaryFolder()
    let url = try folder.makeStore()
    let store = try url.openLockedWriter()
    let ada = LiveAccount.ada
      .with(.forward, .forward(to: LiveAccount.grace.address.text, keep: false))
      .with(.autoresponder, .autoresponder(Autoresponder(subject: "s", message: "m")))
    try store.add(ada, .grace)
    let script = "SELECT script FROM mail_script WHERE address = '\(ada.address)'"
    let route = "SELECT target FROM mail_route WHERE address = '\(ada.address)'"
    #expect(try answers(url, route) == [LiveAccount.grace.address.text])
    #expect(try answers(url, script).allSatisfy { $0.contains("discard;") })

    _ = try store.begin(.test([.removing(.grace)], steps: [.of(.grace)]))
    #expect(try answers(url, route).isEmpty)
    #expect(try answers(url, script).count == 1)
    #expect(try answers(url, script).allSatisfy { !$0.contains("discard;") })
  }

  @Test func queuedMailReachesARenamedAccountUntilSomebodyHasTheNameAgain() throws {
    let folder = TemporaryFolder()
    let url = try folder.makeStore()
    let store = try url.openLockedWriter()
    try store.add(.ada, .grace)
    let renamed = LiveAccount.ada.named("lovelace")
    try store.apply([.editing(.ada, to: renamed)])
    let owner = "SELECT account FROM mail_home WHERE address = '\(LiveAccount.ada.address)'"
    #expect(try answers(url, owner) == [renamed.address.text])
    let mailbox = "SELECT 1 FROM mail_user WHERE address = '\(LiveAccount.ada.address)'"
    #expect(try answers(url, mailbox).isEmpty)

    let successor = LiveAccount.grace.named("ada")
    try store.apply([.editing(.grace, to: successor)])
    #expect(try answers(url, owner) == [successor.address.text])
    try store.apply([.editing(successor, to: .grace)])
    #expect(try answers(url, owner) == [LiveAccount.grace.address.text])
  }

  @Test func nameThatChangesHandsIsShutAndLeadsNowhere() throws {
    let folder = TemporaryFolder()
    let url = try folder.makeStore()
    let store = try url.openLockedWriter()
    let ada = LiveAccount.ada.with(.aliases, .aliases("countess"))
    let grace = LiveAccount.grace.with(
      .forward, .forward(to: ada.address.text, keep: false))
    try store.add(ada, grace)
    let held = "SELECT address FROM mail_hold ORDER BY 1"
    let route = "SELECT target FROM mail_route WHERE address = '\(ada.address)'"
    let forward = "SELECT target FROM mail_route WHERE address = '\(grace.address)'"
    let alias = "SELECT target FROM mail_route WHERE address = 'countess@school.example'"
    try store.hold([ada.address], until: Int64(time(nil)) + 60)
    #expect(try answers(url, held) == [ada.address.text, "countess@school.example"])
    // More than Postfix takes for an address.
    #expect(try answers(url, route).map { $0.utf8.count > 1_000 } == [true])
    // So does what leads there, in the same answer: before the next question it may be open again.
    // Nor is it lost on the way: nobody is told that there is no such target.
    #expect(try answers(url, forward).filter { $0.utf8.count < 1_000 } == [ada.address.text])
    #expect(try answers(url, forward).contains { $0.utf8.count > 1_000 })
    #expect(try answers(url, alias).contains { $0.utf8.count > 1_000 })
    try store.hold([ada.address], until: Int64(time(nil)) - 1)
    #expect(try answers(url, held) == [])
    #expect(try answers(url, route) == [])
  }

  @Test func whoMayNotLogInMaySendAsNobody() throws {
    let folder = TemporaryFolder()
    let url = try folder.makeStore()
    let store = try url.openLockedWriter()
    let ada = LiveAccount.ada.with(.aliases, .aliases("countess"))
      .with(.password, .hash("{PLAIN}x"))
    try store.add(ada)
    let sender =
      "SELECT account FROM mail_sender WHERE address IN ('\(ada.address)', 'countess@school.example')"
    #expect(try answers(url, sender) == [ada.address.text, ada.address.text])
    try store.apply([.editing(ada, to: ada.with(.enabled, .flag(false)))])
    #expect(try answers(url, sender) == [])
  }

  @Test(arguments: [
    "SELECT domain FROM mail_domain WHERE domain = 'x'",
    "SELECT password FROM mail_login WHERE address = 'x'",
    "SELECT 1 FROM mail_user WHERE address = 'x'",
    "SELECT home FROM mail_home WHERE address = 'x'",
    "SELECT address FROM mail_hold WHERE address = 'x'",
    "SELECT target FROM mail_route WHERE address = 'x'",
    "SELECT account FROM mail_sender WHERE address = 'x'",
    "SELECT script FROM mail_script WHERE address = 'x' AND name = 'rollbook'",
  ])
  func everyQuestionIsAnsweredByAKey(_ sql: String) throws {
    let steps = try QueryPlanTests().plan(of: sql)
    #expect(steps.contains { $0.hasPrefix("SEARCH") })
    // A subquery that was searched by a key is scanned for its few rows.
    let wide = steps.filter {
      $0.hasPrefix("SCAN") && !$0.contains("subquery") && !$0.contains("CONSTANT")
    }
    #expect(wide == [])
  }
}
