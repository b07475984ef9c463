import MailModel
import Planning
import TestSupport
import Testing

@Suite struct ShrunkenSourceTests {
  private let files = ["rollbook.yaml", "pupils.csv"]

  /// A roster that gave `before` accounts and gives `now` of them.
  private func judged(
    _ now: Int, of before: Int, leavers: [Leaver] = [], extra: [ListedUser] = [],
    _ context: PlanContext = context()
  ) -> Finding? {
    let accounts = crowd(before, source: 0)
    return plan(
      manifest(
        [user("head")] + listed(accounts.prefix(now), file: 1) + extra, leavers: leavers,
        files: files),
      snapshot([live("head", source: 1)] + accounts, sources: ["pupils.csv", "rollbook.yaml"]),
      context
    ).findings("shrunken-source").first { $0.subject == "pupils.csv" }
  }

  @Test(arguments: [(15, Finding.Verdict.passed), (14, .passed), (13, .refused)])
  func `a file may lose 30 percent`(now: Int, verdict: Finding.Verdict) {
    #expect(judged(now, of: 20)?.verdict == verdict)
  }

  @Test func `the finding says measured, limit, base and the way out`() throws {
    let finding = try #require(judged(13, of: 20))
    #expect(finding.measured == 7)
    #expect(finding.limit == 6)
    #expect(finding.base == 20)
    #expect(finding.message == "pupils.csv has 13 entries of 20 at the last apply, it may lose 6")
    #expect(finding.allow == "--allow shrunken-source:pupils.csv")
  }

  @Test func `its name allows it, another file's does not`() {
    #expect(
      judged(0, of: 20, context(allow: "shrunken-source:pupils.csv"))?.verdict == .allowed)
    #expect(
      judged(0, of: 20, context(allow: "shrunken-source:rollbook.yaml"))?.verdict == .refused)
  }

  @Test func `a file of one entry may not lose it`() {
    #expect(judged(0, of: 1)?.verdict == .refused)
    #expect(judged(1, of: 1)?.verdict == .passed)
  }

  @Test func `a file that was never applied has no figure`() {
    #expect(judged(0, of: 0) == nil)
    let plan = plan(manifest([user("head")]), snapshot())
    #expect(plan.findings("shrunken-source").map(\.base) == [0])
  }

  @Test func `those that are leavers now are taken off the old figure`() throws {
    let finding = try #require(
      judged(10, of: 20, leavers: names(20).dropFirst(10).map { leaver($0, purge: true) }))
    #expect(finding.base == 10)
    #expect(finding.verdict == .passed)
  }

  @Test func `those that another file lists now are taken off the old figure`() throws {
    let moved = names(20).dropFirst(10).map { user($0) }
    let finding = try #require(judged(10, of: 20, extra: moved))
    #expect(finding.base == 10)
    #expect(finding.verdict == .passed)
  }

  @Test func `a renamed account stays with its file`() throws {
    let finding = try #require(
      judged(0, of: 1, extra: [user("fresh", was: "pupil0001", file: 1)]))
    #expect(finding.measured == 0)
  }

  @Test func `new entries make up for lost ones`() {
    let extra = names(20, "new").map { user($0, file: 1) }
    #expect(judged(0, of: 20, extra: extra)?.verdict == .passed)
  }

  @Test func `a file that is no longer read has lost everything`() {
    let plan = plan(
      manifest([user("head")]),
      snapshot(
        [live("head", source: 0)] + crowd(5, source: 1), sources: ["rollbook.yaml", "gone.yaml"]))
    let finding = plan.findings("shrunken-source").first { $0.subject == "gone.yaml" }
    #expect(finding?.verdict == .refused)
    #expect(finding?.measured == 5)
  }

  @Test func `removals by omission are a loss`() {
    let plan = plan(
      manifest([user("head")], mode: .authoritative),
      snapshot([live("head", source: 0)] + crowd(2, source: 0)))
    #expect(plan.verdicts("shrunken-source") == [.refused])
  }

  @Test func `what one apply has recorded is forgotten`() {
    let plan = plan(
      manifest([user("head")]), snapshot([live("head", source: 0)] + crowd(5, source: nil)))
    #expect(plan.verdicts("shrunken-source") == [.passed])
  }

  @Test func `groups are entries too`() throws {
    let plan = plan(
      manifest([user("head")], groups: [group("staff")]),
      snapshot(
        [live("head", source: 0)],
        groups: names(4, "lab").map { liveGroup($0, source: "rollbook.yaml") }
          + [liveGroup("staff", source: "rollbook.yaml")]))
    let finding = try #require(plan.findings("shrunken-source").first)
    #expect(finding.base == 6)
    #expect(finding.measured == 4)
  }

  @Test func `each of many files is counted by its path, its groups included`() {
    let files = (0..<200).map { "file\($0).yaml" }
    let plan = plan(
      manifest(
        files.indices.map { user("u\($0)", file: $0) },
        groups: files.indices.filter { $0 != 7 }.map { group("lab\($0)", file: $0) },
        files: files),
      snapshot(
        files.indices.map { live("u\($0)", source: $0) },
        groups: files.indices.map { liveGroup("lab\($0)", source: files[$0]) },
        sources: files))
    let findings = plan.findings("shrunken-source")
    #expect(findings.count == 200)
    #expect(findings.filter { $0.verdict == .refused }.map(\.subject) == ["file7.yaml"])
    #expect(findings.allSatisfy { $0.base == 2 })
  }

  @Test func `a file that listed groups only has a figure`() throws {
    let plan = plan(
      manifest([user("head")], files: ["rollbook.yaml", "groups.yaml"]),
      snapshot([live("head")], groups: names(2, "lab").map { liveGroup($0, source: "groups.yaml") })
    )
    let finding = try #require(plan.findings("shrunken-source").first)
    #expect(finding.subject == "groups.yaml")
    #expect(finding.measured == 2)
  }
}
