import MailModel
import Planning
import TestSupport
import Testing

@Suite struct EmptyManifestTests {
  private func judged(listed: Int, owned: Int) -> Finding? {
    plan(manifest(names(listed).map { user($0) }), snapshot(crowd(owned)))
      .findings("empty-manifest").first
  }

  @Test func `no users while the store owns one is refused`() throws {
    let finding = try #require(judged(listed: 0, owned: 1))
    #expect(finding.verdict == .refused)
    #expect(finding.measured == 1)
    #expect(finding.base == 1)
    #expect(finding.allow == nil)
  }

  @Test func `one user is enough`() {
    #expect(judged(listed: 1, owned: 9)?.verdict == .passed)
  }

  @Test func `a store that owns none may get an empty manifest`() {
    #expect(judged(listed: 0, owned: 0)?.verdict == .passed)
  }

  @Test func `accounts that are not owned do not count`() {
    let plan = plan(manifest(), snapshot([live("guest", isOwned: false)]))
    #expect(plan.verdicts("empty-manifest") == [.passed])
  }

  @Test func `groups are no users`() {
    let plan = plan(manifest(groups: [group("staff")]), snapshot([live("head")]))
    #expect(plan.verdicts("empty-manifest") == [.refused])
  }

  @Test func `nothing allows it`() {
    let plan = plan(manifest(), snapshot([live("head")]), context(allow: "empty-manifest:1"))
    #expect(plan.verdicts("empty-manifest") == [.refused])
  }
}
