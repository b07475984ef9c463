/// What a mailbox holds at one moment.
package struct Mailbox: Hashable, Sendable {
  /// Messages in the inbox, read and unread.
  package var inbox: Int
  /// Messages in all folders.
  package var messages: Int
  /// Size of all folders in bytes.
  package var bytes: Int64
  /// When the newest message arrived, in seconds since 1970; nil without messages.
  package var newest: Int64?

  package static let empty = Mailbox()

  package init(inbox: Int = 0, messages: Int = 0, bytes: Int64 = 0, newest: Int64? = nil) {
    self.inbox = inbox
    self.messages = messages
    self.bytes = bytes
    self.newest = newest
  }

  package var isEmpty: Bool { messages == 0 && bytes == 0 }
}

extension Mailbox {
  /// True of as many messages and bytes: mail that is left alone keeps both.
  package func isSameMail(as other: Mailbox) -> Bool {
    messages == other.messages && bytes == other.bytes
  }

  /// What became of messages that were put somewhere, and are counted again.
  package func difference(from expected: Mailbox) -> String {
    let more = messages - expected.messages
    let count = abs(more)
    if more == 0 { return "its messages are not the same" }
    return "\(count) \(count == 1 ? "message" : "messages") \(more > 0 ? "more" : "fewer")"
  }
}
