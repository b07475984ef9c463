import Execution
import MailModel
import Planning
import Stores
import TestSupport
import Testing

/// An undo ends where its run began, and the undo of it where that run ended.
@Suite struct UndoRunTests {
  private static let before = manifest(
    [
      user(
        "ada",
        [
          .name: .text("Ada"), .group: .text("form-7"), .aliases: .aliases("countess"),
          .password: .hash("one"),
        ]),
      user("bob", [.quota: .quota(Quota(bytes: 1_024))]), user("cid"),
      user("dee", [.forward: .forward("bob")]), user("eve", [.aliases: .aliases("evie")]),
      user("hal", [.comment: .text("kept")]),
    ],
    groups: [
      group("form-7", [.comment: .text("Seven")]), group("empty", [.address: .groupAddress("all")]),
    ])

  /// Every kind of change at once.
  private static let after = manifest(
    [
      user(
        "ada",
        [
          .name: .text("Ada King"), .group: .text("form-8"), .password: .hash("two"),
          .enabled: .flag(false),
        ]),
      user("fay", [.group: .text("form-8")]),
      user(
        "rob",
        [.quota: .quota(Quota(bytes: 2_048)), .aliases: .aliases("countess")], was: "bob"),
      user("hal", [.protect: .flag(true)]),
    ],
    groups: [
      group("form-8", [.address: .groupAddress("eight")], was: "form-7"),
      group("new", [.comment: .text("New")]),
    ],
    leavers: [
      leaver("cid", purge: true), leaver("dee"), leaver("eve", purge: true, reason: "left"),
    ], mode: .authoritative)

  private static func bench() throws -> Bench {
    let bench = Bench()
    try bench.apply(before)
    try bench.deliver(4, to: "bob")
    try bench.deliver(3, to: "cid")
    try bench.deliver(2, to: "eve")
    return bench
  }

