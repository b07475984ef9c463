import MailModel
import Planning
import TestSupport
import Testing

@Suite struct ApprovalTests {
  private func approval(
    _ guardName: String, _ value: String, until: String? = "2026-12-01", plan: String? = nil,
    reason: String = "rollover"
  ) throws -> Approval {
    Approval(
      try #require(Consent(guardName: guardName, value: value)), until: until.flatMap { Day($0) },
      plan: plan, by: "grace", reason: reason)
  }

  /// Removes `count` of 30 accounts, of which three may go.
  private func removing(
    _ count: Int, _ approvals: Approval..., spent: [String: Int] = [:],
    change: (inout PlanContext) -> Void = { _ in }
  ) -> Plan {
    let accounts = crowd(30)
    var context = context()
    context.approvals = approvals
    change(&context)
    return plan(
      manifest(
        listed(accounts.dropFirst(count)), leavers: names(30).prefix(count).map { leaver($0) }),
      snapshot(accounts) { $0.spentApprovals = spent }, context)
  }

  @Test(arguments: [(11, Finding.Verdict.allowed), (12, .allowed), (13, .refused)])
  func `a count covers what is measured up to it`(_ count: Int, _ verdict: Finding.Verdict) throws {
    let plan = removing(
      count, try approval("removal-limit", "12"), try approval("removal-budget", "99"))
    #expect(plan.verdicts("removal-limit") == [verdict])
  }

  @Test func `the finding names who approved it and why`() throws {
    let approval = try approval("removal-limit", "12")
    let plan = removing(4, approval)
    let finding = try #require(plan.findings("removal-limit").first)
    #expect(finding.message.hasSuffix("; approved by grace: rollover"))
    #expect(finding.approval == approval)
    #expect(finding.allow == nil)
    #expect(plan.usedApprovals == [approval])
  }

  @Test func `the refusal says what the approval covers`() throws {
    let plan = removing(5, try approval("removal-limit", "4"))
    let finding = try #require(plan.findings("removal-limit").first)
    #expect(finding.message.hasSuffix("; the approval by grace covers 4 at most"))
    #expect(finding.allow == "--allow removal-limit:5")
    #expect(plan.isApprovable)
  }

  @Test func `one that nothing needs is not used, and no warning`() throws {
    let plan = removing(3, try approval("removal-limit", "12"))
    #expect(plan.verdicts("removal-limit") == [.passed])
    #expect(plan.usedApprovals.isEmpty)
    #expect(plan.findings("unused-allowance").isEmpty)
  }

  @Test(arguments: [
    ("2026-11-23", Finding.Verdict.allowed), ("2026-11-22", .allowed), ("2026-11-21", .refused),
  ])
  func `it holds up to and with its last day`(_ day: String, _ verdict: Finding.Verdict) throws {
    let plan = removing(4, try approval("removal-limit", "12", until: day))
    #expect(plan.verdicts("removal-limit") == [verdict])
    #expect(plan.verdicts("expired-approval") == (verdict == .refused ? [.warning] : []))
  }

