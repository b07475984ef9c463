import MailModel
import Planning

/// The mail server's queue, in the caller's order, as a table or as JSON.
package struct QueueReport: Report {
  package let entries: [QueueEntry]

  package init(_ entries: [QueueEntry]) {
    self.entries = entries
  }

  package func text(style: Style = .plain) -> String {
    if entries.isEmpty { return "the mail queue is empty\n" }
    var table = Table([
      .left("DATE (UTC)"), .right("SIZE"), .left("ID"), .left("FROM"), .left("TO"), .left("STATE"),
    ])
    table.rows = entries.map { entry in
      [
        Wording.minute(entry.arrived), ByteCount.text(entry.bytes), entry.id.shown,
        entry.sender.isEmpty ? "<>" : style.domains.spelled(entry.sender).shown,
        recipients(of: entry, style), state(of: entry),
      ]
    }
    let bytes = entries.reduce(Int64(0)) { $0 + $1.bytes }
    let total = "\(Wording.count(entries.count, "message")), \(ByteCount.text(bytes))"
    return TextReport.join([table.lines(style), [style.paint(total, .strong)]])
  }

  private func recipients(of entry: QueueEntry, _ style: Style) -> String {
    guard let first = entry.recipients.first else { return "" }
    let more = entry.recipients.count - 1
    return style.domains.spelled(first.address).shown
      + (more > 0 ? " \(Wording.andMore(more))" : "")
  }

  /// `deferred: connection refused`, the first reason of many.
  private func state(of entry: QueueEntry) -> String {
    let reason = entry.recipients.lazy.compactMap(\.reason).first
    return (entry.queue + (reason.map { ": \($0)" } ?? "")).shown
  }

  /// `{ "rollbook_messages": 1, "account": "*OUTQUEUE", "messages": [ … ] }`.
  package func json() -> String {
    JSONText.pretty(Document(messages: entries.map(Document.Message.init)))
  }

  private struct Document: Encodable {
    struct Recipient: Encodable {
      let address: String
      let reason: OrNull<String>
    }

    struct Message: Encodable {
      let id: String
      let queue: String
      let date: String
      let from: String
      let bytes: Int64
      let recipients: [Recipient]

      init(_ entry: QueueEntry) {
        id = entry.id
        queue = entry.queue
        date = ISO8601.text(entry.arrived)
        from = entry.sender
        bytes = entry.bytes
        recipients = entry.recipients.map {
          Recipient(address: $0.address, reason: OrNull($0.reason))
        }
      }
    }

    let version = 1
    let account = BuiltIn.outQueue.text
    let messages: [Message]

    enum CodingKeys: String, CodingKey {
      case version = "rollbook_messages"
      case account
      case messages
    }
  }
}
