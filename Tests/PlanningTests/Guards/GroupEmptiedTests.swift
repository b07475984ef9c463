import MailModel
import Planning
import TestSupport
import Testing

@Suite struct GroupEmptiedTests {
  /// Moves `count` of the `members` of year-7 to `target`, which `others` are in already.
  private func judgments(
    _ count: Int, of members: Int, to target: String = "other", others: Int = 1,
    _ context: PlanContext = context()
  ) -> [Finding] {
    let accounts =
      names(members).map { live($0, [.group: .text("year-7")]) }
      + names(others, "other").map { live($0, [.group: .text("other")]) }
    let users = listed(accounts).enumerated().map { index, listed in
      var user = listed
      if index < count { user.values[.group] = .text(target) }
      return user
    }
    return plan(
      manifest(users), snapshot(accounts, groups: [liveGroup("other"), liveGroup("year-7")]),
      context
    ).findings("group-emptied")
  }

  @Test(arguments: [(4, Finding.Verdict.passed), (5, .passed), (6, .refused)])
  func `a group of ten may lose half`(count: Int, verdict: Finding.Verdict) {
    #expect(judgments(count, of: 10).map(\.verdict) == [verdict])
  }

  @Test(arguments: [(5, Finding.Verdict.passed), (6, .refused)])
  func `half of an odd number rounds down`(count: Int, verdict: Finding.Verdict) {
    #expect(judgments(count, of: 11).map(\.verdict) == [verdict])
  }

  @Test(arguments: [(7, Finding.Verdict.passed), (8, .passed), (9, .refused)])
  func `a smaller group may lose all but its last`(count: Int, verdict: Finding.Verdict) {
    #expect(judgments(count, of: 9).map(\.verdict) == [verdict])
  }

  @Test func `a group of one may not lose it`() {
    #expect(judgments(1, of: 1).map(\.verdict) == [.refused])
    #expect(judgments(1, of: 1).map(\.limit) == [0])
  }

  @Test func `a group without members has nothing to lose`() {
    #expect(judgments(0, of: 0).map(\.verdict) == [.passed])
    #expect(judgments(0, of: 0).map(\.subject) == [nil])
  }

  @Test func `the finding says measured, limit, base and the way out`() throws {
    let finding = try #require(judgments(6, of: 10).first)
    #expect(finding.subject == "year-7")
    #expect(finding.measured == 6)
    #expect(finding.limit == 5)
    #expect(finding.base == 10)
    #expect(finding.message == "group year-7 would lose 6 of its 10 members, the limit is 5")
    #expect(finding.allow == "--allow group-emptied:year-7")
    #expect(finding.subjects.count == 6)
  }

