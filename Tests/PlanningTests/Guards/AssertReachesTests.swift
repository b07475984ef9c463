import MailModel
import Planning
import TestSupport
import Testing

@Suite struct AssertReachesTests {
  private func findings(_ members: Int, asserted: Int) -> [Finding] {
    plan(
      manifest(listed(crowd(members).map { live($0.address.text, [.group: .text("a")]) })) {
        $0.assertions.reaches = [Assertions.Reach(address("all"), mailboxes: asserted)]
      },
      snapshot(
        [live("guest", [.group: .text("a")], isOwned: false)],
        groups: [liveGroup("a", [.address: .groupAddress("all")])])
    ).findings("assert-reaches")
  }

  @Test(arguments: [(1, Finding.Verdict.refused), (2, .passed), (3, .passed)])
  func `fewer mailboxes than asserted are refused`(_ members: Int, _ verdict: Finding.Verdict) {
    #expect(findings(members, asserted: 3).map(\.verdict) == [verdict])
  }

  @Test func `a refusal says how many are missing, and nothing allows it`() {
    let finding = findings(1, asserted: 3).first
    #expect(finding?.measured == 1)
    #expect(finding?.base == 3)
    #expect(finding?.allow == nil)
    #expect(
      finding?.message
        == "mail for all@school.example would reach 2 mailboxes, and at least 3 must get it")
  }

  @Test func `an address outside is no mailbox`() {
    let finding = plan(
      manifest([user("head", [.forward: .forward("x@home.example", keep: false)])]) {
        $0.assertions.reaches = [Assertions.Reach(address("head"), mailboxes: 1)]
      }, snapshot()
    ).findings("assert-reaches").first
    #expect(finding?.verdict == .refused)
  }

  @Test func `without an assertion it passes`() {
    #expect(plan(manifest(), snapshot()).verdicts("assert-reaches") == [.passed])
  }
}
