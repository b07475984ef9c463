import MailModel
import Planning
import TestSupport
import Testing

@Suite struct GroupTests {
  @Test func `a new group is added with its managed fields`() {
    let plan = plan(
      manifest([user("head")], groups: [group("staff", [.comment: .text("x")], line: 4)]),
      snapshot([live("head")]))
    #expect(plan.outline == ["add group staff"])
    #expect(plan.changes[0].fields == [FieldChange(.comment, before: nil, after: .text("x"))])
    #expect(plan.changes[0].source?.line == 4)
  }

  @Test func `a group's fields follow the rules of ownership`() {
    let plan = plan(
      manifest([user("head")], groups: [group("staff", [.comment: .text("new")])]),
      snapshot(
        [live("head")],
        groups: [liveGroup("staff", [.comment: .text("old"), .address: .groupAddress("all")])]))
    #expect(plan.outline == ["edit group staff"])
    #expect(plan.changes[0].fields.map(\.field) == [.comment, .address])
    #expect(plan.changes[0].fields.map(\.ownership) == [.unchanged, .dropped])
  }

  @Test func `a listed group that is not owned is adopted`() {
    let plan = plan(
      manifest([user("head")], groups: [group("staff")]),
      snapshot([live("head")], groups: [liveGroup("staff", isOwned: false)]))
    #expect(plan.outline == ["adopt group staff"])
  }
}
