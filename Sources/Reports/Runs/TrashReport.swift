import MailModel
import Planning

/// What the trash holds, in the caller's order, as a table or as JSON; and mail that no account has.
package struct TrashReport: Report {
  package let items: [TrashItem]
  /// Items that have no folder in the trash.
  package let missing: Set<TrashItem>
  package let unknown: [UnknownMail]

  package init(
    _ items: [TrashItem], missing: Set<TrashItem> = [], unknown: [UnknownMail] = []
  ) {
    self.items = items
    self.missing = missing
    self.unknown = unknown
  }

  package func text(style: Style = .plain) -> String {
    let held = items.isEmpty ? [["the trash is empty"]] : itemLines(style)
    return TextReport.join(held + missingLines(style) + unknownLines(style))
  }

  private func itemLines(_ style: Style) -> [[String]] {
    var table = Table([
      .left("ITEM"), .left("REMOVED (UTC)"), .left("HELD UNTIL"), .right("MESSAGES"),
      .right("SIZE"), .left("REASON"),
    ])
    table.rows = items.map {
      [
        style.domains.spelled($0.label).shown, Wording.minute($0.removed),
        Wording.minute($0.heldUntil),
        missing.contains($0) ? "missing" : "\($0.mailbox.messages)",
        ByteCount.text($0.mailbox.bytes), $0.reason?.shown ?? "",
      ]
    }
    let messages = items.reduce(0) { $0 + $1.mailbox.messages }
    let bytes = items.reduce(Int64(0)) { $0 + $1.mailbox.bytes }
    let total =
      "\(Wording.count(items.count, "item")), \(Wording.count(messages, "message")), "
      + ByteCount.text(bytes)
    return [table.lines(style), [style.paint(total, .strong)]]
  }

  private func missingLines(_ style: Style) -> [[String]] {
    guard let item = items.first(where: missing.contains) else { return [] }
    let verb = missing.count == 1 ? "has" : "have"
    return [
      [
        "\(Wording.count(missing.count, "item")) \(verb) no folder in the trash any more: bring it back "
          + "from a backup, or drop the record: rollbook trash forget "
          + style.domains.spelled(item.label).shown
      ]
    ]
  }

  private func unknownLines(_ style: Style) -> [[String]] {
    guard !unknown.isEmpty else { return [] }
    var table = Table([
      .left("FOLDER THAT NOBODY HAS"), .left("ACCOUNT"), .right("MESSAGES"), .right("SIZE"),
    ])
    table.rows = unknown.map {
      [
        $0.path.shown, $0.name.map(style.shown) ?? "?",
        $0.mailbox.map { "\($0.messages)" } ?? "-",
        $0.mailbox.map { ByteCount.text($0.bytes) } ?? "-",
      ]
    }
    return [
      table.lines(style),
      [
        "to have one back: rollbook trash restore FOLDER, with --as NAME for another name; "
          + "to keep it for later: rollbook trash adopt FOLDER; one without mail: move it out of .trash"
      ],
    ]
  }

  /// `{ "rollbook_trash": 1, "items": [ … ], "unknown": [ … ] }`.
  package func json() -> String {
    JSONText.pretty(
      Document(
        items: items.map { Document.Item($0, isMissing: missing.contains($0)) },
        unknown: unknown.map(Document.Unknown.init)))
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
      let missing: Bool

      init(_ item: TrashItem, isMissing: Bool) {
        missing = isMissing
        self.item = item.label
        account = item.name.text
        run = item.run
        removed = ISO8601.text(item.removed)
        heldUntil = ISO8601.text(item.heldUntil)
        mailbox = MailboxDocument(item.mailbox)
        reason = OrNull(item.reason)
      }
    }

    struct Unknown: Encodable {
      let folder: String
      let account: OrNull<String>
      let live: Bool
      let mailbox: OrNull<MailboxDocument>

      init(_ unknown: UnknownMail) {
        folder = unknown.path
        account = OrNull(unknown.name?.text)
        live = unknown.isOfLiveAccount
        mailbox = OrNull(unknown.mailbox.map(MailboxDocument.init))
      }
    }

    let version = 1
    let items: [Item]
    let unknown: [Unknown]

    enum CodingKeys: String, CodingKey {
      case version = "rollbook_trash"
      case items
      case unknown
    }
  }
}
