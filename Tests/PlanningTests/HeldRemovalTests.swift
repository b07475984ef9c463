import MailModel
import Planning
import TestSupport
import Testing

@Suite struct HeldRemovalTests {
  @Test func `held removals are left out and named`() {
    let plan = plan(
      manifest(
        [user("head", [.comment: .text("new")])], leavers: [leaver("zoe"), leaver("amy")]),
      snapshot([live("head", [.comment: .text("old")]), live("zoe"), live("amy")]),
      context(holds: true))
    #expect(plan.outline == ["edit account head@school.example"])
    #expect(plan.heldRemovals == [address("amy"), address("zoe")])
    #expect(plan.summary.unchanged == 2)
  }

  @Test func `held removals need no mailbox`() {
    let draft = draft(
      manifest([user("head")], leavers: [leaver("old")]), snapshot([live("head"), live("old")]),
      context(holds: true))
    #expect(draft.removals.isEmpty)
  }

  @Test func `guards do not judge held removals`() {
    let plan = plan(
      manifest([user("head")], leavers: names(20).map { leaver($0) }),
      snapshot([live("head")] + crowd(20)), context(holds: true))
    #expect(plan.verdicts("removal-limit") == [.passed])
  }

  @Test func `a group stays as long as its members are held`() {
    let draft = draft(
      manifest([user("head")], mode: .authoritative),
      snapshot(
        [live("head"), live("old", [.group: .text("year-13")])], groups: [liveGroup("year-13")]),
      context(holds: true))
    #expect(draft.diagnostics.isEmpty)
    #expect(draft.changes.isEmpty)
  }

  @Test func `nothing is held without the option`() {
    let plan = plan(
      manifest([user("head")], leavers: [leaver("old")]), snapshot([live("head"), live("old")]))
    #expect(plan.heldRemovals.isEmpty)
  }
}
