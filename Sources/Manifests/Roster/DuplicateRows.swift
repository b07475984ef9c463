import MailModel

/// The rows of one roster that give an account which an earlier one gives already.
///
/// Two people must be told apart without renaming anybody else, so the help names a column whose
/// value only the later row has: leaving that row out leaves nobody else out.
struct DuplicateRows {
  private struct Duplicate {
    var account: String
    var place: PackedPlace
    var first: PackedPlace
    /// Of the columns of the roster's file; empty behind the first few.
    var values: [[UInt8]]
  }

  private static let maximumHints = 20

  private var duplicates: [Duplicate] = []

  mutating func add(
    _ account: [UInt8], _ row: RosterRow, at place: PackedPlace, first: PackedPlace
  ) {
    duplicates.append(
      Duplicate(
        account: String(decoding: account, as: UTF8.self), place: place, first: first,
        values: duplicates.count < Self.maximumHints ? row.ownValues : []))
  }

  /// Tells all of them; the file is read once more, and only if there are any.
  ///
  /// `conditions` are the columns that the roster's `where` names already.
  func report(_ bytes: UnsafeRawBufferPointer, _ source: CSVTable.Source, _ conditions: [String]) {
    guard !duplicates.isEmpty else { return }
    var source = source
    source.tellsForm = false
    let hints = CSVTable.read(bytes, source) { conditionsLeavingOut(&$0, conditions) } ?? []
    for (index, duplicate) in duplicates.enumerated() {
      source.list.add(
        .duplicateRow(
          duplicate.account, at: source.list.place(duplicate.place),
          first: source.list.place(duplicate.first), index < hints.count ? hints[index] : nil))
    }
  }

  /// By duplicate: a condition that leaves out its row alone, as `where` has it.
  private func conditionsLeavingOut(
    _ table: inout CSVTable, _ conditions: [String]
  ) -> [String?] {
    let header = table.header
    let hinted = duplicates.prefix(Self.maximumHints)
    var counts = hinted.map { $0.values.map { _ in 0 } }
    while table.advance() {
      for (index, duplicate) in hinted.enumerated() {
        for (column, value) in duplicate.values.enumerated()
        where table.reader.hasValue(column, value) { counts[index][column] += 1 }
      }
    }
    return hinted.enumerated().map { index, duplicate in
      let column = header.indices.first { column in
        counts[index][column] == 1 && !header[column].isEmpty
          && !JoinedColumn.holdsSecrets(header[column])
          && !conditions.contains { $0.sameBytes(as: header[column]) }
          && ScalarStyle.isHarmless(header[column])
          && Self.isPlain(duplicate.values[column])
      }
      return column.map { column in
        let value = String(decoding: duplicate.values[column], as: UTF8.self)
        return "\(header[column]): { not: \"\(value)\" }"
      }
    }
  }

  /// True for a short text that may stand between quotes as it is.
  private static func isPlain(_ value: [UInt8]) -> Bool {
    (1...60).contains(value.count) && value.withUnsafeBytes(TextRules.isLine)
      && !value.contains { "\"\\{".utf8.contains($0) }
  }
}
