import MailModel
import Planning
import TestSupport
import Testing

@Suite struct RecentlyActiveTests {
  private static let day: Int64 = 86_400

  private func judged(newest: Int64? = nil, login: Int64? = nil) -> Finding? {
    plan(
      manifest([user("head")], leavers: [leaver("old", purge: true)]),
      snapshot([live("head"), live("old", lastLogin: login)]),
      mail: ["old": Mailbox(messages: 1, bytes: 1, newest: newest)]
    ).findings("recently-active").first
  }

  @Test(
    arguments: [
      (Int64(13), Finding.Verdict.warning), (14, .warning), (15, .passed),
    ])
  func `mail of the last 14 days is a warning`(days: Int64, verdict: Finding.Verdict) {
    #expect(judged(newest: testNow - days * Self.day)?.verdict == verdict)
  }

  @Test(arguments: [(Int64(14), Finding.Verdict.warning), (15, .passed)])
  func `a login of the last 14 days is a warning`(days: Int64, verdict: Finding.Verdict) {
    #expect(judged(login: testNow - days * Self.day)?.verdict == verdict)
  }

  @Test func `a mailbox that nobody ever used passes`() {
    #expect(judged()?.verdict == .passed)
  }

  @Test func `the finding names whom it would hit`() throws {
    let finding = try #require(judged(login: testNow))
    #expect(finding.subject == "old@school.example")
    #expect(finding.measured == 1)
    #expect(finding.base == 1)
    #expect(
      finding.message == "1 of 1 mailbox to remove had mail or a login in the last 14 days")
  }

  @Test func `active accounts that stay are none of its business`() {
    let plan = plan(manifest([user("head")]), snapshot([live("head", lastLogin: testNow)]))
    #expect(plan.verdicts("recently-active") == [.passed])
  }
}
