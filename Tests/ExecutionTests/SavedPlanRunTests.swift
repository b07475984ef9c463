import Execution
import MailModel
import Planning
import Stores
import TestSupport
import Testing

@Suite struct SavedPlanRunTests {
  private static let before = state()

  private static let after = manifest(
    [
      user("ada", [.comment: .text("b"), .password: .hash("two")]), user("rob", was: "bob"),
      user("dee", [.password: .hash("three")]),
    ], leavers: [leaver("cid", purge: true)])

  private static func state(
    ada: String = "a", bob: String = "b", leavers: [Leaver] = []
  ) -> Manifest {
    manifest(
      [
        user("ada", [.comment: .text(ada), .password: .hash("one")]),
        user("bob", [.comment: .text(bob)]),
      ] + (leavers.isEmpty ? [user("cid")] : []), leavers: leavers)
  }

  private static func bench() throws -> Bench {
    let bench = Bench()
    try bench.apply(before)
    try bench.deliver(2, to: "cid")
    return bench
  }

  @Test func `a saved plan does what the fresh one would have done`() throws {
    let fresh = try Self.bench()
    try fresh.apply(Self.after)
    let bench = try Self.bench()
    let saved = try bench.saved(Self.after)
    try bench.carryOut(saved)
    #expect(try bench.managedState() == fresh.managedState())
    #expect(try bench.directory.runs().first?.start.savedPlan == "plan")
  }

  @Test func `it is carried out once`() throws {
    let bench = try Self.bench()
    let saved = try bench.saved(Self.state(ada: "x"))
    try bench.carryOut(saved)
    // Nothing of it has changed since, and yet.
    try bench.undo(2)
    #expect(refusal { try bench.carryOut(saved) } == ["used by run 2"])
  }

  @Test func `two plans of one moment that touch others both fit`() throws {
    let bench = try Self.bench()
    let first = try bench.saved(
      Self.state(ada: "x"), as: "first")
    let second = try bench.saved(
      Self.state(bob: "y"), as: "second")
    try bench.carryOut(first)
    try bench.carryOut(second)
    let accounts = try bench.directory.snapshot().accounts
    #expect(accounts[address("ada")]?.values.comment == "x")
    #expect(accounts[address("bob")]?.values.comment == "y")
  }

