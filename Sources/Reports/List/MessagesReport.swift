import MailModel
import Planning

/// What waits in one mailbox, in the caller's order, as a table or as JSON.
package struct MessagesReport: Report {
  package let messages: [MessageSummary]
  package let account: Address

  package init(_ messages: [MessageSummary], of account: Address) {
    self.messages = messages
    self.account = account
  }

  /// The table and a total; folders are named where a message lies in one.
  package func text(style: Style = .plain) -> String {
    if messages.isEmpty { return "no message waits for \(style.shown(account))\n" }
    let hasFolders = messages.contains { !$0.folder.isEmpty }
    var columns: [Table.Column] = [
      .left("DATE (UTC)"), .right("SIZE"), .left("FROM"), .left("SUBJECT"),
    ]
    if hasFolders { columns.insert(.left("FOLDER"), at: 2) }
    var table = Table(columns)
    table.rows = messages.map { message in
      var cells = [
        Wording.minute(message.delivered), ByteCount.text(message.bytes),
        message.sender.shown.cut(to: Self.senderWidth), message.subject.shown,
      ]
      if hasFolders { cells.insert(message.folder.shown, at: 2) }
      return cells
    }
    let bytes = messages.reduce(Int64(0)) { $0 + $1.bytes }
    let total = "\(Wording.count(messages.count, "message")), \(ByteCount.text(bytes))"
    return TextReport.join([table.lines(style), [style.paint(total, .strong)]])
  }

  /// Longer ones would push every subject out of sight.
  private static let senderWidth = 40

  /// `{ "rollbook_messages": 1, "account": …, "messages": [ … ] }`.
  package func json() -> String {
    JSONText.pretty(
      Document(account: account.text, messages: messages.map(Document.Message.init)))
  }

  private struct Document: Encodable {
    struct Message: Encodable {
      let date: String
      let from: String
      let subject: String
      let bytes: Int64
      /// Empty for the inbox.
      let folder: String

      init(_ message: MessageSummary) {
        date = ISO8601.text(message.delivered)
        from = message.sender
        subject = message.subject
        bytes = message.bytes
        folder = message.folder
      }
    }

    let version = 1
    let account: String
    let messages: [Message]

    enum CodingKeys: String, CodingKey {
      case version = "rollbook_messages"
      case account
      case messages
    }
  }
}
