import MailModel
import Planning
import TestSupport
import Testing

@Suite struct PreconditionTests {
  private let wanted = manifest([user("head", [.comment: .text("new")])])

  private func precondition(_ account: LiveAccount) -> String? {
    plan(wanted, snapshot([account])).change("head")?.precondition
  }

  private let usual = live("head", [.comment: .text("a")])

  @Test func `it is a digest`() {
    #expect(precondition(usual)?.hasPrefix("sha256:") == true)
  }

  @Test func `it changes with a touched field`() {
    #expect(precondition(usual) != precondition(live("head", [.comment: .text("b")])))
  }

  @Test func `it does not change with a field that the plan leaves alone`() {
    let other = live(
      "head", [.comment: .text("a"), .quota: .quota(Quota(bytes: 1))], owned: [.comment])
    #expect(precondition(usual) == precondition(other))
  }

  @Test func `it changes with the identity`() {
    var other = usual
    other.id = "zzzzzzzz"
    #expect(precondition(usual) != precondition(other))
  }

  @Test(arguments: [Mailbox(messages: 1), Mailbox(bytes: 1)])
  func `a removal's changes with what the mailbox holds`(mailbox: Mailbox) {
    let wanted = manifest([user("pa")], leavers: [leaver("head")])
    let live = snapshot([usual, live("pa")])
    #expect(
      plan(wanted, live).change("head")?.precondition
        != plan(wanted, live, mail: ["head": mailbox]).change("head")?.precondition)
  }

  @Test func `it can be asked again of a change that was saved`() throws {
    let change = try #require(plan(wanted, snapshot([usual])).change("head"))
    #expect(Precondition.of(change, account: usual) == change.precondition)
  }

  @Test func `a removal's can be asked again with the mailbox`() throws {
    let mailbox = Mailbox(messages: 2, bytes: 9)
    let change = try #require(
      plan(
        manifest([user("pa")], leavers: [leaver("head")]), snapshot([usual, live("pa")]),
        mail: ["head": mailbox]
      ).change("head"))
    #expect(Precondition.of(change, account: usual, mailbox: mailbox) == change.precondition)
  }
}
