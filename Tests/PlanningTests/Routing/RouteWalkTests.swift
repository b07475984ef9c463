import MailModel
import Planning
import TestSupport
import Testing

@Suite struct RouteWalkTests {
  private let today = Day(secondsSince1970: testNow)

  private func route(
    _ asked: String, _ accounts: [LiveAccount], groups: [LiveGroup] = [], from sender: String? = nil
  ) -> Route {
    snapshot(accounts, groups: groups)
      .route(to: address(asked), from: sender.map(address), on: today)
  }

  /// `head`, and `x@home.example (outside)`.
  private func receivers(_ route: Route) -> [String] {
    route.receivers.map { receiver in
      receiver.isMailbox
        ? String(receiver.address.localPart) : "\(receiver.address) (outside)"
    }
  }

  private func assistant(_ names: String..., only: Bool = false) -> FieldValue {
    .assistant(Assistant(targets: names.map(address), isOnly: only))
  }

  @Test func `an alias and a sub-address reach the account`() {
    let accounts = [live("head", [.aliases: .addresses([address("boss")])])]
    for asked in ["head", "boss", "head+lists", "boss+lists"] {
      #expect(receivers(route(asked, accounts)) == ["head"], "\(asked)")
    }
  }

  @Test func `an address that nobody has is unknown, and one of another domain elsewhere`() {
    #expect(route("nobody", [live("head")]).answer == .unknown)
    #expect(route("x@home.example", [live("head")]).answer == .elsewhere)
  }

  @Test func `a forward that keeps a copy reaches both, and one that does not the target alone`() {
    let kept = [live("head", [.forward: .forward("x@home.example", keep: true)])]
    #expect(receivers(route("head", kept)) == ["head", "x@home.example (outside)"])
    let sent = [live("head", [.forward: .forward("x@home.example", keep: false)])]
    #expect(receivers(route("head", sent)) == ["x@home.example (outside)"])
  }

  @Test func `a forward whose only target is leaving keeps the mail, whether or not it answers`() {
    let reply = FieldValue.autoresponder(Autoresponder(subject: "s", message: "m"))
    for values: [Field: FieldValue] in [[:], [.autoresponder: reply]] {
      let forwarding = values.merging([.forward: .forward("cy", keep: false)]) { $1 }
      let accounts = [live("head", forwarding), live("cy", isLeaving: true)]
      #expect(receivers(route("head", accounts)) == ["head"])
    }
  }

  @Test func `a forward that is switched off does nothing`() {
    let accounts = [
      live("head", [.forward: .forward("x@home.example", keep: false, enabled: false)])
    ]
    #expect(receivers(route("head", accounts)) == ["head"])
  }

  @Test func `a group reaches each member once, and those that are leaving not at all`() {
    let accounts = [
      live("ada", [.group: .text("staff")]),
      live("ben", [.group: .text("staff"), .forward: .forward("ada")]),
      live("cy", [.group: .text("staff")], isLeaving: true), live("dee"),
    ]
    let groups = [liveGroup("staff", [.address: .groupAddress("all")])]
    let route = route("all", accounts, groups: groups)
    #expect(receivers(route) == ["ada", "ben"])
    #expect(route.hops.filter { $0.end == .again }.count == 1)
  }

  @Test func `a group that has nobody is unknown`() {
    let groups = [liveGroup("staff", [.address: .groupAddress("all")])]
    #expect(route("all", [live("dee")], groups: groups).answer == .unknown)
  }

  @Test func `nothing is sent on to a group that has nobody`() {
    let groups = [liveGroup("club", [.address: .groupAddress("club")])]
    let accounts = [
      live("ada", [.forward: .forward("club", keep: false)]),
      live("ben", [.assistant: assistant("club", only: true)]),
      live("cid", [.assistant: assistant("club", "dee", only: true)]), live("dee"),
    ]
    #expect(receivers(route("ada", accounts, groups: groups)) == ["ada"])
    #expect(receivers(route("ben", accounts, groups: groups)) == ["ben"])
    #expect(receivers(route("cid", accounts, groups: groups)) == ["dee"])
  }

