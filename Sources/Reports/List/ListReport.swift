import MailModel
import Planning

/// The user list, in the caller's order, as a table or as JSON.
package struct ListReport: Report {
  package let lines: [AccountLine]
  /// Seats that the whole store uses, whatever is listed.
  package let seatsUsed: Int
  /// nil without a licence limit.
  package let seatsLimit: Int?

  package init(_ lines: [AccountLine], seatsUsed: Int, seatsLimit: Int?) {
    self.lines = lines
    self.seatsUsed = seatsUsed
    self.seatsLimit = seatsLimit
  }

  /// The table, what its marks mean, and totals; verbose adds full names.
  package func text(style: Style = .plain) -> String {
    var columns: [Table.Column] = [
      .left("ACCOUNT"), .left("MARKS"), .left("GROUP"), .right("MESSAGES"), .right("SIZE"),
      .left("COMMENT"),
    ]
    if style.isVerbose { columns.insert(.left("NAME"), at: 1) }
    var table = Table(columns)
    table.rows = lines.map { row($0, style) }
    let summary = style.paint(totals, .strong)
    let legend = AccountMark.legend(of: lines).map { style.paint($0, .faint) }
    return TextReport.join([
      lines.isEmpty ? [] : table.lines(style), [legend, summary].compactMap(\.self),
    ])
  }

  private func row(_ line: AccountLine, _ style: Style) -> [String] {
    var cells = [
      style.shown(line.account), AccountMark.marks(of: line), line.group?.shown ?? "",
      line.messages.map { "\($0)" } ?? "-", line.bytes.map(ByteCount.text) ?? "-",
      line.comment.shown,
    ]
    if style.isVerbose { cells.insert(line.name.shown, at: 1) }
    return cells
  }

  /// `12 accounts, 340 messages, 1.2 GiB; 12 of 250 seats used`, of persons only.
  private var totals: String {
    let people = lines.filter { $0.kind == .person }
    let messages = people.reduce(0) { $0 + ($1.messages ?? 0) }
    let bytes = people.reduce(Int64(0)) { $0 + ($1.bytes ?? 0) }
    let seats =
      seatsLimit.map { "\(seatsUsed) of \(Wording.count($0, "seat")) used" }
      ?? "\(Wording.count(seatsUsed, "seat")) used"
    return "\(Wording.count(people.count, "account")), \(Wording.count(messages, "message")), "
      + "\(ByteCount.text(bytes)); \(seats)"
  }

  /// `{ "rollbook_list": 1, … }`; figures that are not known are null.
  package func json() -> String {
    JSONText.pretty(
      ListDocument(
        seats: ListDocument.Seats(used: seatsUsed, limit: OrNull(seatsLimit)),
        accounts: lines.map(ListDocument.Account.init)))
  }
}
