import MailModel
import Planning
import TestSupport
import Testing

@Suite struct MailboxNotEmptyTests {
  private func judgments(purge: Bool, _ mailbox: Mailbox) -> [Finding] {
    plan(
      manifest([user("head")], leavers: [leaver("old", purge: purge)]),
      snapshot([live("head"), live("old")]), mail: ["old": mailbox]
    ).findings("mailbox-not-empty")
  }

  @Test func `an empty mailbox passes`() {
    #expect(judgments(purge: false, .empty).map(\.verdict) == [.passed])
  }

  @Test func `one message is refused with the leaver line that allows it`() throws {
    let finding = try #require(judgments(purge: false, Mailbox(messages: 1, bytes: 10)).first)
    #expect(finding.verdict == .refused)
    #expect(finding.subject == "old@school.example")
    #expect(finding.measured == 1)
    #expect(finding.limit == 0)
    #expect(finding.message == "the mailbox of old@school.example still holds 1 message, 10 bytes")
    #expect(finding.allow == "- { account: old@school.example, purge: true }")
  }

  @Test func `bytes without a message are refused`() {
    let findings = judgments(purge: false, Mailbox(bytes: 1))
    #expect(findings.map(\.verdict) == [.refused])
    #expect(findings.map(\.measured) == [1])
  }

  @Test func `a purge allows it`() {
    #expect(judgments(purge: true, Mailbox(messages: 3, bytes: 9)).map(\.verdict) == [.allowed])
  }

  @Test func `a removal by omission never purges`() {
    let plan = plan(
      manifest([user("head")], mode: .authoritative), snapshot([live("head"), live("old")]),
      mail: ["old": Mailbox(messages: 1)])
    #expect(plan.verdicts("mailbox-not-empty") == [.refused])
  }

  @Test func `each full mailbox is a finding of its own`() {
    let plan = plan(
      manifest([user("head")], leavers: ["a", "b", "c"].map { leaver($0) }),
      snapshot([live("head"), live("a"), live("b"), live("c")]),
      mail: ["a": Mailbox(messages: 1), "c": Mailbox(messages: 1)])
    #expect(
      plan.findings("mailbox-not-empty").map(\.subject) == [
        "a@school.example", "c@school.example",
      ])
  }
}