  @Test func `its name allows it, another group's does not`() {
    #expect(
      judgments(6, of: 10, context(allow: "group-emptied:year-7")).map(\.verdict) == [.allowed])
    #expect(
      judgments(6, of: 10, context(allow: "group-emptied:other")).map(\.verdict) == [.refused])
  }

  @Test func `members that go to a new group follow a renamed one`() {
    #expect(judgments(10, of: 10, to: "class-7").map(\.verdict) == [.passed])
  }

  @Test func `members of a group that stays declared do not follow it`() {
    let accounts = names(10).map { live($0, [.group: .text("year-7")]) }
    let users = names(10).map { user($0, [.group: .text("class-7")]) }
    let plan = plan(
      manifest(users, groups: [group("year-7"), group("class-7")]),
      snapshot(accounts, groups: [liveGroup("year-7"), liveGroup("class-7")]))
    #expect(plan.verdicts("group-emptied") == [.refused])
  }

  @Test func `a renamed group loses nobody`() {
    let accounts = names(12).map { live($0, [.group: .text("year-7")]) }
    let users = names(12).map { user($0, [.group: .text("year-8")]) }
    let plan = plan(
      manifest(users, groups: [group("year-8", was: "year-7")]),
      snapshot(accounts, groups: [liveGroup("year-7")]))
    #expect(plan.verdicts("group-emptied") == [.passed])
    #expect(plan.verdict == .ready)
  }

  @Test func `a renamed group that loses its members is refused by its new name`() throws {
    let accounts = names(12).map { live($0, [.group: .text("year-7")]) }
    let users = names(12).map { user($0, [.group: .text("other")]) }
    let finding = try #require(
      plan(
        manifest(users, groups: [group("year-8", was: "year-7"), group("other")]),
        snapshot(accounts, groups: [liveGroup("year-7"), liveGroup("other")])
      ).findings("group-emptied").first)
    #expect(finding.verdict == .refused)
    #expect(finding.measured == 12)
    #expect(finding.base == 12)
    #expect(finding.allow == "--allow group-emptied:year-8")
  }

  @Test func `members that go to several new groups follow one of them only`() throws {
    let accounts = names(10).map { live($0, [.group: .text("year-7")]) }
    let users = names(10).enumerated().map { index, name in
      user(name, [.group: .text(index < 4 ? "a" : "b")])
    }
    let finding = try #require(
      plan(manifest(users), snapshot(accounts)).findings("group-emptied").first)
    #expect(finding.measured == 4)
  }

  @Test func `only the net loss counts`() {
    let accounts =
      names(10, "seven").map { live($0, [.group: .text("year-7")]) }
      + names(10, "eight").map { live($0, [.group: .text("year-8")]) }
    let users =
      names(10, "seven").map { user($0, [.group: .text("year-8")]) }
      + names(10, "eight").map { user($0, [.group: .text("year-7")]) }
    #expect(
      plan(manifest(users), snapshot(accounts)).verdicts("group-emptied") == [.passed])
  }

  @Test func `members that are added make up for those who leave`() {
    let accounts = [live("old", [.group: .text("year-7")])]
    let plan = plan(
      manifest([user("new", [.group: .text("year-7")])], leavers: [leaver("old")]),
      snapshot(accounts))
    #expect(plan.verdicts("group-emptied") == [.passed])
  }

  @Test func `members that leave for good are lost`() {
    let plan = plan(
      manifest([user("head")], leavers: [leaver("old")]),
      snapshot([live("head"), live("old", [.group: .text("year-7")])]))
    #expect(plan.verdicts("group-emptied") == [.refused])
  }

  @Test func `of very many groups each is judged on its own`() {
    let groups = names(4_000, "lab")
    let accounts = groups.flatMap { group in
      ["a", "b"].map { live("\($0)-\(group)", [.group: .text(group)]) }
    }
    let moving = Set(["a-lab0005", "b-lab0005", "a-lab3999"].map(address))
    let users = listed(accounts).map { listed in
      var user = listed
      if moving.contains(user.address) { user.values[.group] = .text("lab0001") }
      return user
    }
    let findings = plan(
      manifest(users), snapshot(accounts, groups: groups.map { liveGroup($0) })
    ).findings("group-emptied")
    #expect(findings.map(\.subject) == ["lab0005", "lab3999"])
    #expect(findings.map(\.verdict) == [.refused, .passed])
  }

  @Test func `who comes is counted beside who leaves`() throws {
    let accounts =
      (1...12).map { live("a\($0)", [.group: .text("year-7")]) }
      + (1...5).map { live("b\($0)", [.group: .text("year-8")]) }
    let users =
      (1...12).map { user("a\($0)", [.group: .text("year-8")]) }
      + (1...5).map { user("b\($0)", [.group: .text("year-7")]) }
    let plan = plan(
      manifest(users, groups: [group("year-7"), group("year-8")]) { $0.minimumAdmins = 0 },
      snapshot(accounts, groups: [liveGroup("year-7"), liveGroup("year-8")]))
    let finding = try #require(
      plan.findings("group-emptied").first { $0.subject == "year-7" })
    #expect(finding.measured == 7)
    #expect(finding.subjects.count == 12)
    #expect(
      finding.message
        == "group year-7 would lose 7 of its 12 members, the limit is 6: 12 leave, 5 come")
  }
}
