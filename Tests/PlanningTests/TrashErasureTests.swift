import MailModel
import Planning
import TestSupport
import Testing

@Suite struct TrashErasureTests {
  private let day: Int64 = 86_400

  private func finding(
    _ count: Int, of all: Int = 20, newestDaysAgo: Int64? = 1, allow: String? = nil
  ) -> Finding {
    TrashErasure.finding(
      erasing: names(count).map { trashItem($0) }, of: all,
      newest: newestDaysAgo.map { testNow - $0 * day }, now: testNow,
      allowances: allow.flatMap { Allowance($0) }.map { [$0] } ?? [])
  }

  @Test(arguments: [(9, Finding.Verdict.passed), (10, .passed), (11, .refused)])
  func `ten may always go`(_ count: Int, _ verdict: Finding.Verdict) {
    #expect(finding(count).verdict == verdict)
  }

  @Test(arguments: [(29, Finding.Verdict.passed), (30, .passed), (31, .refused)])
  func `the limit is a share of the trash`(_ count: Int, _ verdict: Finding.Verdict) {
    #expect(finding(count, of: 100).verdict == verdict)
  }

  @Test func `the finding says measured, limit, base and the way out`() {
    let finding = finding(12)
    #expect(finding.measured == 12)
    #expect(finding.limit == 10)
    #expect(finding.base == 20)
    #expect(finding.message == "12 items of 20 would be erased, the limit is 10")
    #expect(finding.allow == "--allow trash-erasure:12")
    #expect(finding.subjects.count == 12)
  }

  @Test func `its figure allows it, and no other`() {
    #expect(finding(12, allow: "trash-erasure:12").verdict == .allowed)
    #expect(finding(12, allow: "trash-erasure:13").verdict == .refused)
    #expect(
      finding(12, allow: "trash-erasure:13").message.hasSuffix(
        "; --allow trash-erasure:13 does not fit, the figure is 12"))
  }

  @Test(arguments: [(90, Finding.Verdict.passed), (91, .refused), (-1, .passed), (-2, .refused)])
  func `a clock far from the newest run erases nothing without consent`(
    _ days: Int, _ verdict: Finding.Verdict
  ) {
    #expect(finding(1, newestDaysAgo: Int64(days)).verdict == verdict)
  }

  @Test func `items that were named need no clock`() {
    #expect(finding(0, newestDaysAgo: 400).verdict == .passed)
  }

  @Test func `without a run there is no doubt`() {
    #expect(finding(1, newestDaysAgo: nil).verdict == .passed)
  }
}
