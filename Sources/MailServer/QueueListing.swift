import MailModel

/// What `postqueue -j` prints: one JSON object a line for each message.
enum QueueListing {
  /// - Returns: The entries, oldest first; nil when a line is none, since half a queue would look
  ///   like a drained one.
  static func entries(_ output: [UInt8]) -> [QueueEntry]? {
    // One that moves from queue to queue while they are listed is listed twice.
    var entries: [String: QueueEntry] = [:]
    for line in output.split(separator: UInt8(ascii: "\n")) {
      guard let value = JSONValue(line), let entry = QueueEntry(value) else { return nil }
      entries[entry.id] = entry
    }
    return entries.values.sorted { ($0.arrived, $0.id) < ($1.arrived, $1.id) }
  }
}

extension QueueEntry {
  fileprivate init?(_ value: JSONValue) {
    guard let id = value["queue_id"]?.text, let queue = value["queue_name"]?.text,
      let recipients = value["recipients"]?.list
    else { return nil }
    self.init(
      id: id, queue: queue, arrived: value["arrival_time"]?.number ?? 0,
      bytes: value["message_size"]?.number ?? 0, sender: value["sender"]?.text ?? "",
      recipients: recipients.compactMap { recipient in
        recipient["address"]?.text.map {
          Recipient(address: $0, reason: recipient["delay_reason"]?.text)
        }
      })
  }
}
