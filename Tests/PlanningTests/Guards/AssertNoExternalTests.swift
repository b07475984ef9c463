import MailModel
import Planning
import TestSupport
import Testing

@Suite struct AssertNoExternalTests {
  private func findings(
    _ users: [ListedUser], _ subject: Assertions.Subject, accounts: [LiveAccount] = []
  ) -> [Finding] {
    plan(
      manifest(users, groups: [group("year-7", [.address: .groupAddress("y7")])]) {
        $0.assertions.noExternal = [subject]
      }, snapshot(accounts)
    ).findings("assert-no-external")
  }

  @Test func `a member whose mail leaves the site is refused, and so is the group's address`() {
    let found = findings(
      [
        user("kid", [.group: .text("year-7"), .forward: .forward("pa")]),
        user("pa", [.forward: .forward("pa@home.example", "x@home.example")]),
      ], .group("year-7"))
    #expect(found.map(\.verdict) == [.refused, .refused])
    #expect(found.map(\.subject) == ["kid@school.example", "y7@school.example"])
    #expect(found.first?.measured == 2)
    #expect(found.first?.subjects == ["pa@home.example", "x@home.example"])
  }

  @Test func `mail of others may leave`() {
    #expect(
      findings(
        [
          user("kid", [.group: .text("year-7"), .forward: .forward("pa")]),
          user("pa"), user("x", [.forward: .forward("x@home.example")]),
        ], .group("year-7")
      ).map(\.verdict) == [.passed])
  }

  @Test func `a forward that only the store knows counts`() {
    let found = findings(
      [user("head")], .account(address("head")),
      accounts: [live("head", [.forward: .forward("x@home.example")], owned: [])])
    #expect(found.map(\.verdict) == [.refused])
  }

  @Test func `without an assertion it passes`() {
    #expect(plan(manifest(), snapshot()).verdicts("assert-no-external") == [.passed])
  }
}
