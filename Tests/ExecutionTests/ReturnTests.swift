import Execution
import MailModel
import Planning
import Stores
import TestSupport
import Testing

/// What comes back from the trash in the run of a plan.
@Suite struct ReturnTests {
  private static let wanted = manifest([
    user("ada"), user("bob", mail: .restore), user("cid", mail: .restore),
  ])

  /// `bob` and `cid` lie in the trash with two messages each.
  private func bench() throws -> Bench {
    let bench = Bench()
    try bench.apply(manifest([user("ada"), user("bob"), user("cid")]))
    for name in ["bob", "cid"] { try bench.deliver(2, to: name) }
    try bench.apply(
      manifest(
        [user("ada")], leavers: [leaver("bob", purge: true), leaver("cid", purge: true)]))
    return bench
  }

  private func messages(of name: String, on bench: Bench) throws -> Int? {
    try bench.directory.snapshot().accounts[address(name)].map {
      try bench.mail.mailbox(at: $0.home).messages
    }
  }

  /// Lets the first mail that is to come back find its home taken.
  private func refuseFirst(on bench: Bench) throws {
    let home = try #require(try bench.directory.snapshot().trash.first?.home)
    nonisolated(unsafe) var isFirst = true
    bench.mail.interrupt { effect, moment throws(StoreError) in
      guard effect == "restore", moment == .before, isFirst else { return }
      isFirst = false
      throw .homeTaken(home)
    }
  }

  @Test func `all is one run, with a step for each`() throws {
    let bench = try bench()
    let result = try bench.apply(Self.wanted)
    #expect(result.run == 3)
    #expect(try bench.directory.runs().count == 3)
    let run = try #require(try bench.directory.run(3))
    #expect(run.steps.map(\.effect) == [.restore, .restore])
    #expect(run.steps.allSatisfy { $0.state == .done })
    #expect(run.counts == [0, 0, 0, 2, 0])
    #expect(try messages(of: "bob", on: bench) == 2)
  }

  @Test func `mail that cannot move keeps its account alone`() throws {
    let bench = try bench()
    try refuseFirst(on: bench)
    let result = try bench.apply(Self.wanted)
    #expect(result.keptInTrash.map(\.account) == [address("bob")])
    #expect(!result.isWhole)
    #expect(try messages(of: "bob", on: bench) == nil)
    #expect(try messages(of: "cid", on: bench) == 2)
    let run = try #require(try bench.directory.run(3))
    #expect(run.outcome == .heldBack)
    #expect(run.counts == [0, 0, 0, 1, 0])
    bench.mail.interrupt(with: nil)
    #expect(try bench.apply(Self.wanted).isWhole)
    #expect(try messages(of: "bob", on: bench) == 2)
    #expect(try bench.current(Self.wanted).plan.verdict == .inSync)
  }

  @Test func `an interrupt waits until all are back`() throws {
    let bench = try bench()
    nonisolated(unsafe) var isInterrupted = false
    bench.mail.interrupt { effect, _ throws(StoreError) in
      if effect == "restore" { isInterrupted = true }
    }
    try bench.apply(Self.wanted, isInterrupted: { isInterrupted })
    #expect(try messages(of: "bob", on: bench) == 2)
    #expect(try messages(of: "cid", on: bench) == 2)
  }

