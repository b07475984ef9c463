import MailModel

/// Reads values of the row a statement stands on, and names table, row and column of one that no
/// rollbook writes.
struct RowCheck<Statement: SQLStatement> {
  let row: Statement
  /// What errors call the database.
  let store: String
  let table: String
  /// The column whose value tells the row from others.
  var key = 0

  func count(_ column: Int, _ name: String) throws(StoreError) -> Int {
    Int(try integer(column, name, in: StoredValue.counts, "a number from 0 to 2^53"))
  }

  func moment(_ column: Int, _ name: String) throws(StoreError) -> Int64 {
    try integer(
      column, name, in: StoredValue.moments, "a time before the year 10000, in seconds since 1970")
  }

  func optionalMoment(_ column: Int, _ name: String) throws(StoreError) -> Int64? {
    row.isNull(column) ? nil : try moment(column, name)
  }

  func fields(
    _ column: Int, _ name: String, of known: FieldSet
  ) throws(StoreError) -> FieldSet {
    let bits = row.integer(column)
    guard let mask = FieldSet.RawValue(exactly: bits), FieldSet(rawValue: mask).isSubset(of: known)
    else { throw damaged(name, "\(bits)", "a set of fields, 0 to \(known.rawValue)") }
    return FieldSet(rawValue: mask)
  }

  func address(_ column: Int, _ name: String) throws(StoreError) -> Address {
    guard StoredValue.isAddress(row.bytes(column)) else {
      throw damaged(name, shown(column), "an address in lower case")
    }
    return Address(canonical: row.text(column))
  }

  func id(_ column: Int, _ name: String) throws(StoreError) -> String {
    guard StoredValue.isAccountID(row.bytes(column)) else {
      throw damaged(name, shown(column), "an id of 8 characters a-z and 0-9")
    }
    return row.text(column)
  }

  func day(_ column: Int, _ name: String) throws(StoreError) -> Day? {
    guard StoredValue.isDayOrNothing(row.bytes(column)) else {
      throw damaged(name, shown(column), "a day as 2026-01-05")
    }
    return Day(row.text(column))
  }

  func span(_ column: Int, _ name: String) throws(StoreError) -> TimeSpan {
    TimeSpan(
      seconds: try integer(column, name, in: StoredValue.spans, "a time of 1 s to 100 years"))
  }

  /// The values of an image, which a row of the trash keeps.
  func values(_ column: Int, _ name: String) throws(StoreError) -> FieldValues {
    guard let values = KeptImage.values(in: row.bytes(column)) else {
      throw damaged(name, "its value", "the values of an account")
    }
    return values
  }

  /// What a mailbox held, in four columns that stand together: inbox, messages, bytes, newest.
  func mailbox(_ column: Int) throws(StoreError) -> Mailbox {
    Mailbox(
      inbox: try count(column, "inbox"), messages: try count(column + 1, "messages"),
      bytes: Int64(try count(column + 2, "bytes")),
      newest: try optionalMoment(column + 3, "newest"))
  }

  /// A word of a closed list.
  func word<Word: RawRepresentable>(
    _ column: Int, _ name: String
  ) throws(StoreError) -> Word where Word.RawValue == String {
    guard let word = Word(rawValue: row.text(column)) else {
      throw damaged(name, shown(column), "a word that rollbook knows")
    }
    return word
  }

  private func shown(_ column: Int) -> String { DamagedRow.shown(row.text(column)) }

  private func integer(
    _ column: Int, _ name: String, in range: ClosedRange<Int64>, _ wanted: String
  ) throws(StoreError) -> Int64 {
    let number = row.integer(column)
    guard range.contains(number) else { throw damaged(name, "\(number)", wanted) }
    return number
  }

  /// Looks at each column of `account` that could hold what no rollbook writes.
  func checkAccount() throws(StoreError) {
    _ = try address(AccountColumns.address, "address")
    _ = try id(AccountColumns.id, "id")
    guard row.bytes(AccountColumns.home).count <= StoredValue.longestHome else {
      throw damaged("home", "its value", "a path of at most \(StoredValue.longestHome) bytes")
    }
    _ = try fields(AccountColumns.ownedFields, "owned_fields", of: .ofAccount)
    _ = try integer(AccountColumns.quota, "quota", in: 0...Int64.max, "a number of bytes")
    _ = try integer(
      AccountColumns.services, "services", in: StoredValue.services, "a set of services, 0 to 7")
    _ = try optionalMoment(AccountColumns.lastLogin, "last_login")
  }

  func checkAutoresponder() throws(StoreError) {
    _ = try day(AutoresponderColumns.from, "from_day")
    _ = try day(AutoresponderColumns.until, "until_day")
    _ = try span(AutoresponderColumns.every, "every")
  }

  func damaged(_ column: String, _ value: String, _ wanted: String) -> StoreError {
    .damaged(
      store,
      DamagedRow(
        table: table, key: "\(row.text(key).prefix(80))", column: column, value: value,
        wanted: wanted))
  }
}

extension SQLDirectory {
  func check(
    _ row: Connection.Statement, of table: String, key: Int = 0
  ) -> RowCheck<Connection.Statement> {
    RowCheck(row: row, store: connection.name, table: table, key: key)
  }

  /// Every row of a query that can be read; the others are told in `damage`.
  func readable<Value>(
    _ sql: String, _ damage: inout [DamagedRow],
    _ read: (Connection.Statement) throws(StoreError) -> Value
  ) throws(StoreError) -> [Value] {
    var values: [Value] = []
    var found: [DamagedRow] = []
    try connection.statement(sql).each { row throws(StoreError) in
      do throws(StoreError) { values.append(try read(row)) } catch {
        guard case .damaged(_, let row, _) = error else { throw error }
        found.append(row)
      }
    }
    damage += found
    return values
  }
}
