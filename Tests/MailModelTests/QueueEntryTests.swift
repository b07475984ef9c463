import MailModel
import Testing

@Suite struct QueueEntryTests {
  @Test(arguments: [
    ("bob@school.example", true), ("BOB@School.Example", true), ("bob+x@school.example", true),
    ("bobby@school.example", true), ("bob@other.example", false), ("ada@school.example", false),
  ])
  func nameAliasAndSubAddressAreTheAccounts(_ recipient: String, _ isOnItsWay: Bool) {
    let entry = QueueEntry(
      id: "A", queue: "active", arrived: 0, bytes: 0, sender: "",
      recipients: [
        QueueEntry.Recipient(address: "x@out.example"), QueueEntry.Recipient(address: recipient),
      ])
    let bob = Address(canonical: "bob@school.example")
    let owners = [bob: bob, Address(canonical: "bobby@school.example"): bob]
    #expect(entry.accounts(by: owners) == (isOnItsWay ? [bob] : []))
  }
}
