import MailModel
import Planning
import TestSupport
import Testing

@Suite struct UsedAllowanceTests {
  /// Removes `count` of 30 accounts, of which three may go.
  private func removing(_ count: Int, _ allowances: String..., isFresh: Bool = false) -> Plan {
    let accounts = crowd(30)
    var context = context(isFresh: isFresh)
    context.allowances = allowances.compactMap { Allowance($0) }
    return plan(
      manifest(
        listed(accounts.dropFirst(count)), leavers: names(30).prefix(count).map { leaver($0) }),
      snapshot(accounts), context)
  }

  private func allowance(_ text: String) -> Allowance {
    let parts = text.split(separator: ":")
    return Allowance(guardName: String(parts[0]), value: String(parts[1]))
  }

  @Test func `an allowance that a finding needed is used`() {
    let plan = removing(4, "removal-limit:4")
    #expect(
      plan.usedAllowances([allowance("removal-limit:4")]) == [allowance("removal-limit:4")])
    #expect(plan.findings("unused-allowance").isEmpty)
  }

  @Test func `an allowance whose guard does not trip is not used, and a warning says so`() throws {
    let plan = removing(3, "removal-limit:3")
    #expect(plan.usedAllowances([allowance("removal-limit:3")]).isEmpty)
    let finding = try #require(plan.findings("unused-allowance").first)
    #expect(finding.verdict == .warning)
    #expect(finding.subject == "removal-limit:3")
    #expect(finding.message == "nothing in this plan needs --allow removal-limit:3")
    #expect(plan.verdict == .ready)
  }

  @Test func `a figure that differs is refused and not told of twice`() {
    let plan = removing(4, "removal-limit:5")
    #expect(plan.verdict == .refused)
    #expect(plan.usedAllowances([allowance("removal-limit:5")]).isEmpty)
    #expect(plan.findings("unused-allowance").isEmpty)
  }

  @Test func `of two figures only the fitting one is used`() {
    let plan = removing(4, "removal-limit:9", "removal-limit:4")
    #expect(
      plan.usedAllowances([allowance("removal-limit:9"), allowance("removal-limit:4")])
        == [allowance("removal-limit:4")])
    #expect(plan.findings("unused-allowance").map(\.subject) == ["removal-limit:9"])
  }

  @Test func `both figures of two refusals are used when both are typed`() {
    let refused = removing(11)
    #expect(refused.findings("removal-limit").first?.allow == "--allow removal-limit:11")
    #expect(refused.findings("removal-budget").first?.allow == "--allow removal-budget:11")
    let plan = removing(11, "removal-limit:11", "removal-budget:11")
    #expect(plan.findings("unused-allowance").isEmpty)
  }

  @Test func `a budget that removals by name leave alone needs no other allowance`() {
    let plan = removing(11, "removal-limit:11", "removal-budget:12")
    #expect(plan.findings("removal-budget").first?.verdict == .passed)
    #expect(plan.findings("unused-allowance").map(\.subject) == ["removal-budget:12"])
  }

  @Test func `under the lock an allowance above the figure is used`() {
    let plan = removing(4, "removal-limit:6", isFresh: true)
    #expect(
      plan.usedAllowances([allowance("removal-limit:6")]) == [allowance("removal-limit:6")])
    #expect(plan.findings("unused-allowance").isEmpty)
  }

  @Test func `a name that no finding is about is a warning beside the refusal`() {
    let accounts = [live("a", [.group: .text("staff")])]
    let plan = plan(
      manifest([user("a", [.group: .text("other")])]),
      snapshot(accounts, groups: [liveGroup("other"), liveGroup("staff")]),
      context(allow: "group-emptied:staf"))
    #expect(plan.findings("unused-allowance").map(\.subject) == ["group-emptied:staf"])
  }

  @Test func `one given twice is told of once`() {
    let plan = removing(1, "edit-limit:4", "edit-limit:4")
    #expect(plan.findings("unused-allowance").count == 1)
  }

  @Test func `consent from the manifest uses no allowance`() {
    let plan = plan(
      manifest([user("head")], leavers: [leaver("old", purge: true)]),
      snapshot([live("head"), live("old")]),
      mail: ["old": Mailbox(messages: 1, bytes: 1, newest: nil)])
    #expect(plan.verdicts("mailbox-not-empty") == [.allowed])
    #expect(plan.usedAllowances([allowance("mailbox-not-empty:1")]).isEmpty)
  }
}
