import Execution
import MailModel
import MailServer
import Planning
import Stores
import TestSupport
import Testing

@Suite struct DrainTests {
  private let before = manifest([
    user("ada"), user("bob", [.aliases: .aliases("bobby")]), user("cid"),
  ])
  private let after = manifest([user("ada")], leavers: [leaver("bob"), leaver("cid")])

  private func bench() throws -> Bench {
    let bench = Bench()
    try bench.apply(before)
    return bench
  }

  private func mail(to recipient: String) -> QueueEntry {
    QueueEntry(
      id: "A1", queue: "active", arrived: 0, bytes: 9, sender: "x@out.example",
      recipients: [QueueEntry.Recipient(address: recipient)])
  }

  private func left(_ bench: Bench) throws -> [Address] {
    try bench.directory.snapshot().accounts.all.map(\.address)
  }

  @Test func quietQueueIsLookedAtTwice() throws {
    let bench = try bench()
    try bench.apply(after)
    #expect(bench.server.looks == 2)
    #expect(bench.paused == 250)
    #expect(try left(bench) == [address("ada")])
  }

  @Test func removalWaitsUntilItsMailIsDelivered() throws {
    let bench = try bench()
    let mail = mail(to: "Bobby+lists@school.example")
    bench.server.queue([mail], [], [mail], [], [])
    let result = try bench.apply(after)
    #expect(bench.server.looks == 5)
    #expect(result.heldBack.isEmpty)
  }

  @Test func mailThatStaysQueuedBringsItsAccountBackAlone() throws {
    let bench = try bench()
    bench.server.queue([mail(to: "bob@school.example")])
    let result = try bench.apply(after)
    #expect(result.heldBack.map(\.account) == [address("bob")])
    #expect(result.heldBack.map(\.reason) == ["1 still in the mail queue"])
    #expect(bench.paused == 60_000)
    let bob = try #require(try bench.directory.snapshot().accounts[address("bob")])
    #expect(!bob.marks.contains(.leaving))
    #expect(try left(bench) == [address("ada"), address("bob")])
  }

  @Test func noTimeMeansOneLook() throws {
    let bench = try bench()
    bench.drainTimeout = 0
    bench.server.queue([mail(to: "bob@school.example")])
    #expect(try bench.apply(after).heldBack.map(\.account) == [address("bob")])
    #expect(bench.server.looks == 1)
    #expect(bench.paused == 0)
  }

  @Test func mailOfOthersIsNotWaitedFor() throws {
    let bench = try bench()
    bench.server.queue([mail(to: "ada@school.example")])
    #expect(try bench.apply(after).heldBack.isEmpty)
    #expect(bench.server.looks == 2)
  }

