import MailModel
import Planning
import TestSupport
import Testing

@Suite struct AuthoritativeTests {
  @Test func `an owned account that is not listed is removed without a purge`() throws {
    let plan = plan(
      manifest([user("head")], mode: .authoritative),
      snapshot([live("head"), live("old"), live("guest", isOwned: false)]))
    #expect(plan.outline == ["remove account old@school.example"])
    #expect(plan.change("old")?.removal == Removal())
    #expect(plan.change("old")?.source == nil)
  }

  @Test func `an account that moves to another name is not removed`() {
    let plan = plan(
      manifest([user("new", was: "old")], mode: .authoritative), snapshot([live("old")]))
    #expect(plan.summary.remove == 0)
  }

  @Test func `a leaver is removed on its own terms`() {
    let plan = plan(
      manifest([user("head")], leavers: [leaver("old", purge: true)], mode: .authoritative),
      snapshot([live("head"), live("old")]))
    #expect(plan.changes.map { $0.removal?.purges } == [true])
  }

  @Test func `an empty group that is not listed is removed last`() {
    let plan = plan(
      manifest([user("head")], mode: .authoritative),
      snapshot(
        [live("head"), live("old", [.group: .text("year-13")])], groups: [liveGroup("year-13")]))
    #expect(plan.outline == ["remove account old@school.example", "remove group year-13"])
    #expect(plan.changes.last?.precondition?.hasPrefix("sha256:") == true)
  }

  @Test func `a group whose members all move is removed`() {
    let plan = plan(
      manifest(
        [user("head", [.group: .text("staff")])], groups: [group("staff")], mode: .authoritative),
      snapshot([live("head", [.group: .text("office")])], groups: [liveGroup("office")]))
    #expect(
      plan.outline == [
        "add group staff", "edit account head@school.example", "remove group office",
      ]
    )
  }

  @Test func `a group that keeps a member can't go`() {
    let draft = draft(
      manifest([user("head")], mode: .authoritative),
      snapshot(
        [live("head"), live("guest", [.group: .text("old")], isOwned: false)],
        groups: [liveGroup("old")]))
    #expect(draft.codes == ["group-has-members"])
    #expect(draft.changes.isEmpty)
  }

  @Test func `a group that is not owned stays`() {
    let plan = plan(
      manifest([user("head")], mode: .authoritative),
      snapshot([live("head")], groups: [liveGroup("lab", isOwned: false)]))
    #expect(plan.changes.isEmpty)
    #expect(plan.summary.unmanaged == 1)
  }

  @Test func `mode additive keeps groups that are not listed`() {
    let plan = plan(
      manifest([user("head")]), snapshot([live("head")], groups: [liveGroup("old")]))
    #expect(plan.changes.isEmpty)
  }
}
