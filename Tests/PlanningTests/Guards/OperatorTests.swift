import MailModel
import Planning
import TestSupport
import Testing

@Suite struct OperatorTests {
  private func judged(
    _ users: [ListedUser], _ accounts: [LiveAccount], leavers: [Leaver] = [],
    groups: [DesiredGroup] = [], liveGroups: [LiveGroup] = [], by name: String? = "head"
  ) -> Finding? {
    plan(
      manifest(users, groups: groups, leavers: leavers),
      snapshot(accounts, groups: liveGroups), context(operator: name)
    ).findings("operator").first
  }

  @Test func `removing the operator is refused`() {
    let finding = judged(
      [user("pa")], [live("pa"), live("head")], leavers: [leaver("head")])
    #expect(finding?.verdict == .refused)
    #expect(finding?.message == "the plan would remove head@school.example, who runs it")
    #expect(finding?.allow == nil)
  }

  @Test func `removing someone else passes`() {
    let finding = judged([user("head")], [live("pa"), live("head")], leavers: [leaver("pa")])
    #expect(finding?.verdict == .passed)
  }

  @Test func `renaming the operator is refused`() {
    #expect(judged([user("boss", was: "head")], [live("head")])?.verdict == .refused)
  }

  @Test func `disabling the operator is refused`() {
    let finding = judged(
      [user("head", [.enabled: .flag(false)])], [live("head", [.enabled: .flag(true)])])
    #expect(finding?.verdict == .refused)
  }

  @Test func `renaming the operator's group passes`() {
    let finding = judged(
      [user("head", [.group: .text("office")])], [live("head", [.group: .text("staff")])],
      groups: [group("office", was: "staff")], liveGroups: [liveGroup("staff")])
    #expect(finding?.verdict == .passed)
  }

  @Test func `renaming and disabling the operator's group is refused`() {
    let finding = judged(
      [user("head", [.group: .text("office")])], [live("head", [.group: .text("staff")])],
      groups: [group("office", [.enabled: .flag(false)], was: "staff")],
      liveGroups: [liveGroup("staff")])
    #expect(finding?.verdict == .refused)
  }

  @Test func `an operator whose group was disabled stays so under its new name`() {
    let disabled: [Field: FieldValue] = [.enabled: .flag(false)]
    let finding = judged(
      [user("head", [.group: .text("office")])], [live("head", [.group: .text("staff")])],
      groups: [group("office", disabled, was: "staff"), group("staff", was: "office")],
      liveGroups: [liveGroup("office"), liveGroup("staff", disabled)])
    #expect(finding?.verdict == .passed)
  }

  @Test func `an operator who is disabled already is not disabled again`() {
    let finding = judged(
      [user("head", [.enabled: .flag(false)])], [live("head", [.enabled: .flag(false)], owned: [])])
    #expect(finding?.verdict == .passed)
  }

  @Test func `disabling the operator's group is refused`() {
    let finding = judged(
      [user("head")], [live("head", [.group: .text("staff")], owned: [])],
      groups: [group("staff", [.enabled: .flag(false)])],
      liveGroups: [liveGroup("staff", [.enabled: .flag(true)])])
    #expect(finding?.verdict == .refused)
  }

  @Test func `moving the operator to a disabled group is refused`() {
    let finding = judged(
      [user("head", [.group: .text("closed")])], [live("head", [.group: .text("staff")])],
      liveGroups: [liveGroup("closed", [.enabled: .flag(false)]), liveGroup("staff")])
    #expect(finding?.verdict == .refused)
  }

  @Test func `demoting the operator is refused`() {
    let finding = judged(
      [user("head", [.admin: .flag(false)])], [live("head", [.admin: .flag(true)])])
    #expect(finding?.message == "the plan would demote head@school.example, who runs it")
  }

  @Test func `promoting the operator passes`() {
    let finding = judged(
      [user("head", [.admin: .flag(true)])], [live("head", [.admin: .flag(false)])])
    #expect(finding?.verdict == .passed)
  }

  @Test func `an alias counts as its account`() {
    let finding = judged(
      [user("pa")], [live("pa"), live("head", [.aliases: .aliases("principal")])],
      leavers: [leaver("head")], by: "principal")
    #expect(finding?.verdict == .refused)
    #expect(finding?.subject == "head@school.example")
  }

  @Test func `an operator without an account passes and is named`() {
    let finding = judged(
      [user("head")], [live("pa"), live("head")], leavers: [leaver("pa")], by: "root")
    #expect(finding?.verdict == .passed)
    #expect(
      finding?.message == "there is no account root@school.example, which is said to run the plan")
  }

  @Test func `a plan without an operator passes and says so`() {
    let finding = judged([user("head")], [live("head")], by: nil)
    #expect(finding?.message == "no account is known to run this plan")
  }
}
