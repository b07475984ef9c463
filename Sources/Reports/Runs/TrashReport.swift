import MailModel
import Planning

/// What the trash holds, in the caller's order, as a table or as JSON.
package struct TrashReport {
  package let items: [TrashItem]

  package init(_ items: [TrashItem]) {
    self.items = items
  }

  package func text(style: Style = .plain) -> String {
    if items.isEmpty { return "the trash is empty\n" }
    var table = Table([
      .left("ITEM"), .left("REMOVED (UTC)"), .left("HELD UNTIL"), .right("MESSAGES"),
      .right("SIZE"), .left("REASON"),
    ])
    table.rows = items.map {
      [
        style.domains.spelled($0.label).shown, Wording.minute($0.removed),
        Wording.minute($0.heldUntil),
        "\($0.mailbox.messages)", ByteCount.text($0.mailbox.bytes), $0.reason?.shown ?? "",
      ]
    }
    let messages = items.reduce(0) { $0 + $1.mailbox.messages }
    let bytes = items.reduce(Int64(0)) { $0 + $1.mailbox.bytes }
    let total =
      "\(Wording.count(items.count, "item")), \(Wording.count(messages, "message")), "
      + ByteCount.text(bytes)
    return TextReport.join([table.lines(style), [style.paint(total, .strong)]])
  }

  /// `{ "rollbook_trash": 1, "items": [ … ] }`.
  package func json() -> String {
    JSONText.pretty(Document(items: items.map(Document.Item.init)))
  }

  private struct Document: Encodable {
    struct Item: Encodable {
      let item: String
      let account: String
      let run: Int
      let removed: String
      let heldUntil: String
      let mailbox: MailboxDocument
      let reason: OrNull<String>

      init(_ item: TrashItem) {
        self.item = item.label
        account = item.name.text
        run = item.run
        removed = ISO8601.text(item.removed)
        heldUntil = ISO8601.text(item.heldUntil)
        mailbox = MailboxDocument(item.mailbox)
        reason = OrNull(item.reason)
      }
    }

    let version = 1
    let items: [Item]

    enum CodingKeys: String, CodingKey {
      case version = "rollbook_trash"
      case items
    }
  }
}
