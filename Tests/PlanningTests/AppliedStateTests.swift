import MailModel
import Planning
import TestSupport
import Testing

@Suite struct BookkeepingTests {
  private let files = ["rollbook.yaml", "staff.yaml"]

  @Test func `what was applied last is kept`() {
    var wanted = manifest([user("head")]) {
      $0.protected = [NamePattern("svc-*")]
      $0.hold = .days(7)
    }
    wanted.policyText = "{hold: 7d}"
    #expect(
      plan(wanted, snapshot()).appliedState.lastApplied
        == LastApplied(
          protected: [NamePattern("svc-*")], hold: .days(7), policy: "{hold: 7d}",
          domain: "school.example"))
  }

  @Test func `a lockout that differs from the last one makes a plan of its own`() {
    var snapshot = snapshot([live("head", source: 0)])
    snapshot.lastApplied = LastApplied(lockout: lockout(3))
    let plan = plan(manifest([user("head")]) { $0.lockout = lockout(5) }, snapshot)
    #expect(plan.lockout == LockoutChange(from: lockout(3), to: lockout(5)))
    #expect(plan.verdict == .ready)
  }

  @Test(arguments: [(10, Plan.Verdict.inSync), (3, .ready)])
  func `before the first apply accounts are locked by the standard`(
    _ failures: Int, _ verdict: Plan.Verdict
  ) {
    #expect(plan(manifest { $0.lockout = lockout(failures) }, snapshot()).verdict == verdict)
  }

  @Test func `nothing else that is kept of a policy is a change`() {
    var snapshot = snapshot([live("head", source: 0)])
    snapshot.lastApplied = LastApplied(protected: [NamePattern("svc-*")], hold: .days(9))
    #expect(plan(manifest([user("head")]), snapshot).verdict == .inSync)
  }

  private func lockout(_ failures: Int) -> Policy.Lockout {
    var lockout = Policy.Lockout()
    lockout.failures = failures
    return lockout
  }

  @Test func `an unchanged account that its file still lists is not noted`() {
    let accounts = [live("head", source: 1)]
    let plan = plan(
      manifest(listed(accounts)), snapshot(accounts, sources: ["x", "rollbook.yaml"]))
    #expect(plan.appliedState.accountSources.isEmpty)
  }

  @Test func `an unchanged account that another file lists is noted`() {
    let plan = plan(
      manifest([user("head", file: 1)], files: files), snapshot([live("head", source: 0)]))
    #expect(plan.appliedState.accountSources == [address("head"): "staff.yaml"])
    #expect(plan.verdict == .inSync)
  }

  @Test func `an account that no file listed before is noted`() {
    let plan = plan(manifest([user("head")]), snapshot([live("head", source: nil)]))
    #expect(plan.appliedState.accountSources == [address("head"): "rollbook.yaml"])
  }

  @Test func `changed accounts are noted under their name after the plan`() {
    let plan = plan(
      manifest([user("fresh"), user("new", was: "old"), user("ed", [.comment: .text("b")])]),
      snapshot([live("old", source: 0), live("ed", [.comment: .text("a")], source: 0)]))
    #expect(
      plan.appliedState.accountSources == [
        address("fresh"): "rollbook.yaml", address("new"): "rollbook.yaml",
        address("ed"): "rollbook.yaml",
      ])
  }

  @Test func `in mode additive an account that is no longer listed loses its file`() {
    let plan = plan(
      manifest([user("head")]),
      snapshot([live("head", source: 0), live("old", source: 0), live("older", source: nil)]))
    #expect(plan.appliedState.accountSources == [address("old"): nil])
  }

  @Test func `a removed account is not noted`() {
    let plan = plan(
      manifest([user("head")], leavers: [leaver("old")]),
      snapshot([live("head", source: 0), live("old", source: 0)]))
    #expect(plan.appliedState.accountSources.isEmpty)
  }

  @Test func `in mode authoritative a held removal keeps its file`() {
    let plan = plan(
      manifest([user("head")], mode: .authoritative),
      snapshot([live("head", source: 0), live("old", source: 0)]), context(holds: true))
    #expect(plan.appliedState.accountSources.isEmpty)
  }

  @Test func `groups are noted where their file differs`() {
    let plan = plan(
      manifest(
        [user("head")], groups: [group("same"), group("moved", file: 1), group("new")],
        files: files),
      snapshot(
        [live("head", source: 0)],
        groups: [
          liveGroup("same", source: "rollbook.yaml"), liveGroup("moved", source: "rollbook.yaml"),
          liveGroup("gone", source: "rollbook.yaml"), liveGroup("older"),
        ]))
    #expect(
      plan.appliedState.groupSources == [
        "moved": "staff.yaml", "new": "rollbook.yaml", "gone": nil,
      ])
  }
}
