import MailModel
import Planning
import TestSupport
import Testing

/// Routes once a plan is done.
@Suite struct RoutesTests {
  private func receivers(_ asked: String, _ draft: UnjudgedPlan) -> [String] {
    let route = draft.route(to: address(asked), from: nil)
    return route.receivers.isEmpty ? [route.answer.rawValue] : route.receivers.map(\.address.text)
  }

  @Test func `a renamed account gets its mail under its new name alone`() {
    let draft = draft(manifest([user("new", was: "old")]), snapshot([live("old")]))
    #expect(receivers("new", draft) == ["new@school.example"])
    #expect(receivers("old", draft) == ["unknown"])
  }

  @Test func `an alias that changes hands leads to its new owner`() {
    let draft = draft(
      manifest([
        user("ada", [.aliases: .addresses([])]),
        user("ben", [.aliases: .addresses([address("info")])]),
      ]),
      snapshot([
        live("ada", [.aliases: .addresses([address("info")])]),
        live("ben", [.aliases: .addresses([])]),
      ]))
    #expect(receivers("info", draft) == ["ben@school.example"])
  }

  @Test func `members of a renamed group get its mail`() {
    let draft = draft(
      manifest(
        [user("ada", [.group: .text("form-8")]), user("new", [.group: .text("form-8")])],
        groups: [group("form-8", [.address: .groupAddress("form")], was: "form-7")]),
      snapshot(
        [live("ada", [.group: .text("form-7")]), live("guest", [.group: .text("form-7")])],
        groups: [liveGroup("form-7", [.address: .groupAddress("form")])]))
    #expect(
      receivers("form", draft) == [
        "ada@school.example", "guest@school.example", "new@school.example",
      ])
  }

  @Test func `an account left over by a stopped run gets its mail again`() {
    let draft = draft(manifest([user("ada")]), snapshot([live("ada", isLeaving: true)]))
    #expect(receivers("ada", draft) == ["ada@school.example"])
  }
}
