import MailModel
import Planning
import TestSupport
import Testing

@Suite struct ClockTests {
  private static let minute: Int64 = 60
  private static let day: Int64 = 86_400
  private let today = "clock:2026-11-22"

  /// A plan of one edit, `ago` seconds after the newest run began.
  private func judged(
    _ ago: Int64, latest: Int64? = nil, _ context: PlanContext = context(), edits: Bool = true
  ) -> Plan {
    let pat = live("pat", [.comment: .text("a")])
    return plan(
      manifest([user("pat", [.comment: .text(edits ? "b" : "a")])]) { $0.minimumAdmins = 0 },
      snapshot([pat]) { snapshot in
        let newest = testNow - ago
        snapshot.runTimes = RunTimes(newest: newest, latest: latest ?? newest)
      }, context)
  }

  private static let moments: [(Int64, Finding.Verdict)] = [
    (0, .passed), (-5 * minute, .passed), (-6 * minute, .refused), (-day, .refused),
    (-9_000 * day, .refused), (90 * day, .passed), (91 * day - 1, .passed), (91 * day, .refused),
    (9_000 * day, .refused), (testNow - Int64.max, .refused),
  ]

  @Test(arguments: moments)
  func `a clock goes on from the newest run, or is doubted`(
    _ ago: Int64, _ verdict: Finding.Verdict
  ) {
    #expect(judged(ago).verdicts("clock") == [verdict])
    #expect(judged(ago).verdict == (verdict == .refused ? .refused : .ready))
  }

  @Test func `without a run before there is nothing to go on from`() {
    let plan = plan(manifest([user("pat")]), snapshot())
    #expect(plan.verdicts("clock") == [.passed])
  }

  @Test func `the finding says both moments, and the day as the way out`() throws {
    let finding = try #require(judged(-3 * 3_600).findings("clock").first)
    #expect(finding.measured == 180)
    #expect(finding.limit == 5)
    #expect(finding.unit == "minutes")
    #expect(judged(91 * Self.day).findings("clock").first?.unit == "days")
    #expect(finding.allow == "--allow \(today)")
    #expect(
      finding.message == "the clock says 2026-11-22 18:00 UTC, 3 hours before the newest run, "
        + "2026-11-22 21:00 UTC: see that it is right")
    let ahead = try #require(judged(91 * Self.day).findings("clock").first)
    #expect((ahead.measured, ahead.limit) == (91, 90))
    #expect(ahead.message.contains("91 days after the newest run, 2026-08-23 18:00 UTC"))
  }

  @Test func `the day it shows allows it, and no other`() {
    #expect(judged(-Self.day, context(allow: today)).verdicts("clock") == [.allowed])
    #expect(judged(91 * Self.day, context(allow: today)).verdicts("clock") == [.allowed])
    for other in ["clock:2026-11-23", "clock:91", "clock:90"] {
      #expect(judged(91 * Self.day, context(allow: other)).verdicts("clock") == [.refused])
    }
  }

  @Test func `an approval of the day allows it`() throws {
    var approved = context()
    approved.approvals = [
      Approval(
        .subject(.clock, name: "2026-11-22"), until: Day("2026-11-30"), by: "grace",
        reason: "summer")
    ]
    #expect(judged(91 * Self.day, approved).verdicts("clock") == [.allowed])
  }

  @Test func `consent to the day says nothing of the next`() {
    var next = context(allow: today)
    next.now += Self.day
    next.today = Day(secondsSince1970: next.now)
    next.standingAllowances = Set(next.allowances)
    #expect(judged(91 * Self.day, next).verdicts("clock") == [.refused])
  }

  @Test func `where nothing would be on record it is a warning`() {
    let plan = judged(-Self.day, edits: false)
    #expect(plan.verdicts("clock") == [.warning])
    #expect(plan.findings("clock").first?.allow == nil)
    #expect(plan.verdict == .inSync)
  }

  @Test func `the newest run counts, whatever one before it said`() {
    #expect(judged(1, latest: testNow + 3_650 * Self.day).verdicts("clock") == [.passed])
  }

  @Test(arguments: [
    (Int64(100), Int64(50), Int64(100)), (100, 1_000, 1_000), (100, .min, 100),
    (100, .max, 247_122_489_600), (.min, 0, 0),
  ])
  func `a hold begins no earlier than the latest run`(_ now: Int64, _ latest: Int64, _ start: Int64)
  {
    let times = RunTimes(newest: 0, latest: latest)
    #expect(RunTimes.end(of: .days(1), from: now, times) == start + Self.day)
    #expect(RunTimes.end(of: .days(1), from: 100, nil) == 100 + Self.day)
  }
}
