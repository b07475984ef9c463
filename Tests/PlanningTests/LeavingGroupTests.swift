import MailModel
import Planning
import TestSupport
import Testing

@Suite struct LeavingGroupTests {
  private func leaving(
    _ name: String, groups: [DesiredGroup], live: [LiveGroup], of group: String = "form-7",
    formerNames: [String: Set<String>] = [:]
  ) -> UnjudgedPlan {
    draft(
      manifest([user("head")], groups: groups, leavers: [leavers(ofGroup: name)]),
      snapshot(
        [TestSupport.live("head"), TestSupport.live("a", [.group: .text(group)])], groups: live
      ) { $0.formerGroupNames = formerNames })
  }

  @Test(arguments: ["form-7", "form-8"])
  func `both names of a renamed group mean it`(name: String) {
    let draft = leaving(
      name, groups: [group("form-8", was: "form-7")], live: [liveGroup("form-7")])
    #expect(draft.removals.map(\.address) == [address("a")])
    #expect(draft.codes == [])
    #expect(draft.changes.first?.members == 0)
  }

  @Test(arguments: ["form-7", "form-8"])
  func `both names mean it once the rename is done`(name: String) {
    let draft = leaving(
      name, groups: [group("form-8", was: "form-7")], live: [liveGroup("form-8")], of: "form-8",
      formerNames: ["form-8": ["form-7"]])
    #expect(draft.removals.map(\.address) == [address("a")])
    #expect(draft.codes == [])
  }

  @Test func `a name that two groups have, before and after, is an error`() {
    let draft = leaving(
      "form-7", groups: [group("form-7", was: "form-6"), group("form-8", was: "form-7")],
      live: [liveGroup("form-6"), liveGroup("form-7")])
    #expect(draft.codes == ["ambiguous-leaver-group"])
    #expect(draft.removals.isEmpty)
    #expect(
      draft.diagnostics.first?.help
        == "let the leavers go in a run of their own first, or write form-8")
  }

  @Test func `a new name that is as unclear is no way out`() {
    let draft = leaving(
      "form-7", groups: [group("form-7", was: "form-8"), group("form-8", was: "form-7")],
      live: [liveGroup("form-7"), liveGroup("form-8")])
    #expect(draft.diagnostics.first?.help == "let the leavers go in a run of their own first")
  }

  @Test func `a former name of two groups means neither`() {
    let draft = leaving(
      "form-7", groups: [], live: [liveGroup("b"), liveGroup("c")],
      formerNames: ["b": ["form-7"], "c": ["form-7"]])
    #expect(draft.codes == ["unknown-leaver-group"])
  }

  @Test func `a live group goes before a former name`() {
    let draft = leaving(
      "form-7", groups: [], live: [liveGroup("form-7"), liveGroup("form-8")],
      formerNames: ["form-8": ["form-7"]])
    #expect(draft.removals.map(\.address) == [address("a")])
  }
}
