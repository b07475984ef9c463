import MailModel
import Reports
import TestSupport
import Testing

@Suite struct QueueReportTests {
  private static let entries = [
    QueueEntry(
      id: "A1", queue: "active", arrived: 1_795_370_400, bytes: 3_400, sender: "",
      recipients: [QueueEntry.Recipient(address: "bob@school.example")]),
    QueueEntry(
      id: "B2", queue: "deferred", arrived: 1_795_370_460, bytes: 12, sender: "x@out.example",
      recipients: [
        QueueEntry.Recipient(address: "y@out.example", reason: "connection refused"),
        QueueEntry.Recipient(address: "z@out.example"),
      ]),
  ]

  @Test func `an entry is a line with the reason of its delay`() {
    expectGolden(QueueReport(Self.entries).text(), "queue.txt")
  }

  @Test func `json names every recipient`() {
    expectGolden(QueueReport(Self.entries).json(), "queue.json")
  }

  @Test func `an empty queue is one line`() {
    #expect(QueueReport([]).text() == "the mail queue is empty\n")
  }
}
