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

  @Test func `each of many groups is held against its own live one`() {
    let many = names(300, "lab")
    let plan = plan(
      manifest([user("head")], groups: many.map { group($0, [.comment: .text($0)]) }),
      snapshot(
        [live("head")],
        groups: many.enumerated().map { index, name in
          liveGroup(name, [.comment: .text(index % 100 == 7 ? "old" : name)])
        }))
    #expect(
      plan.outline == ["edit group lab0008", "edit group lab0108", "edit group lab0208"])
  }

  @Test func `of many groups those go that are left empty`() {
    let draft = draft(
      manifest(
        [user("a", [.group: .text("lab0002")]), user("b", [.group: .text("lab0002")])],
        groups: [group("lab0002")], mode: .authoritative),
      snapshot(
        [
          live("a", [.group: .text("lab0001")]), live("b", [.group: .text("lab0002")]),
          live("c", [.group: .text("lab0003")], isOwned: false),
          live("d", [.group: .text("lab0004")]),
        ], groups: names(5, "lab").map { liveGroup($0) }))
    #expect(
      draft.changes.filter { $0.kind == .group }.map(\.outline)
        == ["remove group lab0001", "remove group lab0004", "remove group lab0005"])
    #expect(
      draft.diagnostics.map(\.message)
        == ["group lab0003 is no longer listed, but it still has 1 member"])
  }
}
