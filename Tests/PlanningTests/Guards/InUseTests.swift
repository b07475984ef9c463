import MailModel
import Planning
import TestSupport
import Testing

@Suite struct InUseTests {
  private func judged(_ connections: Connections) -> Finding? {
    plan(
      manifest([user("head")], leavers: [leaver("bob"), leaver("cid")]),
      snapshot([live("head"), live("bob"), live("cid")]), connections: connections
    ).findings("in-use").first
  }

  private func session(_ name: String, _ service: String = "imap", _ count: Int = 1) -> MailSession
  {
    MailSession(account: address(name), service: service, count: count)
  }

  @Test func `nobody connected passes`() {
    let finding = judged(.known([]))
    #expect(finding?.verdict == .passed)
    #expect(finding?.message == "0 of 2 mailboxes to remove are in use now")
  }

  @Test func `somebody connected is a warning that names whom`() {
    let finding = judged(.known([session("bob", "imap", 2), session("bob", "pop3")]))
    #expect(finding?.verdict == .warning)
    #expect(finding?.subject == "bob@school.example")
    #expect(finding?.measured == 1)
    #expect(finding?.base == 2)
    #expect(
      finding?.message
        == "1 of 2 mailboxes to remove is in use now: bob@school.example (2 imap, 1 pop3)")
  }

  @Test func `both connected are both named`() {
    let finding = judged(.known([session("bob"), session("cid")]))
    #expect(finding?.subject == nil)
    #expect(finding?.subjects == ["bob@school.example", "cid@school.example"])
  }

  @Test func `sessions of accounts that stay are none of its business`() {
    #expect(judged(.known([session("head")]))?.verdict == .passed)
  }

  @Test func `where nobody can be asked it says so`() {
    let finding = judged(.unknown("no Dovecot is configured"))
    #expect(finding?.verdict == .passed)
    #expect(finding?.message == "who is connected is not known: no Dovecot is configured")
  }

  @Test func `a lock is no difference between manifest and store`() {
    var locked = live("head")
    locked.marks.insert(.locked)
    #expect(plan(manifest([user("head")]), snapshot([locked])).verdict == .inSync)
  }
}
