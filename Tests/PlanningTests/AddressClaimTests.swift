import MailModel
import Planning
import TestSupport
import Testing

@Suite struct AddressClaimTests {
  @Test func `an alias moves between accounts that both stay`() {
    let draft = draft(
      manifest([user("a", [.aliases: .aliases()]), user("b", [.aliases: .aliases("info")])]),
      snapshot([live("a", [.aliases: .aliases("info")]), live("b", [.aliases: .aliases()])]))
    #expect(draft.diagnostics.isEmpty)
    #expect(draft.changes.count == 2)
  }

  @Test func `a renamed account may keep its old name as an alias`() {
    let draft = draft(
      manifest([user("new", [.aliases: .aliases("old")], was: "old")]),
      snapshot([live("old", [.aliases: .aliases()])]))
    #expect(draft.diagnostics.isEmpty)
  }

  @Test func `an alias that an unlisted account has is taken`() {
    let draft = draft(
      manifest([user("b", [.aliases: .aliases("info")])]),
      snapshot([
        live("a", [.aliases: .aliases("info")], isOwned: false), live("b", [.aliases: .aliases()]),
      ]))
    #expect(draft.codes == ["address-taken"])
    #expect(draft.diagnostics.first?.place?.line == 10)
  }

  @Test func `an alias that a listed account keeps unmanaged is taken`() {
    let draft = draft(
      manifest([user("a"), user("b", [.aliases: .aliases("info")])]),
      snapshot([
        live("a", [.aliases: .aliases("info")], owned: []), live("b", [.aliases: .aliases()]),
      ]))
    #expect(draft.codes == ["address-taken"])
  }

  @Test func `a name that is someone's alias can't be added`() {
    let draft = draft(
      manifest([user("info")]), snapshot([live("a", [.aliases: .aliases("info")])]))
    #expect(draft.codes == ["address-taken"])
  }

  @Test func `a name that is someone's alias can't be taken by a rename`() {
    let draft = draft(
      manifest([user("info", was: "b")]),
      snapshot([live("a", [.aliases: .aliases("info")], owned: []), live("b")]))
    #expect(draft.codes == ["address-taken"])
  }

  @Test func `an alias that is an unlisted account's name is taken`() {
    let draft = draft(
      manifest([user("b", [.aliases: .aliases("guest")])]),
      snapshot([live("b", [.aliases: .aliases()]), live("guest", isOwned: false)]))
    #expect(draft.codes == ["address-taken"])
  }

  @Test(arguments: [
    ("old", "`old-left@school.example: { was: old@school.example }` and its other keys listed"),
    ("info", "old@school.example listed without it"),
  ])
  func `an address of an account that leaves can't be given on in the same plan`(
    name: String, way: String
  ) {
    let draft = draft(
      manifest([user("b", [.aliases: .aliases(name)])], leavers: [leaver("old")]),
      snapshot([live("b", [.aliases: .aliases()]), live("old", [.aliases: .aliases("info")])]))
    #expect(draft.codes == ["address-still-leaving"])
    #expect(draft.diagnostics.first?.help?.contains(way) == true)
  }

  @Test func `the name that its holder is to wait under is nobody's`() {
    let draft = draft(
      manifest(
        [user("b", [.aliases: .aliases("old")]), user("old-left")], leavers: [leaver("old")]),
      snapshot([live("b", [.aliases: .aliases()]), live("old")]) {
        $0.trash = [trashItem("old-left2")]
      })
    #expect(draft.diagnostics.first?.help?.contains("`old-left3@school.example: {") == true)
  }

  @Test func `an address changes hands at once where its holder stays`() {
    let before = snapshot([
      live("b", [.aliases: .aliases()]), live("old", [.aliases: .aliases("info")]),
    ])
    let alias = draft(
      manifest([user("b", [.aliases: .aliases("info")]), user("old", [.aliases: .aliases()])]),
      before)
    let name = draft(
      manifest([user("b", [.aliases: .aliases("old")]), user("old-left", was: "old")]), before)
    #expect(alias.codes == [])
    #expect(name.codes == [])
  }

  @Test func `an address of a removal that is held back is not free either`() {
    let draft = draft(
      manifest([user("b", [.aliases: .aliases("old")])], leavers: [leaver("old")]),
      snapshot([live("b", [.aliases: .aliases()]), live("old")]), context(holds: true))
    #expect(draft.codes == ["address-still-leaving"])
  }

  @Test func `a group's address that stays is taken`() {
    let draft = draft(
      manifest([user("team")]),
      snapshot(groups: [liveGroup("staff", [.address: .groupAddress("team")], isOwned: false)]))
    #expect(draft.codes == ["address-taken"])
  }

  @Test func `a group's address moves to an account when the group gives it up`() {
    let draft = draft(
      manifest(
        [user("team")], groups: [group("staff", [.address: .groupAddress("staff")])]),
      snapshot(groups: [liveGroup("staff", [.address: .groupAddress("team")])]))
    #expect(draft.diagnostics.isEmpty)
  }

  @Test func `a group can't take a live account's name as its address`() {
    let draft = draft(
      manifest([user("b")], groups: [group("staff", [.address: .groupAddress("guest")])]),
      snapshot([live("b"), live("guest", isOwned: false)]))
    #expect(draft.codes == ["address-taken"])
  }

  @Test func `an edit does not free an account's name`() {
    let draft = draft(
      manifest([
        user("a", [.aliases: .aliases("b")]), user("b", [.comment: .text("new")]),
      ]),
      snapshot([live("a", [.aliases: .aliases()]), live("b", [.comment: .text("old")])]))
    #expect(draft.codes == ["address-taken"])
  }

  @Test func `a name that a rename frees may become another account's alias`() {
    let draft = draft(
      manifest([user("a", [.aliases: .aliases("old")]), user("new", was: "old")]),
      snapshot([live("a", [.aliases: .aliases()]), live("old")]))
    #expect(draft.diagnostics.isEmpty)
  }

  @Test func `of many groups the one that has the address is named`() {
    let draft = draft(
      manifest([user("b", [.aliases: .aliases("lab0042-all")])]),
      snapshot(
        [live("b", [.aliases: .aliases()])],
        groups: names(60, "lab").map { liveGroup($0, [.address: .groupAddress("\($0)-all")]) }))
    #expect(
      draft.diagnostics.map(\.message) == [
        "lab0042-all@school.example can't be given to b@school.example: "
          + "it belongs to group lab0042"
      ])
  }
}
