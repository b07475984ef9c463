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

  @Test(arguments: [
    (2, "1 message fewer"), (3, "250 bytes, but 3 messages, 300 bytes"), (5, "2 messages more"),
  ])
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

  private func erasing(
    _ held: Mailbox?, isResumed: Bool = false, allow: String? = nil
  ) -> Finding? {
    var item = trashItem("cid", run: 2)
    item.mailbox = Mailbox(inbox: 3, messages: 3, bytes: 300)
    return ChangedItem.finding(
      erasing: item, holding: held, isResumed: isResumed, beside: ["NOTE"],
      allowances: allow.flatMap { Allowance($0) }.map { [$0] } ?? [])
  }

  @Test func `an erasure of what was put there is no finding`() {
    #expect(erasing(Mailbox(messages: 3, bytes: 300)) == nil)
  }

  @Test(arguments: [(3, 300), (2, 300), (0, 0)])
  func `an erasure that goes on finds no more than was put there`(_ count: Int, _ bytes: Int64) {
    #expect(erasing(Mailbox(messages: count, bytes: bytes), isResumed: true) == nil)
  }

  // Other mail may have taken its place where there is less.
  @Test(arguments: [(2, 300), (3, 299), (0, 0)])
  func `an erasure of less names the item`(_ count: Int, _ bytes: Int64) {
    let found = erasing(Mailbox(messages: count, bytes: bytes))
    #expect(found?.verdict == .refused)
    #expect(found?.allow == "--allow changed-item:cid@school.example#2")
  }

  @Test(arguments: [(4, 300), (3, 301), (2, 301)], [true, false])
  func `an erasure of more names the item and what lies there`(
    _ held: (count: Int, bytes: Int64), _ isResumed: Bool
  ) {
    let found = erasing(
      Mailbox(messages: held.count, bytes: held.bytes), isResumed: isResumed)
    #expect(found?.verdict == .refused)
    #expect(found?.message.contains("beside its mail: NOTE") == true)
    #expect(found?.allow == "--allow changed-item:cid@school.example#2")
  }

  @Test(arguments: [
    ("cid@school.example#2", Finding.Verdict.allowed), ("cid@school.example#3", .refused),
    ("cid@school.example", .refused), ("bob@school.example#2", .refused), ("4", .refused),
  ])
  func `consent to an erasure names the item`(_ value: String, _ verdict: Finding.Verdict) {
    let held = Mailbox(messages: 4, bytes: 400)
    #expect(erasing(held, allow: "changed-item:\(value)")?.verdict == verdict)
    #expect(erasing(nil, allow: "changed-item:\(value)")?.verdict == verdict)
  }
}
