import MailModel
import Testing

@testable import MailServer

@Suite struct QueueListingTests {
  private static let output = """
    {"queue_name": "deferred", "queue_id": "B2", "arrival_time": 1795526132, \
    "message_size": 300, "forced_expire": false, "sender": "x@out.example", "recipients": \
    [{"address": "y@out.example", "delay_reason": "connection \\"refused\\""}]}
    {"queue_name": "active", "queue_id": "A1", "arrival_time": 1795526100, \
    "message_size": 9, "sender": "", "recipients": [{"address": "Ada+x@school.example"}]}

    """

  @Test func linesBecomeEntriesOldestFirst() {
    #expect(
      QueueListing.entries(Array(Self.output.utf8)) == [
        QueueEntry(
          id: "A1", queue: "active", arrived: 1_795_526_100, bytes: 9, sender: "",
          recipients: [QueueEntry.Recipient(address: "Ada+x@school.example")]),
        QueueEntry(
          id: "B2", queue: "deferred", arrived: 1_795_526_132, bytes: 300,
          sender: "x@out.example",
          recipients: [
            QueueEntry.Recipient(address: "y@out.example", reason: "connection \"refused\"")
          ]),
      ])
  }

  @Test func messageThatMovesMeanwhileIsOne() {
    let moved = Self.output + Self.output.replacing("deferred", with: "active")
    #expect(QueueListing.entries(Array(moved.utf8))?.map(\.id) == ["A1", "B2"])
  }

  @Test func noLineIsAnEmptyQueue() {
    #expect(QueueListing.entries([]) == [])
  }

  /// Half a queue must not look like a drained one.
  @Test func cutOffLineIsNoQueue() {
    #expect(QueueListing.entries(Array(Self.output.utf8.dropLast(20))) == nil)
  }
}
