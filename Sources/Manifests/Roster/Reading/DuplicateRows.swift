import MailModel

/// The rows of one roster that give an account which an earlier one gives already.
struct DuplicateRows {
  private struct Duplicate {
    var account: String
    var place: PackedPlace
    var first: PackedPlace
  }

  private var duplicates: [Duplicate] = []
  private var rows = LeftOutRows()

  mutating func add(
    _ account: [UInt8], _ row: RosterRow, at place: PackedPlace, first: PackedPlace
  ) {
    duplicates.append(
      Duplicate(account: String(decoding: account, as: UTF8.self), place: place, first: first))
    rows.add(row)
  }

  /// Tells all of them.
  func report(_ bytes: UnsafeRawBufferPointer, _ source: CSVTable.Source, of roster: Roster) {
    let hints = rows.conditions(bytes, source, of: roster)
    for (index, duplicate) in duplicates.enumerated() {
      source.list.add(
        .duplicateRow(
          duplicate.account, at: source.list.place(duplicate.place),
          first: source.list.place(duplicate.first), index < hints.count ? hints[index] : nil))
    }
  }
}