  @Test func sessionsOfRemovedAccountsAloneAreEnded() throws {
    let bench = try bench()
    for name in ["ada", "cid"] {
      bench.server.connect(MailSession(account: address(name), service: "imap", count: 1))
    }
    let result = try bench.apply(after)
    #expect(bench.server.kicked == [address("cid")])
    #expect(
      result.plan.findings.first { $0.guardName == "in-use" }?.subject == "cid@school.example")
  }

  @Test func sessionsUnderAnOldNameAreEnded() throws {
    let bench = try bench()
    for name in ["ada", "bob"] {
      bench.server.connect(MailSession(account: address(name), service: "imap", count: 1))
    }
    try bench.apply(
      manifest([
        user("ada"), user("robert", [.aliases: .aliases("bobby")], was: "bob"), user("cid"),
      ]))
    #expect(bench.server.kicked == [address("bob")])
    #expect(bench.server.looks == 0)
  }

  @Test func swapWaitsForMailThatWouldReachTheOther() throws {
    let bench = try bench()
    let swapped = manifest([
      user("ada", was: "cid"), user("cid", was: "ada"),
      user("bob", [.aliases: .aliases("bobby")]),
    ])
    bench.server.queue([mail(to: "ada@school.example")], [], [])
    #expect(try bench.apply(swapped).run != nil)
    // Two seconds, four looks to each, and the one that ends them.
    #expect(bench.server.looks == 9)
  }

  @Test func swapIsNotBegunWhileMailIsQueued() throws {
    let bench = try bench()
    let swapped = manifest([
      user("ada", was: "cid"), user("cid", was: "ada"),
      user("bob", [.aliases: .aliases("bobby")]),
    ])
    bench.server.queue([mail(to: "cid+x@school.example"), mail(to: "bob@school.example")])
    let state = try bench.state()
    #expect {
      try bench.apply(swapped)
    } throws: {
      guard case RunError.queued(let names) = $0 else { return false }
      return names.map(\.name) == [address("cid")] && names.map(\.messages) == [1]
    }
    #expect(try bench.state() == state)
  }

  /// Whatever takes the name, in the plan of the rename or in a later one.
  @Test(arguments: ["alias", "group", "account"], [false, true])
  func oldNameIsTakenOnlyOnceItsMailIsDelivered(_ taker: String, _ isLater: Bool) throws {
    let bench = try bench()
    let renamed = user("robert", [.aliases: .aliases("bobby")], was: "bob")
    if isLater { try bench.apply(manifest([user("ada"), renamed, user("cid")])) }
    bench.server.queue([mail(to: "bob@school.example")])
    let aliases: [Field: FieldValue] = taker == "alias" ? [.aliases: .aliases("bob")] : [:]
    #expect {
      try bench.apply(
        manifest(
          [user("ada", aliases), renamed, user("cid")]
            + (taker == "account" ? [user("bob")] : []),
          groups: taker == "group" ? [group("staff", [.address: .groupAddress("bob")])] : []))
    } throws: {
      if case RunError.queued = $0 { true } else { false }
    }
  }

  @Test func nothingComesBackFromTheTrashWhileASwapWaits() throws {
    let bench = try bench()
    try bench.apply(manifest([user("ada"), user("cid")], leavers: [leaver("bob")]))
    bench.server.queue([mail(to: "cid@school.example")])
    let state = try bench.state()
    #expect {
      try bench.apply(
        manifest([
          user("ada", was: "cid"), user("cid", was: "ada"), user("bob", mail: .restore),
        ]))
    } throws: {
      if case RunError.queued = $0 { true } else { false }
    }
    #expect(try bench.state() == state)
  }

  @Test func removalWaitsForMailToAFormerName() throws {
    let bench = try bench()
    let renamed = user("robert", [.aliases: .aliases("bobby")], was: "bob")
    try bench.apply(manifest([user("ada"), renamed, user("cid")]))
    bench.drainTimeout = 0
    bench.server.queue([mail(to: "bob@school.example")])
    let result = try bench.apply(
      manifest([user("ada"), user("cid")], leavers: [leaver("robert")]))
    #expect(result.heldBack.map(\.account) == [address("robert")])
  }

  @Test func oldNameAsTheOwnAliasWaitsForNothing() throws {
    let bench = try bench()
    bench.server.queue([mail(to: "bob@school.example")])
    try bench.apply(
      manifest([
        user("ada"), user("robert", [.aliases: .aliases("bobby", "bob")], was: "bob"), user("cid"),
      ]))
    #expect(bench.server.looks == 0)
  }

  @Test func runGoesOnWithoutAMailServerAndSaysSo() throws {
    let bench = try bench()
    bench.server.fail(
      sessions: .notRunning("Dovecot"), queue: .notConfigured("Postfix"))
    #expect(try bench.apply(after).heldBack.isEmpty)
    #expect(
      Set(bench.notices) == [
        .withoutSessions(.notRunning("Dovecot"), of: [address("bob"), address("cid")]),
        .withoutQueue(.notConfigured("Postfix")),
      ])
    #expect(!bench.notices.contains { !$0.isDetail })
  }

  @Test(arguments: [MailServerAbsence.notRunning("Postfix"), .failed("postqueue", "no answer")])
  func queueThatCannotBeAskedIsNoDetail(_ absence: MailServerAbsence) throws {
    let bench = try bench()
    bench.server.fail(sessions: .notConfigured("Dovecot"), queue: absence)
    try bench.apply(after)
    #expect(bench.notices.filter { !$0.isDetail } == [.withoutQueue(absence)])
  }

  @Test func oneSecondIsAWholeOneWhereverItBegins() throws {
    let bench = try bench()
    bench.drainTimeout = 1
    // The clock of whole seconds moves on with the first pause.
    bench.onPause = { bench.now = 1_800_000_000 + (bench.paused + 900) / 1_000 }
    bench.server.queue([mail(to: "bob@school.example")])
    try bench.apply(after)
    #expect(bench.paused == 1_000)
  }

  @Test func slowAnswersTakeFromTheTime() throws {
    let bench = try bench()
    bench.drainTimeout = 10
    bench.uptime = { Int64(bench.server.looks) * 5_000 }
    bench.server.queue([mail(to: "bob@school.example")])
    try bench.apply(after)
    #expect(bench.server.looks == 2)
  }

  @Test func deliveryWhileItDrainsIsCountedAfterwards() throws {
    let bench = try bench()
    bench.server.queue([mail(to: "bob@school.example")], [], [])
    bench.onPause = { try? bench.deliver(1, to: "bob") }
    #expect(try bench.apply(after).heldBack.map(\.reason) == ["1 new since the plan"])
  }

  @Test func nothingIsAskedWithoutARemoval() throws {
    let bench = try bench()
    #expect(bench.server.looks == 0)
  }
}
