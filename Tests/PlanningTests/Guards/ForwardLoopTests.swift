import MailModel
import Planning
import TestSupport
import Testing

@Suite struct ForwardLoopTests {
  private func judgments(_ users: [ListedUser], _ accounts: [LiveAccount]) -> [Finding] {
    plan(manifest(users), snapshot(accounts)).findings("forward-loop")
  }

  @Test func `a circle that the plan closes is refused`() {
    let findings = judgments(
      [user("a", [.forward: .forward("guest", keep: false)])],
      [
        live("a", [.forward: .nothing]),
        live("guest", [.forward: .forward("a", keep: false)], isOwned: false),
      ])
    #expect(findings.map(\.verdict) == [.refused])
    #expect(findings.first?.subjects == ["a@school.example", "guest@school.example"])
    #expect(
      findings.first?.message
        == "mail would go round and nobody would keep it: "
        + "a@school.example → guest@school.example → a@school.example")
  }

  @Test func `a circle through a sub-address is one`() {
    let findings = judgments(
      [user("a", [.forward: .forward("guest+x", keep: false)])],
      [
        live("a", [.forward: .nothing]),
        live("guest", [.forward: .forward("a+y", keep: false)], isOwned: false),
      ])
    #expect(findings.map(\.verdict) == [.refused])
  }

  @Test func `a circle that stood before and is not touched is a warning`() {
    let findings = judgments(
      [user("head")],
      [
        live("head"), live("x", [.forward: .forward("y", keep: false)], isOwned: false),
        live("y", [.forward: .forward("x", keep: false)], isOwned: false),
      ])
    #expect(findings.map(\.verdict) == [.warning])
  }

  @Test func `a circle in which someone keeps a copy passes`() {
    let findings = judgments(
      [user("a", [.forward: .forward("guest", keep: false)])],
      [
        live("a", [.forward: .nothing]),
        live("guest", [.forward: .forward("a", keep: true)], isOwned: false),
      ])
    #expect(findings.map(\.verdict) == [.passed])
  }

  @Test func `a forward that is switched off closes no circle`() {
    let findings = judgments(
      [user("a", [.forward: .forward("guest", keep: false, enabled: false)])],
      [
        live("a", [.forward: .nothing]),
        live("guest", [.forward: .forward("a", keep: false)], isOwned: false),
      ])
    #expect(findings.map(\.verdict) == [.passed])
  }

  @Test func `a circle by way of an alias is found`() {
    let findings = judgments(
      [user("a", [.aliases: .aliases("info"), .forward: .forward("guest", keep: false)])],
      [
        live("a", [.aliases: .aliases("info"), .forward: .nothing]),
        live("guest", [.forward: .forward("info", keep: false)], isOwned: false),
      ])
    #expect(findings.map(\.verdict) == [.refused])
  }

  @Test func `a circle that an added account closes is refused`() {
    let findings = judgments(
      [user("new", [.forward: .forward("guest", keep: false)])],
      [live("guest", [.forward: .forward("new", keep: false)], isOwned: false)])
    #expect(findings.map(\.verdict) == [.refused])
  }

  @Test func `two assistants of each other end after one hop`() {
    let findings = judgments(
      [user("head")],
      [
        live("head"), live("x", [.assistant: .assistant("y", only: true)], isOwned: false),
        live("y", [.assistant: .assistant("x", only: true)], isOwned: false),
      ])
    #expect(findings.map(\.verdict) == [.passed])
  }

  @Test func `an assistant who forwards back ends with a copy`() {
    let findings = judgments(
      [user("head")],
      [
        live("head"), live("x", [.assistant: .assistant("y", only: true)], isOwned: false),
        live("y", [.forward: .forward("x", keep: false)], isOwned: false),
      ])
    #expect(findings.map(\.verdict) == [.passed])
  }

  @Test(arguments: [false, true])
  func `a circle by way of a group is found`(_ keepsCopy: Bool) {
    let list: [Field: FieldValue] = [.group: .text("club")]
    let findings = plan(
      manifest(
        [
          user("a", list),
          user(
            "t", list.merging([.forward: .forward("club", keep: keepsCopy)]) { $1 }),
        ], groups: [group("club", [.address: .groupAddress("club")])]),
      snapshot([live("a", list), live("t", list.merging([.forward: .nothing]) { $1 })])
    ).findings("forward-loop")
    #expect(findings.map(\.verdict) == [keepsCopy ? .passed : .refused])
    let path = "t@school.example → club@school.example → t@school.example"
    #expect(findings[0].message.hasSuffix(path) == !keepsCopy)
  }

  @Test func `a circle that a moved alias closes is refused`() {
    let findings = judgments(
      [user("x", [.aliases: .aliases("desk")]), user("b", [.aliases: .addresses([])])],
      [
        live(
          "x", [.aliases: .addresses([]), .forward: .forward("y", keep: false)], isOwned: false),
        live("y", [.forward: .forward("desk", keep: false)], isOwned: false),
        live("b", [.aliases: .aliases("desk")]),
      ])
    #expect(findings.map(\.verdict) == [.refused])
  }

  @Test func `a circle that a removal opens passes`() {
    let plan = plan(
      manifest([user("head")], leavers: [leaver("x")]),
      snapshot([
        live("head"), live("x", [.forward: .forward("y", keep: false)]),
        live("y", [.forward: .forward("x", keep: false)], isOwned: false),
      ]))
    #expect(plan.verdicts("forward-loop") == [.passed])
  }

  @Test func `a long chain is no circle`() {
    let chain = names(200)
    let accounts = zip(chain, chain.dropFirst()).map { name, next in
      live(name, [.forward: .forward(next, keep: false)], isOwned: false)
    }
    let findings = judgments([user("head")], accounts + [live("head"), live("pupil0200")])
    #expect(findings.map(\.verdict) == [.passed])
  }

  @Test func `a chain of any length passes`() {
    let chain = (0..<20_000).map { index in
      live("u\(index)", [.forward: .forward("u\(index + 1)", keep: false)], isOwned: false)
    }
    #expect(
      judgments([user("u20000")], chain + [live("u20000")]).map(\.verdict) == [.passed])
  }

  @Test func `a circle of any length is found once`() {
    let circle = (0..<20_000).map { index in
      live(
        "u\(index)", [.forward: .forward("u\((index + 1) % 20_000)", keep: false)],
        isOwned: false)
    }
    #expect(judgments([user("head")], circle).map(\.measured) == [20_000])
  }
}
