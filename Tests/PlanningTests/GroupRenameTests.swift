import MailModel
import Planning
import TestSupport
import Testing

@Suite struct GroupRenameTests {
  private func member(_ name: String, of group: String) -> LiveAccount {
    live(name, [.group: .text(group)])
  }

  private func listed(_ name: String, in group: String) -> ListedUser {
    user(name, [.group: .text(group)])
  }

  @Test func `a rename is one change and carries its members`() throws {
    let plan = plan(
      manifest(
        [listed("a", in: "form-8"), listed("b", in: "form-8"), user("c")],
        groups: [group("form-8", was: "form-7", line: 4)]),
      snapshot(
        [
          member("a", of: "form-7"), member("b", of: "form-7"), live("c"),
          live("guest", [.group: .text("form-7")], isOwned: false),
        ], groups: [liveGroup("form-7")]))
    #expect(plan.outline == ["rename group form-7 to form-8"])
    #expect(plan.changes[0].members == 3)
    #expect(plan.changes[0].fields == [])
    #expect(plan.changes[0].source?.line == 4)
    #expect(plan.summary.rename == 1)
    #expect(plan.summary.unchanged == 3)
    #expect(plan.verdict == .ready)
  }

  @Test func `it carries what differs besides`() throws {
    let plan = plan(
      manifest(
        [user("head")],
        groups: [group("form-8", [.comment: .text("new")], was: "form-7")]),
      snapshot(
        [live("head")],
        groups: [liveGroup("form-7", [.comment: .text("old"), .enabled: .flag(true)])]))
    #expect(plan.outline == ["rename group form-7 to form-8"])
    #expect(plan.changes[0][.comment]?.after == .text("new"))
    #expect(plan.changes[0][.enabled]?.ownership == .dropped)
    #expect(plan.changes[0].owned == FieldSet([Field.comment]))
  }

  @Test func `a group that is not owned is renamed and taken over`() {
    let plan = plan(
      manifest([user("head")], groups: [group("b", [.comment: .text("x")], was: "a")]),
      snapshot([live("head")], groups: [liveGroup("a", [.comment: .text("x")], isOwned: false)]))
    #expect(plan.outline == ["rename group a to b"])
    #expect(plan.changes[0][.comment]?.ownership == .taken)
  }