  @Test func `an undo and its own undo end where they should`() throws {
    let bench = try Self.bench()
    let start = try bench.managedState()
    try bench.apply(Self.after)
    let end = try bench.managedState()
    #expect(end != start)
    try bench.undo(2)
    #expect(
      try bench.managedState().filter { !$0.hasPrefix("trash fay@") } == start)
    try bench.undo(3)
    #expect(try bench.managedState() == end)
    #expect(try bench.current(Self.after).plan.changes.isEmpty)
  }

  @Test func `a password goes back to what it was`() throws {
    let bench = try Self.bench()
    #expect(refusal { try bench.apply(Self.after) } == [])
    try bench.undo(2)
    #expect(
      try bench.directory.snapshot().accounts[address("ada")]?.values.password
        == Secret("{SHA512-CRYPT}one"))
  }

  private static let undisturbed: (state: [String], effects: Int) = {
    do {
      let bench = try bench()
      try bench.apply(after)
      let stop = StopSwitch()
      try bench.undo(2, stop: stop)
      return (try bench.managedState(), stop.effects)
    } catch { preconditionFailure("the undisturbed undo failed: \(error)") }
  }()

  /// Lock; the hold on names that change hands; the transaction; three effects for each of three
  /// items that come back, and for the removal; the end, the lock again.
  @Test func `the undisturbed undo has as many effects as the crashes cover`() {
    #expect(Self.undisturbed.effects == 17)
  }

  @Test(arguments: 1...17, StopSwitch.Moment.allCases)
  func `the next undo ends where an undisturbed one ends`(
    _ effect: Int, _ moment: StopSwitch.Moment
  ) throws {
    let bench = try Self.bench()
    try bench.apply(Self.after)
    let stop = StopSwitch(at: effect, moment)
    _ = try? bench.undo(2, stop: stop)
    #expect(stop.isStopped)
    // What was all done and closed is refused as done; what was not is gone on with.
    let isClosed = try bench.directory.snapshot().unfinished == nil
    let refusal = refusal { try bench.undo(2) }
    #expect(refusal.isEmpty || isClosed)
    #expect(refusal.allSatisfy { $0.contains("has taken run 2 back already") })
    #expect(try bench.directory.snapshot().unfinished == nil)
    #expect(try bench.managedState() == Self.undisturbed.state)
  }

  /// From its transaction on, effect 3.
  @Test(arguments: 4...14, StopSwitch.Moment.allCases)
  func `a run that was cut off is taken back at once`(
    _ effect: Int, _ moment: StopSwitch.Moment
  ) throws {
    let bench = try Self.bench()
    let start = try bench.livingState()
    _ = try? bench.apply(Self.after, stop: StopSwitch(at: effect, moment))
    try bench.undo(2)
    #expect(try bench.livingState() == start)
    #expect(try bench.directory.snapshot().unfinished == nil)
  }

  /// The undo is run 4, after run 3 has brought mail back.
  @Test(arguments: 12...19, StopSwitch.Moment.allCases)
  func `an undo that was cut off is taken back at once`(
    _ effect: Int, _ moment: StopSwitch.Moment
  ) throws {
    let bench = try Self.bench()
    try bench.apply(Self.after)
    let end = try bench.managedState()
    _ = try? bench.undo(2, stop: StopSwitch(at: effect, moment))
    guard try bench.directory.runs().first?.number == 4 else { return }
    try bench.undo(4)
    #expect(try bench.managedState() == end)
  }

  @Test(arguments: 1...17, StopSwitch.Moment.allCases)
  func `a look after a crash agrees with the next undo`(
    _ effect: Int, _ moment: StopSwitch.Moment
  ) throws {
    let bench = try Self.bench()
    try bench.apply(Self.after)
    _ = try? bench.undo(2, stop: StopSwitch(at: effect, moment))
    guard let planned = try? bench.current(Bench.undoing(2)).plan else { return }
    #expect(try bench.undo(2).plan.changes == planned.changes)
  }

  @Test func `an undo is refused while the mail that came in stays`() throws {
    let bench = try Self.bench()
    try bench.apply(Self.after)
    try bench.deliver(1, to: "fay")
    let reasons = refusal { try bench.undo(2) }
    #expect(reasons.count == 1)
    #expect(reasons.first?.hasPrefix("mailbox-not-empty: ") == true)
    let plan = try bench.current(Bench.undoing(2)).plan
    #expect(
      plan.findings.filter { $0.verdict == .refused }.map(\.allow) == ["--skip fay@school.example"])
  }

  @Test func `what refuses an undo for one account offers to leave it out`() throws {
    let bench = try Self.bench()
    try bench.apply(Self.after)
    var context = bench.context()
    context.operatorAddress = address("fay")
    let plan = try bench.current(Bench.undoing(2), context).plan
    let refused = plan.findings.filter { $0.verdict == .refused }
    #expect(refused.map(\.guardName) == ["operator"])
    #expect(refused.map(\.allow) == ["--skip fay@school.example"])
    let rest = try bench.current(
      Bench.undoing(2, skipping: ["fay@school.example"]), context
    ).plan
    #expect(!rest.findings.contains { $0.guardName == "operator" && $0.verdict == .refused })
  }

  @Test func `mail that comes in during an undo holds its removal back, for the next undo`() throws
  {
    let bench = try Self.bench()
    try bench.apply(Self.after)
    let fay = try #require(try bench.directory.snapshot().accounts[address("fay")])
    // Between the look under the lock and the count before the move.
    let stop = StopSwitch(at: 13, .after)
    _ = try? bench.undo(2, stop: stop)
    try bench.deliver(1, to: "fay")
    #expect(refusal { try bench.undo(2) }.first?.hasPrefix("mailbox-not-empty: ") == true)
    bench.mail.deliver(.empty, to: fay.home)
    try bench.undo(2)
    #expect(try bench.directory.snapshot().accounts[address("fay")] == nil)
  }

  @Test func `what is left out stays, and the next undo takes it back alone`() throws {
    let bench = try Self.bench()
    let start = try bench.livingState()
    try bench.apply(Self.after)
    try bench.undo(2, skipping: ["ada@school.example"])
    let accounts = try bench.directory.snapshot().accounts
    #expect(accounts[address("ada")]?.values.name == "Ada King")
    #expect(try bench.undo(2).plan.changes.map(\.name) == ["ada@school.example"])
    #expect(try bench.livingState() == start)
    #expect(
      refusal { try bench.undo(2) } == [
        "run 4 has taken run 2 back already; `rollbook undo 4` brings it about again"
      ])
  }

  @Test func `an address that is only leaving takes two undos`() throws {
    let bench = Bench()
    try bench.apply(manifest([user("ada", [.aliases: .aliases("office")])]))
    let start = try bench.livingState()
    try bench.apply(
      manifest([
        user("ada", [.aliases: .aliases()]), user("bea", [.aliases: .aliases("office")]),
      ]))
    let end = try bench.livingState()
    #expect(
      refusal { try bench.undo(2) } == [
        "changed-since: ada@school.example: office@school.example can't be given to "
          + "ada@school.example: bea@school.example has it and is only leaving now; leave it out, "
          + "then undo run 2 once more for it, and mail to the address is turned away in between; "
          + "without that gap, give it back in the manifest first"
      ])
    try bench.undo(2, skipping: ["ada@school.example"])
    try bench.undo(2)
    #expect(try bench.livingState() == start)
    try bench.undo(4)
    try bench.undo(3)
    #expect(try bench.livingState() == end)
  }

  @Test func `an undone undo may be undone again`() throws {
    let bench = Bench()
    let first = manifest([user("ada", [.comment: .text("a")])])
    let second = manifest([user("ada", [.comment: .text("b")])])
    try bench.apply(first)
    let states = [try bench.managedState()]
    try bench.apply(second)
    let all = states + [try bench.managedState()]
    for run in 2...6 {
      try bench.undo(run)
      #expect(try bench.managedState() == all[run % 2])
    }
    #expect(
      refusal { try bench.undo(2) } == [
        "run 3 has taken run 2 back already; `rollbook undo 3` brings it about again"
      ])
  }

  @Test func `an unowned leaver comes back unowned`() throws {
    let bench = Bench()
    try bench.apply(manifest([user("ada"), user("bob", [.comment: .text("b")])]))
    try bench.apply(manifest([user("ada")], leavers: [leaver("bob")]))
    _ = try Trash(directory: bench.directory, mail: bench.mail, environment: bench.environment())
      .restore("bob@school.example", domain: nil, as: nil, seats: nil)
    let start = try bench.livingState()
    try bench.apply(manifest([user("ada")], leavers: [leaver("bob", reason: "once more")]))
    let end = try bench.livingState()
    try bench.undo(4)
    #expect(try bench.livingState() == start)
    try bench.undo(5)
    #expect(try bench.livingState() == end)
  }

  @Test func `purged mail that was erased cannot come back`() throws {
    let bench = try Self.bench()
    try bench.apply(Self.after)
    let trash = Trash(
      directory: bench.directory, mail: bench.mail, environment: bench.environment())
    _ = try trash.erase(try bench.directory.snapshot().trash.filter { $0.name == address("cid") })
    #expect(
      refusal { try bench.undo(2) } == [
        "changed-since: cid@school.example: its mail was erased, so nothing is left to bring back"
      ])
    try bench.undo(2, skipping: ["cid@school.example"])
    #expect(try bench.directory.snapshot().accounts[address("eve")] != nil)
  }

  @Test(arguments: [
    (1, "run 1 brought an account back from the trash"), (9, "there is no run 9"),
  ])
  func `a run that is no plan is refused`(_ run: Int, _ reason: String) throws {
    let bench = Bench()
    _ = try bench.directory.takeLock(
      LockHolder(id: "x", host: hostName, pid: 1, operatorName: "x", started: 1), taking: nil)
    _ = try bench.directory.begin(RunBatch(start: bench.restoreStart))
    try bench.directory.close(1, outcome: .done, at: 1)
    bench.directory.abandonLock()
    #expect(refusal { try bench.undo(run) }.first?.hasPrefix(reason) == true)
  }
}

extension Bench {
  fileprivate var restoreStart: RunStart {
    RunStart(kind: .restore, operatorName: "x", host: hostName, pid: 1, started: now)
  }
}
