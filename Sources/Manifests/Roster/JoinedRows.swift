import MailModel

/// What the rows of one joined file say together, by the key that a known row finds them with.
///
/// Rows of one key are brought together as they are read, so that the cost is one look at each.
struct JoinedRows {
  /// What all rows of a key say of a column, or two that disagree.
  struct Cell {
    /// The number of a text; negative as long as no row was seen.
    var value: Int32 = -1
    /// Another one; negative as long as all agree.
    var other: Int32 = -1
    /// Where the value stands.
    var place = PackedPlace(rawValue: 0)
    /// The row of this file that leads to the value.
    var row = PackedPlace(rawValue: 0)
    var otherRow = PackedPlace(rawValue: 0)
  }

  /// The columns of this file that are used, then those of the files that are joined to it.
  let columns: [JoinedColumn]
  private var keys = NameTable()
  /// By key and column.
  private var cells: [Cell] = []
  /// By key: a bit for each join that has a row, the first in the highest.
  private var found: [UInt32] = []

  init(columns: [JoinedColumn]) { self.columns = columns }

  /// The bit of a join in `joins(ofKey:)`.
  static func bit(_ join: Int) -> UInt32 { 1 << UInt32(RosterJoin.maximumCount - join) }

  func find(_ key: [UInt8]) -> Int? { key.withUnsafeBytes { keys.find($0) } }

  func joins(ofKey number: Int) -> UInt32 { found[number] }

  func cells(ofKey number: Int) -> ArraySlice<Cell> {
    cells[number * columns.count..<(number + 1) * columns.count]
  }

  /// Takes a row; one that finds rows in more of the files behind takes the place of those before.
  mutating func take(
    _ key: [UInt8], joins: UInt32, row: @autoclosure () -> PackedPlace, _ values: [Cell]
  ) {
    let (number, isNew) = key.withUnsafeBytes { keys.insert($0) }
    if isNew {
      found.append(joins)
    } else if joins < found[number] {
      return
    }
    let start = number * columns.count
    if isNew || joins > found[number] {
      found[number] = joins
      let place = row()
      let fresh = values.map { cell in
        var cell = cell
        if cell.other < 0 { cell.row = place }
        return cell
      }
      cells.replaceSubrange(start..<(isNew ? start : start + columns.count), with: fresh)
      return
    }
    for (index, cell) in values.enumerated() where cells[start + index].other < 0 {
      if cell.other >= 0 {
        cells[start + index] = cell
      } else if cell.value != cells[start + index].value {
        cells[start + index].other = cell.value
        cells[start + index].otherRow = row()
      }
    }
  }
}