  @Test func `a member that moves elsewhere is an edit and does not follow`() throws {
    let plan = plan(
      manifest(
        [listed("a", in: "form-8"), listed("b", in: "staff")],
        groups: [group("form-8", was: "form-7"), group("staff")]),
      snapshot(
        [member("a", of: "form-7"), member("b", of: "form-7")],
        groups: [liveGroup("form-7"), liveGroup("staff")]))
    #expect(
      plan.outline == ["rename group form-7 to form-8", "edit account b@school.example"])
    #expect(plan.changes[0].members == 1)
    #expect(
      plan.change("b")?.fields
        == [FieldChange(.group, before: .text("form-8"), after: .text("staff"))])
  }

  @Test func `a member that stays behind in another group of the old name is an edit`() throws {
    let plan = plan(
      manifest(
        [listed("moves", in: "form-8"), listed("repeats", in: "form-7")],
        groups: [group("form-7", was: "form-8"), group("form-8", was: "form-7")]),
      snapshot(
        [member("moves", of: "form-7"), member("repeats", of: "form-7")],
        groups: [liveGroup("form-7"), liveGroup("form-8")]))
    #expect(
      plan.outline == [
        "rename group form-8 to form-7", "rename group form-7 to form-8",
        "edit account repeats@school.example",
      ])
    #expect(
      plan.change("repeats")?.fields
        == [FieldChange(.group, before: .text("form-8"), after: .text("form-7"))])
    #expect(plan.changes.map(\.members) == [0, 1, nil])
  }

  @Test func `whoever comes into a renamed group is an edit`() {
    let plan = plan(
      manifest([listed("a", in: "form-8")], groups: [group("form-8", was: "form-7")]),
      snapshot([member("a", of: "staff")], groups: [liveGroup("form-7"), liveGroup("staff")]))
    #expect(plan.change("a")?[.group]?.before == .text("staff"))
  }

  @Test func `a rename is spent once the group has the former name`() {
    let plan = plan(
      manifest([user("head")], groups: [group("b", was: "a")]),
      snapshot([live("head")], groups: [liveGroup("a", isOwned: false), liveGroup("b")]) {
        $0.formerGroupNames = ["b": ["a"]]
      })
    #expect(plan.verdict == .inSync)
  }

  @Test func `a rename is spent when the new name lives and the old one does not`() {
    let plan = plan(
      manifest([user("head")], groups: [group("b", was: "a")]),
      snapshot([live("head")], groups: [liveGroup("b")]))
    #expect(plan.verdict == .inSync)
    #expect(plan.findings("was-not-found").isEmpty)
  }

  @Test func `a chain is resolved at once, and a freed name can be added`() {
    let plan = plan(
      manifest(
        [listed("a", in: "form-8"), listed("b", in: "form-9")],
        groups: [group("form-8", was: "form-7"), group("form-9", was: "form-8"), group("form-7")]),
      snapshot(
        [member("a", of: "form-7"), member("b", of: "form-8")],
        groups: [liveGroup("form-7"), liveGroup("form-8")]))
    #expect(
      plan.outline == [
        "add group form-7", "rename group form-7 to form-8", "rename group form-8 to form-9",
      ])
  }

  @Test func `a rename onto a group that stays is an error where it says was`() {
    let draft = draft(
      manifest([user("head")], groups: [group("b", was: "a", line: 7)]),
      snapshot([live("head")], groups: [liveGroup("a"), liveGroup("b")]))
    #expect(draft.codes == ["rename-onto-group"])
    #expect(draft.diagnostics.first?.place?.line == 7)
    #expect(draft.diagnostics.first?.place?.column == 9)
  }

  @Test func `a group that a rename runs into is not called unlisted as well`() {
    let draft = draft(
      manifest(
        [listed("a", in: "b")], groups: [group("b", was: "a")], mode: .authoritative),
      snapshot([member("a", of: "b")], groups: [liveGroup("a"), liveGroup("b")]))
    #expect(draft.codes == ["rename-onto-group"])
  }

  @Test func `a former name that no group ever had is an add with a warning`() {
    let plan = plan(
      manifest([user("head")], groups: [group("b", was: "a")]), snapshot([live("head")]))
    #expect(plan.outline == ["add group b"])
    #expect(plan.verdicts("was-not-found") == [.warning])
    #expect(
      plan.findings("was-not-found").map(\.message)
        == ["b is added as a new group: no group was ever named a"])
  }

  @Test func `a former name that another group had before is an add without a warning`() {
    let plan = plan(
      manifest([user("head")], groups: [group("b", was: "a"), group("c")]),
      snapshot([live("head")], groups: [liveGroup("c")]) { $0.formerGroupNames = ["c": ["a"]] })
    #expect(plan.outline == ["add group b"])
    #expect(plan.findings("was-not-found").isEmpty)
  }

  @Test func `the old group is no removal in mode authoritative`() {
    let draft = draft(
      manifest(
        [listed("a", in: "form-8")], groups: [group("form-8", was: "form-7")],
        mode: .authoritative),
      snapshot([member("a", of: "form-7")], groups: [liveGroup("form-7")]))
    #expect(draft.changes.map(\.outline) == ["rename group form-7 to form-8"])
    #expect(draft.codes == [])
  }

  @Test func `an address moves between renamed groups`() {
    let draft = draft(
      manifest(
        [user("head")],
        groups: [
          group("a", [.address: .groupAddress("x")], was: "b"),
          group("b", [.address: .groupAddress("y")], was: "a"),
        ]),
      snapshot(
        [live("head")],
        groups: [
          liveGroup("a", [.address: .groupAddress("x")]),
          liveGroup("b", [.address: .groupAddress("y")]),
        ]))
    #expect(draft.codes == [])
    #expect(draft.changes.count == 2)
  }

  @Test func `its precondition is that of the group it renames`() throws {
    let old = liveGroup("form-7", [.comment: .text("a")])
    let change = try #require(
      plan(
        manifest([user("head")], groups: [group("form-8", [.comment: .text("b")], was: "form-7")]),
        snapshot([live("head")], groups: [old])
      ).changes.first)
    #expect(Precondition.of(change, group: old) == change.precondition)
    #expect(Precondition.of(change, group: liveGroup("form-8")) != change.precondition)
    #expect(Precondition.of(change, group: liveGroup("form-7")) != change.precondition)
  }

  @Test func `a mover's precondition is its live group`() throws {
    let plan = plan(
      manifest(
        [listed("a", in: "staff")], groups: [group("form-8", was: "form-7"), group("staff")]),
      snapshot(
        [member("a", of: "form-7")], groups: [liveGroup("form-7"), liveGroup("staff")]))
    let change = try #require(plan.change("a"))
    #expect(Precondition.of(change, account: member("a", of: "form-7")) == change.precondition)
    #expect(Precondition.of(change, account: member("a", of: "form-8")) != change.precondition)
  }

  @Test func `its file is remembered under the new name`() {
    let plan = plan(
      manifest(
        [user("head")], groups: [group("b", was: "a", file: 1), group("d", was: "c")],
        files: ["rollbook.yaml", "more.yaml"]),
      snapshot(
        [live("head", source: 0)],
        groups: [
          liveGroup("a", source: "rollbook.yaml"), liveGroup("c", source: "rollbook.yaml"),
        ]))
    #expect(plan.appliedState.groupSources == ["b": "more.yaml"])
    #expect(plan.findings("shrunken-source").allSatisfy { $0.verdict == .passed })
  }

  @Test func `a chain over a name that was once renamed is due as a whole`() {
    let plan = plan(
      manifest(groups: [group("c", was: "b"), group("b", was: "a")]),
      snapshot(groups: [liveGroup("a"), liveGroup("b")]) { $0.formerGroupNames = ["b": ["a"]] })
    #expect(plan.summary.rename == 2)
    #expect(plan.summary.add == 0)
  }
}
