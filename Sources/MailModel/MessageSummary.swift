/// What a list of messages says of one.
package struct MessageSummary: Hashable, Sendable {
  /// When it came into the mailbox, in seconds since 1970.
  package var delivered: Int64
  /// As the header has it, decoded; empty without one.
  package var sender: String
  /// As the header has it, decoded; empty without one.
  package var subject: String
  package var bytes: Int64
  /// Folders from the Maildir on, joined by `/`; empty for the inbox.
  package var folder: String

  package init(
    delivered: Int64, sender: String, subject: String, bytes: Int64, folder: String = ""
  ) {
    self.delivered = delivered
    self.sender = sender
    self.subject = subject
    self.bytes = bytes
    self.folder = folder
  }
}