  @Test func `one that is spent allows nothing and says which run used it`() throws {
    let approval = try approval("removal-limit", "12")
    let plan = removing(4, approval, spent: [approval.fingerprint: 7])
    #expect(plan.verdicts("removal-limit") == [.refused])
    #expect(
      plan.findings("spent-approval").map(\.message) == [
        "the approval of removal-limit:12 by grace was used up by run 7 and allows nothing more; "
          + "take it away, or write a new one"
      ])
  }

  @Test func `another text is another approval`() throws {
    let old = try approval("removal-limit", "12")
    let new = try approval("removal-limit", "12", reason: "rollover, second part")
    let plan = removing(4, new, spent: [old.fingerprint: 7])
    #expect(plan.verdicts("removal-limit") == [.allowed])
    #expect(plan.findings("spent-approval").isEmpty)
  }

  @Test func `a digest covers its own plan and no other`() throws {
    let digest = removing(4).digest
    let right = removing(4, try approval("removal-limit", "12", until: nil, plan: digest))
    #expect(right.verdicts("removal-limit") == [.allowed])
    #expect(right.digest == digest)
    let other = removing(5, try approval("removal-limit", "12", until: nil, plan: digest))
    #expect(other.verdicts("removal-limit") == [.refused])
    #expect(
      other.findings("removal-limit").first?.message.hasSuffix(
        "; the approval by grace is for another plan") == true)
  }

  @Test func `the digest does not change with the places in the manifest`() {
    let accounts = crowd(3)
    func digest(line: Int) -> String {
      plan(manifest([], leavers: [leaver(names(3)[0], line: line)]), snapshot(accounts)).digest
    }
    #expect(digest(line: 1) == digest(line: 9))
  }

  @Test func `what a stopped run used goes on for the rest of it`() throws {
    let whole = removing(6)
    let byDay = try approval("removal-limit", "12")
    let byPlan = try approval("removal-limit", "12", until: nil, plan: whole.digest)
    for approval in [byDay, byPlan] {
      func rest(of changes: [Change]) -> Plan {
        removing(5, approval, spent: [approval.fingerprint: 7]) { context in
          context.standingApprovals.fingerprints = [approval.fingerprint]
          context.standingApprovals.changes = Set(
            changes.map { StandingApprovals.ChangeKey($0) })
        }
      }
      #expect(rest(of: whole.changes).verdicts("removal-limit") == [.allowed])
      #expect(rest(of: whole.changes).findings("spent-approval").isEmpty)
    }
  }

  @Test func `one plan that was approved lends nothing to another's rest`() throws {
    let whole = removing(6)
    let approval = try approval("removal-limit", "12", until: nil, plan: whole.digest)
    let plan = removing(5, approval, spent: [approval.fingerprint: 7]) { context in
      context.standingApprovals.fingerprints = [approval.fingerprint]
      context.standingApprovals.changes = Set(
        whole.changes.prefix(4).map { StandingApprovals.ChangeKey($0) })
    }
    #expect(plan.verdicts("removal-limit") == [.refused])
  }

  @Test func `an option wins over an approval, which is then not used up`() throws {
    let plan = removing(4, try approval("removal-limit", "12")) {
      $0.allowances = [Allowance(guardName: "removal-limit", value: "4")]
    }
    #expect(plan.findings("removal-limit").first?.allow == "--allow removal-limit:4")
    #expect(plan.usedApprovals.isEmpty)
  }

  @Test(arguments: [("year-13", Finding.Verdict.allowed), ("year-12", .refused)])
  func `a name covers its own group`(_ name: String, _ verdict: Finding.Verdict) throws {
    var context = context()
    context.approvals = [try approval("group-emptied", name)]
    let group: [Field: FieldValue] = [.group: .text("year-13")]
    let plan = plan(
      manifest([], leavers: [leaver("ann")]),
      snapshot([live("ann", group)], groups: [liveGroup("year-13")]), context)
    #expect(plan.verdicts("group-emptied") == [verdict])
  }

  @Test func `removals approved by their figure do not count for the budget`() throws {
    let plan = removing(15, try approval("removal-limit", "15"))
    #expect(plan.verdicts("removal-limit") == [.allowed])
    #expect(plan.findings("removal-budget").first?.measured == 0)
  }

  @Test func `every guard that an option may allow can be approved`() {
    #expect(Set(Guards.allowableNames) == Set(Consent.guardNames))
  }

  @Test func `an approval comes back from a saved plan`() throws {
    let approvals = [
      try approval("removal-limit", "12", plan: "sha256:1"),
      try approval("shrunken-source", "students.csv"),
    ]
    let plan = removing(4, approvals[0])
    let text = PlanDocument(plan: plan, created: "", storeURL: "", approvals: approvals).text()
    #expect(try PlanDocument.read(text).givenApprovals() == approvals)
  }
}
