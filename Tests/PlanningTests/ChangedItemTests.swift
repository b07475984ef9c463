import MailModel
import Planning
import TestSupport
import Testing

@Suite struct ChangedItemTests {
  private func finding(_ held: Mailbox, allow: String? = nil) -> Finding? {
    var item = trashItem("cid", run: 2)
    item.mailbox = Mailbox(inbox: 3, messages: 3, bytes: 300)
    return ChangedItem.finding(
      of: item, holding: held, allowances: allow.flatMap { Allowance($0) }.map { [$0] } ?? [])
  }

  @Test func `an item that is whole is no finding`() {
    #expect(finding(Mailbox(inbox: 0, messages: 3, bytes: 300)) == nil)
  }

  @Test(arguments: [(2, "1 message fewer"), (3, "not the same"), (5, "2 messages more")])
  func `another number is told with the way out`(_ count: Int, _ words: String) {
    let found = finding(Mailbox(messages: count, bytes: 250))
    #expect(found?.verdict == .refused)
    #expect(found?.message.contains(words) == true)
    #expect(found?.allow == "--allow changed-item:\(count)")
  }

  @Test func `consent names what is there`() {
    #expect(finding(Mailbox(messages: 2, bytes: 200), allow: "changed-item:2")?.verdict == .allowed)
    #expect(finding(Mailbox(messages: 2, bytes: 200), allow: "changed-item:3")?.verdict == .refused)
  }
}
