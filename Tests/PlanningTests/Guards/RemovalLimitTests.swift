import MailModel
import Planning
import TestSupport
import Testing

@Suite struct RemovalLimitTests {
  /// Removes `count` of `owned` accounts.
  private func judged(
    _ count: Int, of owned: Int, percent: Int? = 10, most: Int? = 50,
    _ context: PlanContext = context()
  ) -> Finding? {
    let accounts = crowd(owned)
    return plan(
      manifest(
        listed(accounts.dropFirst(count)), leavers: names(owned).prefix(count).map { leaver($0) }
      ) { $0.maxRemovals = Policy.RemovalLimit(percent: percent, count: most) },
      snapshot(accounts), context
    ).findings("removal-limit").first
  }

  @Test(arguments: [(2, Finding.Verdict.passed), (3, .passed), (4, .refused)])
  func `the limit is a share of the owned accounts`(count: Int, verdict: Finding.Verdict) {
    #expect(judged(count, of: 39)?.verdict == verdict)
  }

  @Test func `the finding says measured, limit, base and the way out`() throws {
    let finding = try #require(judged(4, of: 30))
    #expect(finding.measured == 4)
    #expect(finding.limit == 3)
    #expect(finding.base == 30)
    #expect(
      finding.message
        == "4 accounts would be removed, the limit is 3 (10% of 30 owned accounts)")
    #expect(finding.allow == "--allow removal-limit:4")
    #expect(finding.subjects.count == 4)
  }

  @Test(arguments: [(3, Finding.Verdict.passed), (4, .refused)])
  func `three may always go`(count: Int, verdict: Finding.Verdict) throws {
    let finding = try #require(judged(count, of: 4))
    #expect(finding.verdict == verdict)
    #expect(finding.message.hasSuffix("the limit is 3 (10% of 4 owned accounts, at least 3)"))
  }

  @Test(arguments: [0, 1])
  func `a tiny base still lets three go`(owned: Int) {
    #expect(judged(owned, of: owned)?.limit == 3)
    #expect(judged(owned, of: owned)?.verdict == .passed)
  }

  @Test(arguments: [(2, Finding.Verdict.passed), (3, .refused)])
  func `the smaller of share and count holds`(count: Int, verdict: Finding.Verdict) {
    #expect(judged(count, of: 40, most: 2)?.verdict == verdict)
  }

  @Test func `the share rounds down`() {
    #expect(judged(0, of: 49)?.limit == 4)
    #expect(judged(0, of: 50)?.limit == 5)
  }

  @Test func `a part that is left out does not apply`() {
    #expect(judged(0, of: 50, percent: nil)?.limit == 50)
    #expect(judged(0, of: 1000, most: nil)?.limit == 100)
    #expect(judged(20, of: 20, percent: nil, most: nil)?.verdict == .passed)
  }

  @Test func `leavers who are not owned count, and do not widen the base`() {
    let guests = names(4, "guest").map { live($0, isOwned: false) }
    let finding = plan(
      manifest([user("head")], leavers: names(4, "guest").map { leaver($0) }),
      snapshot([live("head")] + guests)
    ).findings("removal-limit").first
    #expect(finding?.verdict == .refused)
    #expect(finding?.base == 1)
  }

  @Test func `removed groups do not count`() {
    let plan = plan(
      manifest([user("head")], mode: .authoritative),
      snapshot([live("head")], groups: names(5, "lab").map { liveGroup($0) }))
    #expect(plan.findings("removal-limit").first?.measured == 0)
  }

  @Test func `the figure that the plan prints allows it`() {
    let finding = judged(4, of: 30, context(allow: "removal-limit:4"))
    #expect(finding?.verdict == .allowed)
    #expect(finding?.allow == "--allow removal-limit:4")
  }

  @Test(arguments: ["3", "5", "many", "04"])
  func `any other figure is refused, and the one that fits is named`(figure: String) throws {
    let finding = try #require(judged(4, of: 30, context(allow: "removal-limit:\(figure)")))
    #expect(finding.verdict == .refused)
    #expect(
      finding.message.hasSuffix(
        "--allow removal-limit:\(figure) does not fit, the figure is 4"))
  }

  @Test(arguments: [("3", Finding.Verdict.refused), ("4", .allowed), ("5", .allowed)])
  func `under the lock a figure covers itself and less`(
    figure: String, verdict: Finding.Verdict
  ) {
    let context = context(allow: "removal-limit:\(figure)", isFresh: true)
    #expect(judged(4, of: 30, context)?.verdict == verdict)
  }

  @Test func `another guard's allowance does not help`() {
    #expect(judged(4, of: 30, context(allow: "edit-limit:4"))?.verdict == .refused)
  }
}
