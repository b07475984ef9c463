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
    #expect(try bench.survey(Self.wanted).plan.verdict == .inSync)
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
      mail: StoppingMail(mail: bench.mail, stop: stop), surroundings: bench.surroundings())
    _ = try? trash.restore("ada", domain: schoolDomain, as: address("eve"), seats: nil)
    #expect(stop.isStopped)
    let wanted = manifest([user("bob", [.aliases: .aliases("office")]), user("eve")])
    let planned = try bench.survey(wanted).plan
    #expect(planned.changes.map(\.action) == [.adopt])
    #expect(try bench.apply(wanted).plan.changes == planned.changes)
    let accounts = try bench.directory.snapshot().accounts
    #expect(accounts[address("eve")]?.values.aliases == [])
    #expect(accounts[address("bob")]?.values.aliases == [address("office")])
  }
}
