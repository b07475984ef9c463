import MailModel

/// Rows of a roster's file that are to be left out, each by a condition that leaves out nobody else.
///
/// Two people must be told apart without renaming anybody else, so a condition names a column whose
/// value only that row has.
struct LeftOutRows {
  private static let maximumCount = 20

  /// By row, of the columns of the roster's file.
  private var rows: [[[UInt8]]] = []

  /// Takes a row as the next; those behind the first few get no condition.
  mutating func add(_ row: RosterRow) {
    if rows.count < Self.maximumCount { rows.append(row.ownValues) }
  }

  /// By row: what to write, in words; the file is read once more, and only if there are any.
  ///
  /// No value is shown but that of a column that `roster` uses, or of one that numbers people.
  func conditions(
    _ bytes: UnsafeRawBufferPointer, _ source: CSVTable.Source, of roster: Roster
  ) -> [String?] {
    if rows.isEmpty { return [] }
    var source = source
    source.tellsForm = false
    return CSVTable.read(bytes, source) { conditions(&$0, of: roster) } ?? []
  }

  private func conditions(_ table: inout CSVTable, of roster: Roster) -> [String?] {
    let header = table.header
    let named = roster.conditions.map(\.column)
    let used = roster.columnNames
    var counts = rows.map { $0.map { _ in 0 } }
    while table.advance() {
      for (index, row) in rows.enumerated() {
        for (column, value) in row.enumerated()
        where table.reader.hasValue(column, value) { counts[index][column] += 1 }
      }
    }
    return rows.enumerated().map { index, row in
      let column = header.indices.first { column in
        counts[index][column] == 1 && !header[column].isEmpty
          && !JoinedColumn.holdsSecrets(header[column])
          && (used.contains(header[column]) || Self.numbersPeople(header[column]))
          && !named.contains { $0.sameBytes(as: header[column]) }
          && ScalarStyle.isHarmless(header[column])
          && Self.isPlain(row[column])
      }
      return column.map { column in
        let value = String(decoding: row[column], as: UTF8.self)
        let condition = "\(header[column]): { not: \"\(value)\" }"
        return named.isEmpty
          ? "write `where: { \(condition) }`" : "add `\(condition)` to what `where` has"
      }
    }
  }

  /// What systems call the number that they give a person, which is no secret of theirs.
  private static let numberNames: Set<String> = [
    "id", "sourcedid", "userid", "personid", "studentid", "pupilid", "staffid", "number",
    "login", "username",
  ]

  private static func numbersPeople(_ column: String) -> Bool {
    numberNames.contains(column.asciiLowercased.filter { $0 != "_" && $0 != "-" && $0 != " " })
  }

  /// True for a short text that may stand between quotes as it is.
  private static func isPlain(_ value: [UInt8]) -> Bool {
    (1...60).contains(value.count) && value.withUnsafeBytes(TextRules.isLine)
      && !value.contains { "\"\\{".utf8.contains($0) }
  }
}
