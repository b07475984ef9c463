import MailModel
import Reports
import TestSupport
import Testing

@Suite struct ListReportTests {
  private static let lines = [
    AccountLine(
      account: Samples.address("head"), name: "Dr A. Patel", group: "staff", isAdmin: true,
      hasAutoresponder: true, hasAssistant: true, messages: 12, bytes: 348_160,
      comment: "Headteacher", maildir: "mail/school.example/head-k3v9x2ma/Maildir"),
    AccountLine(
      account: Samples.address("li"), name: "李 é 👩‍👧", group: "groß-é", isEnabled: false,
      isLocked: true, isLeaving: true, isOwned: false, hasForwarding: true, messages: 1_234,
      bytes: 5 << 30, comment: "漢字 \u{1B}[2J and more words than fit"),
    AccountLine(account: Samples.address("z"), messages: 0, bytes: 0),
    AccountLine(account: BuiltIn.outQueue, kind: .builtIn, isOwned: false),
  ]

  @Test func `columns are aligned by what a terminal shows`() {
    expectGolden(
      ListReport(Self.lines, seatsUsed: 3, seatsLimit: 250).text(), "list.txt")
  }

  @Test func `verbose adds full names, a narrow terminal cuts comments`() {
    let style = Style(isColored: true, isVerbose: true, width: 90)
    expectGolden(
      ListReport(Self.lines, seatsUsed: 3, seatsLimit: nil).text(style: style),
      "list-verbose.txt")
  }

  @Test func `json has the promised keys and null for what is not known`() {
    expectGolden(ListReport(Self.lines, seatsUsed: 3, seatsLimit: nil).json(), "list.json")
  }

  @Test func `nobody is one line`() {
    #expect(
      ListReport([], seatsUsed: 0, seatsLimit: 1).text()
        == "0 accounts, 0 messages, 0 B; 0 of 1 seat used\n")
  }

  @Test func `a live account brings its marks and values along`() {
    var values = FieldValues()
    values[.name] = .text("Ada")
    values[.admin] = .flag(true)
    values[.forward] = .forwarding(
      Forwarding(targets: [Samples.address("x")], isEnabled: false))
    let account = LiveAccount(
      address: Samples.address("ada"), id: "k3v9x2ma", home: "h", values: values,
      ownedFields: [], marks: [.locked, .owned])
    let line = AccountLine(
      account, mailbox: Mailbox(inbox: 2, messages: 5, bytes: 9), maildir: "m")
    #expect(
      line
        == AccountLine(
          account: Samples.address("ada"), name: "Ada", isAdmin: true, isLocked: true,
          messages: 2, bytes: 9, maildir: "m"))
  }
}
