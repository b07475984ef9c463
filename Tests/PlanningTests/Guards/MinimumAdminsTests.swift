import MailModel
import Planning
import TestSupport
import Testing

@Suite struct MinimumAdminsTests {
  /// `before` enabled administrators, of whom the plan leaves `after`.
  private func judged(_ before: Int, _ after: Int, minimum: Int) -> Finding? {
    let accounts = names(before, "admin").map { live($0, [.admin: .flag(true)]) }
    let users = names(before, "admin").enumerated().map { index, name in
      user(name, [.admin: .flag(index < after)])
    }
    return plan(
      manifest(users) { $0.minimumAdmins = minimum }, snapshot(accounts)
    ).findings("minimum-admins").first
  }

  @Test(
    arguments: [
      (1, Finding.Verdict.refused), (2, .passed), (3, .passed),
    ])
  func `fewer than the minimum are refused`(after: Int, verdict: Finding.Verdict) {
    #expect(judged(4, after, minimum: 2)?.verdict == verdict)
  }

  @Test func `the finding says how many are missing`() throws {
    let finding = try #require(judged(4, 1, minimum: 3))
    #expect(finding.measured == 2)
    #expect(finding.limit == 0)
    #expect(finding.base == 4)
    #expect(
      finding.message == "1 enabled administrator would be left of 4, at least 3 must be")
    #expect(finding.allow == "policy: { minimum-admins: 1 }")
  }

  @Test(arguments: [(true, Finding.Verdict.passed), (false, .refused)])
  func `an administrator's group may be renamed, not disabled as well`(
    isEnabled: Bool, verdict: Finding.Verdict
  ) {
    let plan = plan(
      manifest(
        [user("head", [.admin: .flag(true), .group: .text("office")])],
        groups: [group("office", [.enabled: .flag(isEnabled)], was: "staff")]
      ) { $0.minimumAdmins = 1 },
      snapshot(
        [live("head", [.admin: .flag(true), .group: .text("staff")])],
        groups: [liveGroup("staff")]))
    #expect(plan.verdicts("minimum-admins") == [verdict])
  }

  @Test(arguments: [(ServiceSet(), Finding.Verdict.refused), (.imap, .passed)])
  func `an administrator who may log in to nothing is none`(
    services: ServiceSet, verdict: Finding.Verdict
  ) {
    let plan = plan(
      manifest([user("head", [.admin: .flag(true), .services: .services(services)])]) {
        $0.minimumAdmins = 1
      }, snapshot([live("head", [.admin: .flag(true), .services: .services(.all)])]))
    #expect(plan.verdicts("minimum-admins") == [verdict])
  }

  @Test func `too few without being made fewer is a warning`() {
    #expect(judged(1, 1, minimum: 2)?.verdict == .warning)
  }

  @Test func `a site without any account has nobody to warn about`() {
    #expect(plan(manifest(), snapshot()).verdicts("minimum-admins") == [.passed])
  }

  @Test func `the only administrator can't be demoted`() {
    #expect(judged(1, 0, minimum: 1)?.verdict == .refused)
  }

  @Test func `no minimum lets the last one go`() {
    #expect(judged(1, 0, minimum: 0)?.verdict == .passed)
  }

  private func verdict(
    _ users: [ListedUser], _ accounts: [LiveAccount], groups: [DesiredGroup] = [],
    liveGroups: [LiveGroup] = [], leavers: [Leaver] = []
  ) -> Finding.Verdict? {
    plan(
      manifest(users, groups: groups, leavers: leavers), snapshot(accounts, groups: liveGroups)
    ).verdicts("minimum-admins").first
  }

  @Test func `removing the only administrator is refused`() {
    #expect(
      verdict(
        [user("pa")], [live("pa"), live("head", [.admin: .flag(true)])], leavers: [leaver("head")])
        == .refused)
  }

  @Test func `disabling the only administrator is refused`() {
    #expect(
      verdict(
        [user("head", [.enabled: .flag(false)])],
        [live("head", [.admin: .flag(true), .enabled: .flag(true)], owned: [.enabled])])
        == .refused)
  }

  @Test func `disabling the group of the only administrator is refused`() {
    #expect(
      verdict(
        [user("head")],
        [live("head", [.admin: .flag(true), .group: .text("staff")], owned: [])],
        groups: [group("staff", [.enabled: .flag(false)])], liveGroups: [liveGroup("staff")])
        == .refused)
  }

  @Test func `an administrator who is added in place of another one counts`() {
    #expect(
      verdict(
        [user("new", [.admin: .flag(true)])], [live("head", [.admin: .flag(true)])],
        leavers: [leaver("head")]) == .passed)
  }

  @Test func `an administrator who is promoted in place of another one counts`() {
    #expect(
      verdict(
        [user("head", [.admin: .flag(false)]), user("pa", [.admin: .flag(true)])],
        [live("head", [.admin: .flag(true)]), live("pa", [.admin: .flag(false)])]) == .passed)
  }

  @Test func `an administrator who is added disabled does not count`() {
    #expect(
      verdict(
        [user("new", [.admin: .flag(true), .enabled: .flag(false)])],
        [live("head", [.admin: .flag(true)])], leavers: [leaver("head")]) == .refused)
  }
}
