import MailModel
import Planning
import TestSupport
import Testing

@Suite struct NoPostmasterTests {
  private func findings(_ users: [ListedUser], _ accounts: [LiveAccount] = []) -> [Finding] {
    plan(manifest(users), snapshot(accounts)).findings("no-postmaster")
  }

  @Test func `a domain where nobody gets them is one warning`() {
    let found = findings([user("head"), user("head@trust.example")])
    #expect(found.map(\.verdict) == [.warning, .warning])
    #expect(found.map(\.subject) == ["school.example", "trust.example"])
    #expect(found.map(\.allow) == ["aliases: [postmaster, abuse]", "aliases: [postmaster, abuse]"])
  }

  @Test func `a domain of aliases or groups alone counts too`() {
    let groups = [liveGroup("it", [.address: .groupAddress("it@group.example")], isOwned: false)]
    let aliases: [Field: FieldValue] = [.aliases: .addresses([address("head@alias.example")])]
    let found = plan(manifest([user("head", aliases)]), snapshot(groups: groups))
      .findings("no-postmaster")
    #expect(found.map(\.subject) == ["alias.example", "group.example", "school.example"])
  }

  @Test func `a domain whose last alias goes counts no more`() {
    let aliases: [Field: FieldValue] = [.aliases: .addresses([address("head@alias.example")])]
    let found = plan(
      manifest([user("head", [.aliases: .addresses([])])]), snapshot([live("head", aliases)])
    ).findings("no-postmaster")
    #expect(found.map(\.subject) == ["school.example"])
  }

  @Test func `the one that is missing is named alone`() {
    let found = findings([user("head", [.aliases: .addresses([address("postmaster")])])])
    #expect(found.map(\.measured) == [1])
    #expect(found.first?.message.contains("abuse@school.example,") == true)
    #expect(found.first?.message.contains("postmaster@") == false)
  }

  @Test func `aliases, accounts and groups will do, listed or live`() {
    #expect(
      findings([user("postmaster", [.aliases: .addresses([address("abuse"), address("x")])])])
        .map(\.verdict) == [.passed])
    #expect(
      findings(
        [user("head")],
        [
          live("head"), live("abuse", isOwned: false),
          live("guest", [.aliases: .addresses([address("a"), address("postmaster")])]),
        ]
      ).map(\.verdict) == [.passed])
    let groups = [liveGroup("it", [.address: .groupAddress("postmaster")], isOwned: false)]
    let plan = plan(
      manifest([user("abuse", [.group: .text("it")])], groups: [group("it")]),
      snapshot(groups: groups))
    #expect(plan.verdicts("no-postmaster") == [.passed])
  }

  @Test func `who gives the alias up has it no more`() {
    let found = findings(
      [user("head", [.aliases: .addresses([address("abuse")])])],
      [live("head", [.aliases: .addresses([address("abuse"), address("postmaster")])])])
    #expect(found.map(\.verdict) == [.warning])
  }

  @Test func `an empty site needs none`() {
    #expect(findings([]).map(\.verdict) == [.passed])
  }
}
