import MailModel

/// A row of a roster's file together with what joined files say for it.
///
/// Its columns are those of the roster's file, then those of joined files that are used.
struct RosterRow {
  private var table: CSVTable
  private let joins: RosterJoins
  private let joined: [JoinedColumn]
  private var cells: [JoinedRows.Cell] = []
  private var found: UInt32 = 0
  private var key: [UInt8] = []

  /// - Precondition: The joins' columns are resolved in `table`.
  init(_ table: CSVTable, _ joins: RosterJoins) {
    self.table = table
    self.joins = joins
    joined = joins.columns
  }

  /// Goes to the next row that is whole; false behind the last.
  mutating func advance() -> Bool {
    guard table.advance() else { return false }
    if joins.hasAny { found = joins.look(table, into: &cells, &key) }
    return true
  }

  /// The values of the roster's own file.
  var ownValues: [[UInt8]] { table.header.indices.map(table.reader.value) }

  /// Adds the value of a column to `result`.
  @inline(__always)
  func append(_ number: Int, to result: inout [UInt8]) {
    if number < table.header.count { return table.reader.append(number, to: &result) }
    joins.append(cells[number - table.header.count].value, to: &result)
  }

  /// False for a row that the conditions leave out.
  ///
  /// A column with two values is no reason: that is told when all else fits.
  func fits(_ conditions: [RosterCondition]) -> Bool {
    conditions.allSatisfy { condition in
      let column = condition.number - table.header.count
      if column >= 0, cells[column].other >= 0 { return true }
      return condition.holds { number, text in
        number < table.header.count
          ? table.reader.hasValue(number, text) : joins.hasText(cells[column].value, text)
      }
    }
  }

  /// Where the text of a template begins; for a joined column that is in the joined file.
  func place(of template: RosterTemplate) -> PackedPlace {
    place(ofColumn: template.firstColumn ?? 0)
  }

  private func place(ofColumn number: Int) -> PackedPlace {
    if number < table.header.count { return table.place(number) }
    let place = cells[number - table.header.count].place
    return place.rawValue == 0 ? ownPlace(ofColumn: number) : place
  }

  /// Where the row itself names what a template begins with.
  func ownPlace(of template: RosterTemplate) -> PackedPlace {
    ownPlace(ofColumn: template.firstColumn ?? 0)
  }

  private func ownPlace(ofColumn number: Int) -> PackedPlace {
    if number < table.header.count { return table.place(number) }
    return table.place(joins.rosterColumn(of: joined[number - table.header.count]))
  }

  /// True, and reported, when a column gives nothing, so that what a template makes is not what was
  /// meant.
  func reportEmptyColumn(of template: RosterTemplate, _ key: String, _ list: DiagnosticList) -> Bool
  {
    guard let (name, number, isFilled) = template.emptyColumn(in: self) else { return false }
    list.add(
      .emptyColumn(name, of: key, isFilled: isFilled, at: list.place(place(ofColumn: number))))
    return true
  }

  /// True, and reported, when a joined file has no row for this one, or rows that disagree.
  func reportJoins(_ list: DiagnosticList) -> Bool {
    if let (name, path) = joins.missing(found) {
      let column = joins.rosterColumn(ofJoin: name)
      let key = String(decoding: table.reader.value(column), as: UTF8.self)
      list.add(.noJoinedRow(name, in: path, for: key, at: list.place(table.place(column))))
      return true
    }
    guard let odd = cells.firstIndex(where: { $0.other >= 0 }) else { return false }
    let cell = cells[odd]
    list.add(
      .joinedRowsDisagree(
        joins.describe(joined[odd]), (joins.text(cell.value), joins.text(cell.other)),
        at: list.place(table.place(joins.rosterColumn(of: joined[odd]))),
        rows: (list.place(cell.row), list.place(cell.otherRow))))
    return true
  }
}
