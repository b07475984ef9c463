import Execution
import MailModel
import Planning
import Stores
import TestSupport
import Testing

/// What the mail server locks accounts by changes as a plan said, or not at all.
@Suite struct LockoutChangeTests {
  private static func state(_ failures: Int, ada: String = "a") -> Manifest {
    manifest([user("ada", [.comment: .text(ada)])]) { $0.lockout.failures = failures }
  }

  private static func bench() throws -> Bench {
    let bench = Bench()
    try bench.apply(state(3))
    return bench
  }

  private func failures(_ bench: Bench) throws -> Int {
    try bench.directory.snapshot().lockout.failures
  }

  @Test func `a lockout alone is a run with no counts`() throws {
    let bench = try Self.bench()
    let result = try bench.apply(Self.state(5))
    let run = try #require(try bench.directory.run(2))
    #expect(result.run == 2)
    #expect(run.outcome == .done)
    #expect(run.counts == [0, 0, 0, 0, 0])
    #expect(run.start.lockout == result.plan.lockout.map { LockoutChangeDocument($0).text() })
    #expect(try failures(bench) == 5)
    #expect(try bench.current(Self.state(5)).plan.verdict == .inSync)
  }

  @Test func `an equal lockout leaves no run`() throws {
    let bench = try Self.bench()
    #expect(try bench.apply(Self.state(3)).run == nil)
    #expect(try bench.directory.runs().count == 1)
  }

  @Test func `a lockout that changed since the plan was shown is stale`() throws {
    let bench = try Self.bench()
    let words = refusal {
      try bench.apply(Self.state(5), between: { try bench.apply(Self.state(7)) })
    }
    #expect(words == ["policy.lockout: it is no longer what it was"])
    #expect(try failures(bench) == 7)
  }

  @Test func `a saved plan changes the lockout as it said`() throws {
    let bench = try Self.bench()
    let saved = try bench.saved(Self.state(5))
    try bench.carryOut(saved)
    #expect(try failures(bench) == 5)
  }

  @Test func `a saved plan whose lockout changed since is stale`() throws {
    let bench = try Self.bench()
    let saved = try bench.saved(Self.state(5))
    try bench.apply(Self.state(7))
    #expect(
      refusal { try bench.carryOut(saved) } == ["policy.lockout: it is no longer what it was"])
    #expect(try failures(bench) == 7)
  }

  @Test func `a saved plan that shows no lockout leaves a later one`() throws {
    let bench = try Self.bench()
    let saved = try bench.saved(Self.state(3, ada: "b"))
    try bench.apply(Self.state(7))
    try bench.carryOut(saved)
    #expect(try failures(bench) == 7)
  }

  @Test func `the undo of a lockout alone says that there is none`() throws {
    let bench = try Self.bench()
    try bench.apply(Self.state(5))
    #expect(
      refusal { try bench.undo(2) } == [
        "run 2 changed policy.lockout alone, which no undo takes back; "
          + "change it in the manifest and apply"
      ])
  }

  @Test func `an undo leaves the lockout as it is`() throws {
    let bench = try Self.bench()
    try bench.apply(Self.state(5, ada: "b"))
    #expect(try bench.undo(2).plan.lockout == nil)
    #expect(try failures(bench) == 5)
  }

  @Test(arguments: 1...4)
  func `a run that is cut off has changed the lockout with everything else or not at all`(
    _ point: Int
  ) throws {
    let bench = try Self.bench()
    let stop = StopSwitch(at: point)
    _ = try? bench.apply(Self.state(5, ada: "b"), stop: stop)
    let comment = try bench.directory.snapshot().accounts[address("ada")]?.values[.comment]
    #expect(try (failures(bench) == 5) == (comment == .text("b")))
  }
}
