import MailModel
import Planning
import TestSupport
import Testing

@Suite struct DeliveryDiffTests {
  /// `info: ada -> ben`, by local parts; answers where nobody gets it.
  private func lines(_ manifest: Manifest, _ snapshot: Snapshot) -> [String] {
    plan(manifest, snapshot).delivery.map { change in
      let sides = [change.before, change.after].map { side in
        side.count == 0
          ? side.answer.rawValue
          : (side.receivers ?? []).map { String($0.address.localPart) }.joined(separator: ",")
      }
      return "\(change.address.localPart): \(sides[0]) -> \(sides[1])"
    }
  }

  @Test func `a plan in sync changes no delivery`() {
    let accounts = [live("ada", [.forward: .forward("ben")]), live("ben")]
    #expect(lines(manifest(listed(accounts)), snapshot(accounts)) == [])
  }

  @Test func `fields that route nothing change no delivery`() {
    #expect(
      lines(
        manifest([user("ada", [.comment: .text("new"), .quota: .quota(Quota(bytes: 1 << 30))])]),
        snapshot([live("ada", [.comment: .text("old")])])) == [])
  }

  @Test func `the old name of a renamed account bounces`() {
    #expect(
      lines(manifest([user("new", was: "old")]), snapshot([live("old"), live("x")]))
        == ["new: unknown -> new", "old: old -> unknown"])
  }

  @Test func `an autoresponder that discards takes the mail away`() {
    let reply = FieldValue.autoresponder(
      Autoresponder(subject: "s", message: "m", keepsOriginal: false))
    #expect(
      lines(
        manifest([user("ada", [.autoresponder: reply])]),
        snapshot([live("ada", [.autoresponder: .nothing])])) == ["ada: ada -> answered"])
  }

  @Test(arguments: [-1, 0, 30] as [Int64])
  func `one whose days are over takes nothing away`(_ end: Int64) {
    let reply = FieldValue.autoresponder(
      Autoresponder(
        subject: "s", message: "m", until: Day(secondsSince1970: testNow + end * 86_400),
        keepsOriginal: false))
    #expect(
      lines(
        manifest([user("ada", [.autoresponder: reply])]),
        snapshot([live("ada", [.autoresponder: .nothing])]))
        == (end < 0 ? [] : ["ada: ada -> answered"]))
  }

  @Test func `a new domain takes along whoever sends to it`() {
    #expect(
      lines(
        manifest([user("ben", [.aliases: .addresses([address("ben@mail.example")])])]),
        snapshot([
          live("ada", [.forward: .forward("x@mail.example", keep: false)], isOwned: false),
          live("ben", [.aliases: .addresses([])]),
        ])) == ["ada: x -> lost", "ben: elsewhere -> ben"])
  }

  @Test func `a new address that leads to somebody else is told`() {
    let plan = plan(
      manifest([user("a", [.forward: .forward("b", keep: false)]), user("b")]), snapshot())
    #expect(plan.delivery.filter { $0.kind == .other }.map(\.address) == [address("a")])
  }

  @Test func `a swap says who is renamed`() {
    let plan = plan(
      manifest([user("ada", was: "ben"), user("ben", was: "ada")]),
      snapshot([live("ada"), live("ben")]))
    #expect(plan.delivery.map(\.address) == [address("ada"), address("ben")])
    #expect(plan.delivery.first?.renamed == [address("ada"): address("ben")])
  }

  @Test func `an alias of a renamed account reaches whom it reached`() {
    let aliases: [Field: FieldValue] = [.aliases: .addresses([address("info")])]
    #expect(
      lines(
        manifest([user("new", aliases, was: "old")]), snapshot([live("old", aliases)])
      ).contains { $0.hasPrefix("info") } == false)
  }

  @Test func `whoever forwards to a changed account is named, and its groups and aliases too`() {
    let found = lines(
      manifest([
        user("ben", [.forward: .forward("x@home.example")])
      ]),
      snapshot(
        [
          live(
            "ada",
            [
              .forward: .forward("ben"), .aliases: .addresses([address("info")]),
              .group: .text("staff"),
            ]),
          live("ben", [.forward: .nothing]), live("cy", [.forward: .forward("staff")]), live("dee"),
        ], groups: [liveGroup("staff", [.address: .groupAddress("staff")])]))
    #expect(
      found == [
        "ada: ada,ben -> ada,ben,x", "ben: ben -> ben,x", "cy: ada,ben,cy -> ada,ben,cy,x",
        "info: ada,ben -> ada,ben,x", "staff: ada,ben -> ada,ben,x",
      ])
  }

  @Test func `who joins and who leaves a group changes its address`() {
    let groups = [group("a"), group("b")]
    let liveGroups = [
      liveGroup("a", [.address: .groupAddress("all-a")], isOwned: false),
      liveGroup("b", [.address: .groupAddress("all-b")], isOwned: false),
    ]
    #expect(
      lines(
        manifest([user("ada", [.group: .text("b")])], groups: groups),
        snapshot(
          [live("ada", [.group: .text("a")]), live("ben", [.group: .text("a")])],
          groups: liveGroups)) == ["all-a: ada,ben -> ben", "all-b: unknown -> ada"])
  }

  @Test func `a group's new address and its old one are named`() {
    #expect(
      lines(
        manifest([user("ada")], groups: [group("a", [.address: .groupAddress("new")])]),
        snapshot(
          [live("ada", [.group: .text("a")], owned: [])],
          groups: [liveGroup("a", [.address: .groupAddress("old")])]))
        == ["new: unknown -> ada", "old: ada -> unknown"])
  }

  @Test func `additions and removals are told apart from what else changes`() {
    let changes = plan(
      manifest(
        [user("new", [.aliases: .addresses([address("n")])])], leavers: [leaver("old")]),
      snapshot([
        live("old", [.aliases: .addresses([address("o")])]), live("ada"),
      ])
    ).delivery
    #expect(changes.map(\.address.localPart) == ["n", "new", "o", "old"])
    #expect(changes.map(\.kind) == [.newMailbox, .newMailbox, .removed, .removed])
  }

  @Test(arguments: [20, 21])
  func `more than twenty receivers are counted, and who comes is named`(_ count: Int) {
    let members = crowd(count - 1).map { live($0.address.text, [.group: .text("a")]) }
    let groups = [liveGroup("a", [.address: .groupAddress("all")], isOwned: false)]
    let change = plan(
      manifest([user("zoe", [.group: .text("a")])], groups: [group("a")]),
      snapshot(members, groups: groups)
    ).delivery.first { $0.address == address("all") }
    #expect(change?.before.count == count - 1)
    #expect(change?.after.count == count)
    #expect(change?.after.receivers?.count == (count > 20 ? nil : count))
    #expect(change?.gains == [.mailbox(address("zoe"))])
    #expect(change?.loses == [])
  }
}