  @Test func `mail to an account that is leaving is deferred under all its names`() {
    let accounts = [live("head", [.aliases: .addresses([address("boss")])], isLeaving: true)]
    #expect(route("head", accounts).answer == .deferred)
    #expect(route("boss", accounts).answer == .deferred)
  }

  @Test func `nobody forwards to an account that is leaving`() {
    let accounts = [
      live("head", [.forward: .forward("pa", "x@home.example", keep: false)]),
      live("pa", isLeaving: true),
    ]
    #expect(receivers(route("head", accounts)) == ["x@home.example (outside)"])
  }

  @Test func `an assistant gets a copy, but not of its own mail`() {
    let accounts = [
      live("head", [.assistant: assistant("pa")]),
      live("pa", [.aliases: .addresses([address("office")])]),
    ]
    #expect(receivers(route("head", accounts)) == ["head", "pa"])
    #expect(receivers(route("head", accounts, from: "pa")) == ["head"])
    #expect(receivers(route("head", accounts, from: "office")) == ["head"])
  }

  @Test func `an assistant in one's place gets it alone, but for its own mail`() {
    let accounts = [live("head", [.assistant: assistant("pa", only: true)]), live("pa")]
    #expect(receivers(route("head", accounts)) == ["pa"])
    #expect(receivers(route("head", accounts, from: "pa")) == ["head"])
  }

  @Test func `an assistant that is leaving leaves the mail where it was to go`() {
    let accounts = [
      live("head", [.assistant: assistant("pa", only: true)]), live("pa", isLeaving: true),
    ]
    #expect(receivers(route("head", accounts)) == ["head"])
  }

  @Test func `a copy for an assistant goes to no further assistant`() {
    let accounts = [
      live("head", [.assistant: assistant("pa")]), live("pa", [.assistant: assistant("temp")]),
      live("temp"),
    ]
    #expect(receivers(route("head", accounts)) == ["head", "pa"])
    #expect(receivers(route("pa", accounts)) == ["pa", "temp"])
  }

  @Test func `a circle ends, and without a copy nobody gets the mail`() {
    let kept = [live("a", [.forward: .forward("b")]), live("b", [.forward: .forward("a")])]
    #expect(receivers(route("a", kept)) == ["a", "b"])
    let lost = [
      live("a", [.forward: .forward("b", keep: false)]),
      live("b", [.forward: .forward("a", keep: false)]),
    ]
    #expect(route("a", lost).answer == .lost)
  }

  @Test func `a chain of thousands is walked to its end`() {
    let names = names(5_000, "link")
    let accounts = zip(names, names.dropFirst() + ["end"]).map {
      live($0, [.forward: .forward($1, keep: false)])
    }
    #expect(receivers(route(names[0], accounts + [live("end")])) == ["end"])
  }

  @Test func `an autoresponder says why it is silent`() {
    func reply(
      _ asked: String, _ values: [Field: FieldValue], from: Day? = nil, keep: Bool = true
    ) -> Route.Reply? {
      var values = values
      values[.autoresponder] = .autoresponder(
        Autoresponder(subject: "Away", message: "away", from: from, keepsOriginal: keep))
      values[.group] = .text("staff")
      let groups = [liveGroup("staff", [.address: .groupAddress("all")])]
      return route(asked, [live("head", values)], groups: groups).hops.compactMap(\.reply).first
    }
    #expect(reply("head", [:]) == .answers)
    #expect(reply("head", [:], keep: false) == .answersAndDiscards)
    #expect(reply("head+x", [:], keep: false) == .answersAndDiscards)
    #expect(reply("boss+x", [.aliases: .addresses([address("boss")])]) == .answers)
    #expect(reply("head", [:], from: today) == .answers)
    #expect(
      reply("head", [:], from: Day(secondsSince1970: testNow + 86_400)) == .isSilent(.otherDays))
    #expect(reply("all", [:]) == .isSilent(.notAddressed))
    #expect(
      reply("head", [.forward: .forward("x@home.example", keep: false)]) == .isSilent(.noCopy))
  }
}
