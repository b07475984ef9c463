import Execution
import MailModel
import Planning
import Stores
import TestSupport
import Testing

@Suite struct ApprovalTests {
  private func approval(until: String = "2027-12-01") -> Approval {
    Approval(
      .figure(.removalLimit, atMost: 5), until: Day(until), by: "grace", reason: "rollover")
  }

  /// Twelve people, of whom three may go at once.
  private func bench() throws -> Bench {
    let bench = Bench()
    try bench.apply(everybody)
    return bench
  }

  private var everybody: Manifest { manifest(names(12).map { user($0) }) }

  private func without(_ count: Int, from first: Int = 0) -> Manifest {
    manifest(
      names(12).dropFirst(first + count).map { user($0) },
      leavers: names(12).dropFirst(first).prefix(count).map { leaver($0) })
  }

  @Test func theRunKeepsWhatItUsedAndTheNextIsRefused() throws {
    let bench = try bench()
    let context = bench.context(approvals: [approval()])
    let result = try bench.apply(without(4), context: context)
    #expect(try bench.directory.run(#require(result.run))?.start.approvals == [approval()])
    let next = try bench.current(without(4, from: 4), context).plan
    #expect(next.verdict == .refused)
    #expect(next.findings.contains { $0.guardName == "spent-approval" })
  }

  @Test func whatNothingNeededIsNotSpent() throws {
    let bench = try bench()
    try bench.apply(without(3), context: bench.context(approvals: [approval()]))
    #expect(try bench.directory.snapshot().spentApprovals.isEmpty)
  }

  @Test func oneThatAnotherRunSpentInBetweenRefuses() throws {
    let bench = try bench()
    let context = bench.context(
      allowing: ["shrunken-source:rollbook.yaml"], approvals: [approval()])
    #expect {
      try bench.apply(
        without(4, from: 4), context: context,
        between: { try bench.apply(without(4), context: context) })
    } throws: { error in
      guard case RunError.refused(let plan) = error else { return false }
      return plan.findings.contains { $0.guardName == "removal-limit" && $0.verdict == .refused }
    }
    #expect(try bench.directory.runs().count == 2)
  }

  @Test func whatARunLeftHalfWayIsStillApproved() throws {
    let bench = try bench()
    var asked = 0
    #expect(throws: RunError.self) {
      // Asked once before the run begins, between the looks at the mail queue, then before each
      // step.
      try bench.apply(
        without(5), context: bench.context(approvals: [approval()]),
        isInterrupted: {
          asked += 1
          return asked > 3
        })
    }
    #expect(try bench.directory.snapshot().accounts.count == 11)
    let rest = bench.context(approvals: [approval()])
    #expect(try bench.current(without(5), rest).plan.verdict == .ready)
    try bench.apply(without(5), context: rest)
    #expect(try bench.directory.snapshot().accounts.count == 7)
    #expect(try bench.current(without(4, from: 5), rest).plan.verdict == .refused)
  }

  @Test func aSavedPlanBringsItsApprovalAlong() throws {
    let bench = try bench()
    let context = bench.context(
      allowing: ["shrunken-source:rollbook.yaml"], approvals: [approval()])
    let plan = try bench.current(without(4), context).plan
    let saved = PlanDocument(plan: plan, created: "", storeURL: "", approvals: [approval()])
    let decided = try PlanDocument.read(saved.text()).decided { _, _ in nil }
    let aim = PlanSource.saved(decided, .test("sha256:1"))
    let again = try PlanMaker(
      directory: bench.directory, mail: bench.mail, location: bench.location
    ).plan(for: aim, in: bench.context(approvals: saved.givenApprovals()))
    #expect(again.plan.digest == plan.digest)
    #expect(again.plan.usedApprovals == [approval()])
    try bench.apply(without(4, from: 4), context: context)
    let spent = try PlanMaker(
      directory: bench.directory, mail: bench.mail, location: bench.location
    ).plan(for: aim, in: bench.context(approvals: saved.givenApprovals()))
    #expect(spent.plan.verdict == .refused)
  }
}
