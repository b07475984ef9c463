import MailModel
import Reports
import TestSupport
import Testing

@Suite struct TrashReportTests {
  private static let items = [
    TrashItem(
      name: Samples.address("bjones"), run: 7, id: "k3v9x2ma", home: "h", values: FieldValues(),
      mailbox: Mailbox(inbox: 10, messages: 12, bytes: 348_160, newest: 1_784_452_320),
      reason: "left\u{07} 2026-07-20", removed: 1_795_370_400, heldUntil: 1_797_962_400),
    TrashItem(
      name: Samples.address("c"), run: 11, id: "k3v9x2mb", home: "h", values: FieldValues(),
      mailbox: .empty, reason: nil, removed: 1_795_370_400, heldUntil: 1_797_962_400),
  ]

  @Test func `items are a table`() {
    expectGolden(TrashReport(Self.items).text(), "trash.txt")
  }

  @Test func `items are json`() {
    expectGolden(TrashReport(Self.items).json(), "trash.json")
  }

  @Test func `what is missing, and what nobody has, is told below`() {
    let unknown = [
      UnknownMail(
        path: "mail/.trash/d#9", name: Samples.address("d"), isOfLiveAccount: true,
        mailbox: Mailbox(inbox: 1, messages: 1, bytes: 10)),
      UnknownMail(path: "mail/x", name: nil, mailbox: nil),
    ]
    let report = TrashReport(Self.items, missing: [Self.items[1]], unknown: unknown)
    expectGolden(report.text(), "trash-unknown.txt")
    expectGolden(report.json(), "trash-unknown.json")
  }

  @Test func `an empty trash is a sentence`() {
    #expect(TrashReport([]).text() == "the trash is empty\n")
  }
}