  @Test func `an undo of a run in which one stayed leaves that one alone`() throws {
    let bench = try bench()
    try refuseFirst(on: bench)
    try bench.apply(Self.wanted)
    #expect(try bench.undo(3).plan.changes.map(\.name) == [address("cid").text])
    #expect(
      try bench.directory.snapshot().trash.map(\.name) == [address("bob"), address("cid")])
  }

  @Test(arguments: [true, false])
  func `a stopped restore whose alias somebody has by now is told as it is`(
    _ isMoved: Bool
  ) throws {
    let bench = Bench()
    let ada = user("ada", [.aliases: .aliases("office")])
    try bench.apply(manifest([ada, user("bob")]))
    try bench.apply(manifest([user("bob")], leavers: [leaver("ada")]))
    try bench.apply(manifest([user("bob", [.aliases: .aliases("office")])]))
    let stop = StopSwitch(at: 4, isMoved ? .after : .before)
    let trash = Trash(
      directory: StoppingDirectory(directory: bench.directory, stop: stop),
      mail: StoppingMail(mail: bench.mail, stop: stop), environment: bench.environment())
    _ = try? trash.restore("ada", domain: schoolDomain, as: address("eve"), seats: nil)
    #expect(stop.isStopped)
    let wanted = manifest([user("bob", [.aliases: .aliases("office")]), user("eve")])
    let planned = try bench.current(wanted).plan
    #expect(planned.changes.map(\.action) == [.adopt])
    #expect(try bench.apply(wanted).plan.changes == planned.changes)
    let accounts = try bench.directory.snapshot().accounts
    #expect(accounts[address("eve")]?.values.aliases == [])
    #expect(accounts[address("bob")]?.values.aliases == [address("office")])
  }

  /// Effect 3 announces the first restore, 4 moves its mail, 5 opens its account.
  private func killed(at effect: Int, _ moment: StopSwitch.Moment) throws -> Bench {
    let bench = try bench()
    let stop = StopSwitch(at: effect, moment)
    _ = try? bench.apply(Self.wanted, stop: stop)
    #expect(stop.isStopped)
    return bench
  }

  @Test(arguments: 2...7, StopSwitch.Moment.allCases)
  func `a plan after a crash counts the mail that comes back first`(
    _ effect: Int, _ moment: StopSwitch.Moment
  ) throws {
    let bench = try killed(at: effect, moment)
    let wanted = manifest(
      [user("ada")],
      leavers: [leaver("bob", purge: true, reason: "x"), leaver("cid", purge: true, reason: "x")])
    let planned = try bench.current(wanted).plan
    let counts = planned.changes.compactMap(\.removal?.mailbox.messages)
    let isBegun = try bench.directory.run(3) != nil
    #expect(counts == (isBegun && !(effect == 2 && moment == .before) ? [2, 2] : []))
    let result = try bench.apply(wanted)
    #expect(result.isWhole)
    #expect(result.plan.changes == planned.changes)
  }

  @Test(arguments: 2...7, StopSwitch.Moment.allCases)
  func `an undo right after a crash takes all of it back`(
    _ effect: Int, _ moment: StopSwitch.Moment
  ) throws {
    let bench = try killed(at: effect, moment)
    guard try bench.directory.run(3) != nil else { return }
    #expect(try bench.undo(3).plan.changes.count == 2)
    #expect(try bench.directory.snapshot().accounts.all.map(\.address) == [address("ada")])
    #expect(try bench.directory.snapshot().trash.map(\.mailbox.messages) == [2, 2])
  }

  @Test(arguments: 2...7, StopSwitch.Moment.allCases)
  func `an account that a hand deleted after a crash comes back with the next run`(
    _ effect: Int, _ moment: StopSwitch.Moment
  ) throws {
    let bench = try killed(at: effect, moment)
    let isOpen = try bench.directory.run(3)?.steps.first?.state != .done
    guard isOpen else { return }
    bench.directory.delete(address("bob"))
    #expect(try !bench.current(Self.wanted).hasErrors)
    try bench.apply(Self.wanted)
    #expect(try messages(of: "bob", on: bench) == 2)
    #expect(try messages(of: "cid", on: bench) == 2)
    #expect(try bench.current(Self.wanted).plan.verdict == .inSync)
  }

  @Test(arguments: 3...5) func `an account that a hand opened after a crash has its mail`(
    _ effect: Int
  ) throws {
    let bench = try killed(at: effect, .before)
    bench.directory.takeMarkBack(from: address("bob"))
    try bench.apply(Self.wanted)
    #expect(try messages(of: "bob", on: bench) == 2)
    #expect(try bench.current(Self.wanted).plan.verdict == .inSync)
  }

  @Test func `one that cannot come back after a crash keeps nobody else`() throws {
    let bench = try killed(at: 3, .after)
    let item = try #require(
      try bench.directory.snapshot().trash.first { $0.name == address("bob") })
    let home = try #require(bench.directory.snapshot().accounts[address("bob")]).home
    bench.mail.deliver(Mailbox(inbox: 1, messages: 1, bytes: 1), to: home)
    try Runner(
      directory: bench.directory, mail: bench.mail, location: bench.location,
      environment: bench.environment()
    ).closeStoppedRuns()
    #expect(try messages(of: "cid", on: bench) == 2)
    let snapshot = try bench.directory.snapshot()
    #expect(snapshot.unfinished == nil)
    #expect(snapshot.accounts[address("bob")] == nil)
    #expect(snapshot.trash == [item])
    #expect(!snapshot.accounts.all.contains { $0.marks.contains(.leaving) })
  }

  @Test func `a home that somebody else has is told by the plan`() throws {
    let bench = try bench()
    let item = try #require(try bench.directory.snapshot().trash.first)
    var other = try #require(try bench.directory.snapshot().accounts[address("ada")])
    other.home = item.home
    bench.directory.put(other)
    let current = try bench.current(Self.wanted)
    #expect(current.diagnostics.map(\.code) == ["mail-not-whole"])
    #expect(
      current.diagnostics.first?.message.contains("ada@school.example has its mail home") == true)
  }
}
