import MailModel
import Planning
import TestSupport
import Testing

@Suite struct SeatsTests {
  /// `before` accounts, of whom `leaving` go while `adding` come.
  private func judged(_ before: Int, adding: Int, leaving: Int = 0, seats: Int?) -> Finding? {
    let accounts = crowd(before)
    return plan(
      manifest(
        listed(accounts.dropFirst(leaving)) + names(adding, "new").map { user($0) },
        leavers: names(before).prefix(leaving).map { leaver($0) }
      ) { $0.seats = seats },
      snapshot(accounts)
    ).findings("seats").first
  }

  @Test(arguments: [(1, Finding.Verdict.passed), (2, .passed), (3, .refused)])
  func `no more accounts than seats`(adding: Int, verdict: Finding.Verdict) {
    #expect(judged(3, adding: adding, seats: 5)?.verdict == verdict)
  }

  @Test func `the finding says measured, limit, base and the way out`() throws {
    let finding = try #require(judged(3, adding: 3, seats: 5))
    #expect(finding.measured == 6)
    #expect(finding.limit == 5)
    #expect(finding.base == 3)
    #expect(finding.message == "there would be 6 accounts on 5 seats")
    #expect(finding.allow == "policy: { seats: 6 }")
  }

  @Test func `removals make room`() {
    #expect(judged(5, adding: 1, leaving: 1, seats: 5)?.verdict == .passed)
  }

  @Test func `too many without becoming fewer is refused`() {
    #expect(judged(6, adding: 0, seats: 5)?.verdict == .refused)
    #expect(judged(6, adding: 1, leaving: 1, seats: 5)?.verdict == .refused)
  }

  @Test func `still too many while becoming fewer is a warning`() {
    #expect(judged(7, adding: 0, leaving: 1, seats: 5)?.verdict == .warning)
  }

  @Test func `without seats there is no limit`() {
    #expect(judged(3, adding: 9, seats: nil)?.verdict == .passed)
    #expect(judged(3, adding: 9, seats: nil)?.limit == nil)
  }

  @Test func `an empty store may fill every seat`() {
    #expect(judged(0, adding: 1, seats: 1)?.verdict == .passed)
    #expect(judged(0, adding: 2, seats: 1)?.verdict == .refused)
  }

  @Test func `accounts that are not owned take a seat, the trash none`() {
    let plan = plan(
      manifest([user("head")]) { $0.seats = 1 },
      snapshot([live("head"), live("guest", isOwned: false)]) { $0.trash = [trashItem("old")] })
    #expect(plan.findings("seats").first?.measured == 2)
  }
}
