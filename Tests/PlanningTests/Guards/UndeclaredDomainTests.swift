import MailModel
import Planning
import TestSupport
import Testing

@Suite struct UndeclaredDomainTests {
  private func plan(
    _ users: [ListedUser], _ accounts: [LiveAccount], leavers: [Leaver] = [],
    own: [String]? = [schoolDomain]
  ) -> Plan {
    PlanningTests.plan(
      manifest(users, leavers: leavers) { $0.ownDomains = own }, snapshot(accounts))
  }

  @Test func `a domain whose mail the store takes already is a warning, with its addresses`() {
    let aliases: [Field: FieldValue] = [.aliases: .addresses([address("bea@outlook.com")])]
    let found = plan([user("ann", aliases)], [live("ann", aliases), live("jean@outlook.com")])
      .findings("undeclared-domain")
    #expect(found.map(\.verdict) == [.warning])
    #expect(found.map(\.subject) == ["outlook.com"])
    #expect(found.map(\.subjects) == [["bea@outlook.com", "jean@outlook.com"]])
    #expect(found.map(\.measured) == [2])
  }

  @Test func `to begin with one is refused, with the words to write`() {
    let found = plan([user("ann"), user("jean@outlook.com")], [live("ann")])
      .findings("undeclared-domain")
    #expect(found.map(\.verdict) == [.refused])
    #expect(found.map(\.allow) == ["domains: { outlook.com: {} }"])
  }

  @Test func `declared ones pass, and so does what no manifest speaks of`() {
    let users = [user("ann"), user("jean@outlook.com")]
    #expect(
      plan(users, [], own: ["outlook.com", schoolDomain]).verdicts("undeclared-domain")
        == [.passed])
    #expect(plan(users, [], own: nil).verdicts("undeclared-domain") == [.passed])
  }

  @Test func `one whose last address goes is told no more`() {
    let plan = plan(
      [user("ann")], [live("ann"), live("jean@outlook.com")], leavers: [leaver("jean@outlook.com")])
    #expect(plan.verdicts("undeclared-domain") == [.passed])
  }
}
