import MailModel
import Planning
import TestSupport
import Testing

@Suite struct DomainChangeTests {
  private let begins = DomainChange("trust.example", .begins)
  private let ceases = DomainChange("trust.example", .ceases)

  private func changes(
    _ users: [ListedUser], _ accounts: [LiveAccount], leavers: [Leaver] = []
  ) -> [DomainChange] {
    plan(manifest(users, leavers: leavers), snapshot(accounts)).domains
  }

  @Test func `the first address in a domain begins it, whoever has it`() {
    let aliases: [Field: FieldValue] = [.aliases: .addresses([address("ann@trust.example")])]
    #expect(changes([user("ann"), user("bea@trust.example")], [live("ann")]) == [begins])
    #expect(changes([user("ann", aliases)], [live("ann")]) == [begins])
    #expect(
      plan(
        manifest(groups: [group("it", [.address: .groupAddress("it@trust.example")])]), snapshot()
      ).domains == [begins])
  }

  @Test func `the last one that goes ends it`() {
    let aliases: [Field: FieldValue] = [.aliases: .addresses([address("ann@trust.example")])]
    #expect(
      changes([user("ann", [.aliases: .addresses([])])], [live("ann", aliases)]) == [ceases])
    #expect(
      changes([user("ann", was: "ann@trust.example")], [live("bea"), live("ann@trust.example")])
        == [ceases])
    #expect(
      changes(
        [user("ann")], [live("ann"), live("bea@trust.example")],
        leavers: [leaver("bea@trust.example")]) == [ceases])
  }

  @Test func `one more or one less of several changes nothing`() {
    #expect(changes([user("ann"), user("bea")], [live("ann")]) == [])
    #expect(changes([user("ann")], [live("ann"), live("bea")], leavers: [leaver("bea")]) == [])
  }
}
