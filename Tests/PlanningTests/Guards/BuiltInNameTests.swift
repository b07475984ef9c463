import MailModel
import Planning
import TestSupport
import Testing

@Suite struct BuiltInNameTests {
  @Test func `a plan without built-in names passes`() {
    #expect(plan(manifest([user("head")]), snapshot()).verdicts("built-in") == [.passed])
  }

  @Test func `a built-in name among the users is refused and never added`() {
    let plan = plan(manifest([user("*OUTQUEUE"), user("head")]), snapshot([live("head")]))
    #expect(plan.verdicts("built-in") == [.refused])
    #expect(plan.findings("built-in").first?.subject == "*OUTQUEUE")
    #expect(plan.changes.isEmpty)
  }

  @Test func `a built-in name among the leavers is refused and never removed`() {
    let plan = plan(
      manifest([user("head")], leavers: [leaver("*OUTQUEUE")]), snapshot([live("head")]))
    #expect(plan.verdicts("built-in") == [.refused])
    #expect(plan.changes.isEmpty)
  }

  @Test func `nothing allows it`() {
    let finding = plan(
      manifest([user("*OUTQUEUE"), user("head")]), snapshot([live("head")]),
      context(allow: "built-in:1")
    ).findings("built-in").first
    #expect(finding?.verdict == .refused)
    #expect(finding?.allow == nil)
  }
}
