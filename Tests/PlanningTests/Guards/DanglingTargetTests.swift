import MailModel
import Planning
import TestSupport
import Testing

@Suite struct DanglingTargetTests {
  private func judgments(
    _ users: [ListedUser], _ accounts: [LiveAccount], leavers: [Leaver] = [],
    groups: [LiveGroup] = []
  ) -> [Finding] {
    plan(manifest(users, leavers: leavers), snapshot(accounts, groups: groups))
      .findings("dangling-target")
  }

  @Test func `a target that the plan removes is refused`() {
    let findings = judgments(
      [user("head")],
      [live("head"), live("guest", [.forward: .forward("old")], isOwned: false), live("old")],
      leavers: [leaver("old")])
    #expect(findings.map(\.verdict) == [.refused])
    #expect(findings.first?.subject == "guest@school.example")
    #expect(
      findings.first?.message
        == "guest@school.example would send mail on to old@school.example, which would not exist")
  }

  @Test func `a sub-address reaches whom its name belongs to`() {
    let users = [
      user("head", [.forward: .forward("pa+lists", "desk+x", "all+y")]),
      user("pa", [.aliases: .aliases("desk")]),
    ]
    #expect(
      judgments(users, [], groups: [liveGroup("staff", [.address: .groupAddress("all")])])
        .map(\.verdict) == [.passed])
  }

  @Test func `a sub-address of nobody is refused`() {
    let users = [user("head", [.forward: .forward("nobody+x")])]
    #expect(judgments(users, []).map(\.verdict) == [.refused])
  }

  @Test func `a target's alias that the plan drops is refused`() {
    let findings = judgments(
      [user("pa", [.aliases: .aliases()])],
      [
        live("pa", [.aliases: .aliases("info")]),
        live("guest", [.forward: .forward("info")], isOwned: false),
      ])
    #expect(findings.map(\.verdict) == [.refused])
  }

  @Test func `a target that was missing before is a warning`() {
    let findings = judgments(
      [user("head")], [live("head"), live("guest", [.forward: .forward("old")], isOwned: false)])
    #expect(findings.map(\.verdict) == [.warning])
  }

  @Test func `a forward that the plan touches is refused`() {
    let findings = judgments(
      [user("head", [.forward: .forward("nobody")])], [live("head", [.forward: .nothing])])
    #expect(findings.map(\.verdict) == [.refused])
  }

  @Test func `an assistant who does not exist is found`() {
    let findings = judgments([user("head", [.assistant: .assistant("nobody")])], [live("head")])
    #expect(findings.map(\.verdict) == [.refused])
  }

  @Test func `another edit of the account does not touch its forward`() {
    let findings = judgments(
      [user("head", [.comment: .text("b")])],
      [live("head", [.comment: .text("a"), .forward: .forward("old")], owned: [.comment])])
    #expect(findings.map(\.verdict) == [.warning])
  }

  @Test func `a target in a domain that is not local passes`() {
    let findings = judgments(
      [user("head", [.forward: .forward("a@home.example")])], [live("head")])
    #expect(findings.map(\.verdict) == [.passed])
  }

  @Test func `every domain of a live account is local`() {
    let findings = judgments(
      [user("head", [.forward: .forward("nobody@other.example")])],
      [live("head"), live("guest@other.example", isOwned: false)])
    #expect(findings.map(\.verdict) == [.refused])
  }

  @Test func `names, aliases, group addresses and what is added exist`() {
    let findings = judgments(
      [
        user("head", [.forward: .forward("pa", "info", "team", "new")]), user("new"), user("pa"),
      ],
      [live("head"), live("pa", [.aliases: .aliases("info")], owned: [])],
      groups: [liveGroup("staff", [.address: .groupAddress("team")], isOwned: false)])
    #expect(findings.map(\.verdict) == [.passed])
  }

  @Test func `a forward that is switched off needs no target`() {
    let findings = judgments(
      [user("head", [.forward: .forward("nobody", enabled: false)])], [live("head")])
    #expect(findings.map(\.verdict) == [.passed])
  }

  @Test func `an account that leaves needs no target`() {
    let findings = judgments(
      [user("head")], [live("head"), live("old", [.forward: .forward("nobody")])],
      leavers: [leaver("old")])
    #expect(findings.map(\.verdict) == [.passed])
  }

  @Test func `at the end of a chain of any length it is found`() {
    let chain = (0..<20_000).map { index in
      live("u\(index)", [.forward: .forward("u\(index + 1)", keep: false)], isOwned: false)
    }
    #expect(
      judgments([user("head")], [live("head")] + chain).map(\.subject)
        == ["u19999@school.example"])
  }

  @Test func `one in any of many domains is local`() {
    let domains = (0..<50).map { "d\($0).example" }
    let findings = judgments(
      domains.map { user("a@\($0)", [.forward: .forward("nobody@\($0)")]) }, [])
    #expect(findings.count == 50)
  }

  @Test func `a group's address that the plan takes away is refused`() {
    let plan = plan(
      manifest([user("head")], groups: [group("staff", [.address: .nothing])]),
      snapshot(
        [live("head"), live("guest", [.forward: .forward("all")], isOwned: false)],
        groups: [liveGroup("staff", [.address: .groupAddress("all")])]))
    #expect(plan.verdicts("dangling-target") == [.refused])
  }
}
