import MailModel
import Planning
import TestSupport
import Testing

@Suite struct RemovalBudgetTests {
  private let day: Int64 = 86_400

  /// Removes `count` of `owned` accounts after the removals of `past`.
  private func judged(
    _ count: Int, of owned: Int = 20, past: [PastRemovals], limit: Policy.RemovalLimit? = nil,
    _ context: PlanContext = context()
  ) -> Finding? {
    let accounts = crowd(owned)
    return plan(
      manifest(
        listed(accounts.dropFirst(count)), leavers: names(owned).prefix(count).map { leaver($0) }
      ) { policy in
        if let limit { policy.maxRemovals = limit }
      },
      snapshot(accounts) { $0.removals = past }, context
    ).findings("removal-budget").first
  }

  private func past(_ count: Int, owned: Int = 20, daysAgo: Int64 = 1) -> PastRemovals {
    PastRemovals(at: testNow - daysAgo * day, count: count, owned: owned)
  }

  @Test(arguments: [(1, Finding.Verdict.passed), (2, .passed), (3, .refused)])
  func `earlier runs and this plan add up`(count: Int, verdict: Finding.Verdict) {
    #expect(judged(count, past: [past(5), past(3)])?.verdict == verdict)
  }

  @Test func `the finding says measured, limit, base and the way out`() throws {
    let finding = try #require(judged(2, past: [past(9)]))
    #expect(finding.measured == 11)
    #expect(finding.limit == 10)
    #expect(finding.base == 20)
    #expect(
      finding.message
        == "11 accounts would have been removed within 30 days, the limit is 10")
    #expect(finding.allow == "--allow removal-budget:11")
  }

  @Test func `what lies more than 30 days back is forgotten`() {
    #expect(judged(1, past: [past(10, daysAgo: 30)])?.verdict == .refused)
    #expect(judged(1, past: [past(10, daysAgo: 31)])?.measured == 1)
  }

  @Test func `the share is taken of what was owned at the first of them`() {
    let finding = judged(1, past: [past(14, owned: 100), past(1, owned: 20)])
    #expect(finding?.limit == 15)
    #expect(finding?.base == 100)
  }

  @Test(arguments: [0, 1])
  func `a tiny base has the least limit`(owned: Int) {
    #expect(judged(0, of: owned, past: [])?.limit == 10)
    #expect(judged(0, of: owned, past: [])?.base == owned)
  }

  @Test(arguments: [0, 1], [(8, Finding.Verdict.passed), (9, .passed), (10, .refused)])
  func `a tiny base lets ten go`(owned: Int, past: (count: Int, verdict: Finding.Verdict)) {
    let finding = judged(1, of: 1, past: [self.past(past.count, owned: owned)])
    #expect(finding?.verdict == past.verdict)
    #expect(finding?.base == owned)
  }

  @Test(arguments: [(14, Finding.Verdict.passed), (15, .passed), (16, .refused)])
  func `it is a share of many accounts`(count: Int, verdict: Finding.Verdict) {
    #expect(judged(1, past: [past(count - 1, owned: 100)])?.verdict == verdict)
  }

  @Test func `the limit of one plan widens it`() {
    let limit = Policy.RemovalLimit(percent: nil, count: 12)
    #expect(judged(2, past: [past(10)], limit: limit)?.verdict == .passed)
    #expect(judged(3, past: [past(10)], limit: limit)?.verdict == .refused)
  }

  @Test func `without a limit on removals there is no budget`() {
    let limit = Policy.RemovalLimit(percent: nil, count: nil)
    #expect(judged(20, past: [past(90)], limit: limit)?.verdict == .passed)
  }

  @Test func `a plan that removes nobody passes whatever was removed before`() {
    #expect(judged(0, past: [past(90)])?.verdict == .passed)
  }

  @Test func `its figure allows it`() {
    #expect(
      judged(2, past: [past(9)], context(allow: "removal-budget:11"))?.verdict == .allowed)
  }

  @Test func `removals that are allowed by their own figure do not count`() {
    let finding = judged(15, past: [past(9)], context(allow: "removal-limit:15"))
    #expect(finding?.measured == 9)
    #expect(finding?.verdict == .passed)
  }
}
