import MailModel
import Planning
import TestSupport
import Testing

@Suite struct PlanOrderTests {
  private let manifestOfAll = manifest(
    [
      user("zoe"), user("amy"), user("ed", [.comment: .text("new")]), user("ann"),
      user("new", was: "old"),
    ],
    groups: [group("staff"), group("alumni"), group("lab", [.comment: .text("x")])],
    leavers: [leaver("gone")], mode: .authoritative)
  private let snapshotOfAll = snapshot(
    [
      live("ed", [.comment: .text("old")]), live("ann", isOwned: false), live("old"),
      live("gone"), live("cut"),
    ], groups: [liveGroup("lab", [.comment: .text("")]), liveGroup("empty")])

  @Test func `changes stand by kind, action and name`() {
    #expect(
      plan(manifestOfAll, snapshotOfAll).outline == [
        "add group alumni", "add group staff", "edit group lab",
        "add account amy@school.example", "add account zoe@school.example",
        "edit account ed@school.example",
        "rename account old@school.example to new@school.example",
        "adopt account ann@school.example", "remove account cut@school.example",
        "remove account gone@school.example", "remove group empty",
      ])
  }

  @Test func `the same input gives the same plan`() {
    let first = plan(manifestOfAll, snapshotOfAll)
    #expect(plan(manifestOfAll, snapshotOfAll) == first)
  }

  @Test func `the summary counts groups and accounts together`() {
    let summary = plan(manifestOfAll, snapshotOfAll).summary
    #expect(summary.add == 4)
    #expect(summary.edit == 2)
    #expect(summary.rename == 1)
    #expect(summary.adopt == 1)
    #expect(summary.remove == 3)
    #expect(summary.unchanged == 0)
    #expect(summary.unmanaged == 0)
  }

  @Test func `names are ordered by bytes`() {
    let plan = plan(manifest([user("a_b"), user("a.b"), user("ab"), user("a-b")]), snapshot())
    #expect(plan.changes.map(\.address.localPart) == ["a-b", "a.b", "a_b", "ab"])
  }

  @Test func `a plan that a guard refuses says so`() {
    let plan = plan(manifest(), snapshot([live("head")]))
    #expect(plan.verdict == .refused)
  }

  @Test func `a plan knows what it was made from`() {
    let plan = plan(manifest([user("head")]), snapshot([live("head"), live("pa")]))
    #expect(plan.manifestDigest == "sha256:manifest")
    #expect(plan.storeID == "store")
    #expect(plan.sources.map(\.path) == ["rollbook.yaml"])
    #expect(plan.ownedBefore == 2)
  }
}
