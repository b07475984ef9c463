import MailModel
import Reports
import TestSupport
import Testing

@Suite struct MessagesReportTests {
  private static let messages = [
    MessageSummary(
      delivered: 1_795_370_400, sender: "Dr A. Patel <head@school.example>",
      subject: "Grüße, 漢字 \u{1B}[2J", bytes: 3_400),
    MessageSummary(
      delivered: 1_795_370_460,
      sender: "Somebody with a very long name <somebody.with.a.long.name@out.example>",
      subject: "", bytes: 12, folder: "Archive/2025"),
  ]

  @Test func `columns are aligned, folders named, long senders cut`() {
    expectGolden(
      MessagesReport(Self.messages, of: Samples.address("bob")).text(), "messages.txt")
  }

  @Test func `an inbox alone has no column of folders`() {
    expectGolden(
      MessagesReport([Self.messages[0]], of: Samples.address("bob")).text(), "messages-inbox.txt")
  }

  @Test func `json has senders whole`() {
    expectGolden(
      MessagesReport(Self.messages, of: Samples.address("bob")).json(), "messages.json")
  }

  @Test func `an empty mailbox is one line`() {
    #expect(
      MessagesReport([], of: Samples.address("bob")).text()
        == "no message waits for bob@school.example\n")
  }
}