  @Test func `the second of two plans that touch one field is stale`() throws {
    let bench = try Self.bench()
    let first = try bench.saved(Self.state(ada: "x"), as: "first")
    let second = try bench.saved(Self.state(ada: "y"), as: "second")
    try bench.carryOut(first)
    #expect(
      refusal { try bench.carryOut(second) } == [
        "ada@school.example: comment is no longer what it was"
      ])
  }

  @Test func `mail makes no edit stale, but a removal`() throws {
    let bench = try Self.bench()
    let edit = try bench.saved(Self.state(bob: "x"), as: "edit")
    let removal = try bench.saved(Self.state(leavers: [leaver("cid", purge: true)]), as: "removal")
    try bench.deliver(7, to: "bob")
    try bench.deliver(3, to: "cid")
    try bench.carryOut(edit)
    #expect(
      refusal { try bench.carryOut(removal) } == [
        "cid@school.example: its mailbox is no longer what it was: 3 messages instead of 2"
      ])
  }

  @Test func `a change between the look and the lock is stale`() throws {
    let bench = try Self.bench()
    let saved = try bench.saved(Self.after)
    let reasons = refusal {
      try bench.carryOut(saved) { try bench.deliver(3, to: "cid") }
    }
    #expect(
      reasons == [
        "cid@school.example: its mailbox is no longer what it was: 3 messages instead of 2"
      ])
    #expect(try bench.directory.runs().count == 1)
  }

  @Test func `guards judge a saved plan by the figures of now`() throws {
    let bench = Bench()
    try bench.apply(
      manifest([user("ada", [.admin: .flag(true)]), user("bob", [.admin: .flag(true)])]))
    let first = try bench.saved(
      manifest([user("ada", [.admin: .flag(false)]), user("bob", [.admin: .flag(true)])]),
      as: "first")
    let second = try bench.saved(
      manifest([user("ada", [.admin: .flag(true)]), user("bob", [.admin: .flag(false)])]),
      as: "second")
    try bench.carryOut(first)
    #expect(refusal { try bench.carryOut(second) }.first?.hasPrefix("minimum-admins: ") == true)
  }

  @Test func `a group waits for removals that are held back`() throws {
    let bench = Bench()
    try bench.apply(
      manifest(
        names(8).map { user($0) } + [user("cid", [.group: .text("form-7")])],
        groups: [group("form-7")]))
    let saved = try bench.saved(
      manifest(names(8).map { user($0) } + [user("dee")], mode: .authoritative))
    let held = try bench.carryOut(saved, context: bench.context(holdsRemovals: true))
    #expect(held.plan.heldRemovals == [address("cid")])
    let snapshot = try bench.directory.snapshot()
    #expect(snapshot.groups.map(\.name) == ["form-7"])
    #expect(snapshot.accounts[address("cid")] != nil)
    #expect(snapshot.accounts[address("dee")] != nil)
  }

  @Test func `what an empty manifest's guard said comes along`() throws {
    let bench = try Self.bench()
    let saved = try bench.saved(manifest([], mode: .authoritative))
    #expect(refusal { try bench.carryOut(saved) }.contains { $0.hasPrefix("empty-manifest: ") })
  }

  /// Effects: lock, the transaction, three of the removal, the end, the lock again.
  @Test(arguments: 1...7, StopSwitch.Moment.allCases)
  func `one that stopped half-way is done, or used up and the rest planned anew`(
    _ effect: Int, _ moment: StopSwitch.Moment
  ) throws {
    let undisturbed = try Self.bench()
    try undisturbed.apply(Self.after)
    let bench = try Self.bench()
    let saved = try bench.saved(Self.after)
    let stop = StopSwitch(at: effect, moment)
    _ = try? bench.carryOut(saved, stop: stop)
    #expect(stop.isStopped)
    if try bench.directory.runs().first?.start.savedPlan == nil {
      try bench.carryOut(saved)
    } else {
      #expect(!refusal { try bench.carryOut(saved) }.isEmpty)
      try bench.apply(Self.after)
    }
    #expect(try bench.managedState() == undisturbed.managedState())
  }

  @Test func `an undo may be saved and carried out later`() throws {
    let bench = try Self.bench()
    let start = try bench.livingState()
    try bench.apply(Self.after)
    let plan = try bench.current(Bench.undoing(2)).plan
    let kept = try bench.directory.formerPasswords(of: 2)
    let text = PlanDocument(plan: plan, created: "", storeURL: "").text()
    let decided = try PlanDocument.read(text).decided { change, _ in
      change.id.flatMap { kept[$0]?.before }
    }
    try bench.carryOut(.saved(decided, .test("undo")))
    #expect(try bench.livingState() == start)
    #expect(try bench.directory.runs().first?.start.undoes == 2)
  }

  @Test func `a plan that only says that it takes a run back is held against the journal`() throws {
    let bench = Bench()
    try bench.apply(manifest([user("ada", [.comment: .text("a")])]))
    let after = manifest([user("ada", [.comment: .text("b")])])
    guard case .saved(var decided, _) = try bench.saved(after) else { return }
    decided.undoes = 1
    #expect(
      refusal { try bench.carryOut(.saved(decided, .test("forged"))) } == [
        "ada@school.example: taking run 1 back does not do this"
      ])
    decided.undoes = 9
    #expect(
      refusal { try bench.carryOut(.saved(decided, .test("forged"))) } == [
        "there is no run 9; `rollbook history` lists them"
      ])
  }

  @Test func `an account whose name somebody has by now stays in the trash`() throws {
    let bench = try Self.bench()
    try bench.apply(Self.after)
    let plan = try bench.current(Bench.undoing(2)).plan
    let kept = try bench.directory.formerPasswords(of: 2)
    let decided = try PlanDocument.read(
      PlanDocument(plan: plan, created: "", storeURL: "").text()
    ).decided { change, _ in change.id.flatMap { kept[$0]?.before } }
    try bench.apply(
      manifest([
        user("ada", [.comment: .text("b"), .password: .hash("two")]), user("rob"),
        user("dee", [.password: .hash("three")]), user("cid", mail: .fresh),
      ]))
    #expect(
      refusal { try bench.carryOut(.saved(decided, .test("undo"))) } == [
        "cid@school.example: an address of it belongs to somebody else by now"
      ])
  }
}
