import Execution
import MailModel
import Stores
import TestSupport
import Testing

/// Somebody changes the store by hand after a run was killed at any of its effects: the next run
/// closes it all the same, and mail is where an account or an item has it.
@Suite struct HandEditTests {
  enum Edit: CaseIterable {
    case markTakenBack, accountDeleted, accountRenamed
  }

  private static let before = manifest([user("bob"), user("cid"), user("eve")])
  private static let after = manifest(
    [user("bob")], leavers: [leaver("cid", purge: true), leaver("eve", purge: true)])

  private static func bench() throws -> Bench {
    let bench = Bench()
    try bench.apply(before)
    try bench.deliver(3, to: "cid")
    try bench.deliver(2, to: "eve")
    return bench
  }

  /// Lock, the transaction, three effects for each of two removals, the end, the lock again.
  @Test(arguments: 1...10, Edit.allCases)
  func nothingBlocksAStoreAndNoMailIsLost(_ effect: Int, _ edit: Edit) throws {
    for moment in StopSwitch.Moment.allCases {
      let bench = try Self.bench()
      let home = try #require(try bench.directory.snapshot().accounts[address("cid")]?.home)
      let stop = StopSwitch(at: effect, moment)
      _ = try? bench.apply(Self.after, stop: stop)
      #expect(stop.isStopped)
      Self.edit(edit, bench)
      _ = try? bench.apply(Self.before)
      let snapshot = try bench.directory.snapshot()
      #expect(snapshot.unfinished == nil)
      #expect(!snapshot.accounts.all.contains { $0.marks.contains(.leaving) })
      let items = snapshot.trash.map(\.folder)
      #expect(bench.mail.items == items)
      let held = items.compactMap { bench.mail.mailbox(ofItem: $0)?.messages }.reduce(0, +)
      let eve = snapshot.accounts[address("eve")]?.home
      let rest = try ([home] + (eve.map { [$0] } ?? [])).map {
        try bench.mail.mailbox(at: $0).messages
      }
      #expect(held + rest.reduce(0, +) == 5, "effect \(effect), \(moment)")
    }
  }

  private static func edit(_ edit: Edit, _ bench: Bench) {
    switch edit {
    case .markTakenBack: bench.directory.takeMarkBack(from: address("cid"))
    case .accountDeleted: bench.directory.delete(address("cid"))
    case .accountRenamed: bench.directory.rename(address("cid"), to: address("sid"))
    }
  }

  /// Effect 5 confirms the first removal, after its mail has moved.
  @Test(arguments: Edit.allCases)
  func whereTheMailLiesIsTold(_ edit: Edit) throws {
    let bench = try Self.bench()
    let home = try #require(try bench.directory.snapshot().accounts[address("cid")]?.home)
    _ = try? bench.apply(Self.after, stop: StopSwitch(at: 5, .before))
    #expect(bench.mail.items == ["cid@school.example#2"])
    Self.edit(edit, bench)
    let planned = try bench.current(Self.after)
    #expect(planned.completing == (edit == .accountDeleted ? [address("cid")] : []))
    _ = try? bench.apply(Self.after)
    let runs = bench.notices.compactMap { notice -> ResumedRun? in
      if case .resumed(let run) = notice { run } else { nil }
    }
    let place = runs.first?.places.first?.place
    #expect(place == (edit == .accountDeleted ? .trash("cid@school.example#2") : .home(home)))
  }

  @Test func whatStandsInItsPlaceLeavesTheMailInTheTrash() throws {
    let bench = try Self.bench()
    let home = try #require(try bench.directory.snapshot().accounts[address("cid")]?.home)
    _ = try? bench.apply(Self.after, stop: StopSwitch(at: 5, .before))
    bench.directory.takeMarkBack(from: address("cid"))
    bench.mail.deliver(Mailbox(inbox: 1, messages: 1, bytes: 100), to: home)
    #expect(throws: Never.self) { try bench.apply(Self.before) }
    #expect(try bench.directory.snapshot().unfinished == nil)
    #expect(bench.mail.mailbox(ofItem: "cid@school.example#2")?.messages == 3)
    #expect(try bench.mail.mailbox(at: home).messages == 1)
  }

  @Test func aHandWhileTheRunIsAtWorkHoldsItsAccountBack() throws {
    let bench = try Self.bench()
    nonisolated(unsafe) let directory = bench.directory
    directory.interruption = { effect, moment in
      guard effect == "announce", moment == .after else { return }
      directory.interruption = nil
      directory.takeMarkBack(from: address("cid"))
    }
    let result = try bench.apply(Self.after)
    #expect(result.heldBack.map(\.account) == [address("cid")])
    #expect(result.heldBack.first?.reason == "somebody changed the account meanwhile")
    #expect(bench.mail.items == ["eve@school.example#2"])
  }

  @Test func aRowThatKeepsTheStepFromItsEndDoesNotKeepTheStore() throws {
    let bench = try Self.bench()
    let home = try #require(try bench.directory.snapshot().accounts[address("cid")]?.home)
    nonisolated(unsafe) let directory = bench.directory
    directory.interruption = { effect, moment throws(StoreError) in
      if effect == "confirmRemoval", moment == .before { throw .conflict("UNIQUE") }
    }
    #expect(throws: RunError.self) { try bench.apply(Self.after) }
    #expect(bench.mail.items == ["cid@school.example#2"])
    _ = try? bench.apply(Self.before)
    #expect(try bench.directory.snapshot().unfinished == nil)
    #expect(try bench.mail.mailbox(at: home).messages == 3)
    #expect(bench.mail.items.isEmpty)
  }

  @Test func aLockThatWasTakenOverIsNoLeaveToMoveMail() throws {
    let bench = try Self.bench()
    nonisolated(unsafe) let directory = bench.directory
    directory.interruption = { effect, moment in
      if effect == "confirmRemoval", moment == .before { directory.abandonLock() }
    }
    #expect(throws: RunError.self) { try bench.apply(Self.after) }
    #expect(bench.mail.items == ["cid@school.example#2"])
  }
}
