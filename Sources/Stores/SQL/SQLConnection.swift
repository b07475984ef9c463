import MailModel

/// One connection to an SQL database, used by one run on one thread.
///
/// All that differs between databases stands behind this: the directory above it is written once.
protocol SQLConnection: AnyObject {
  associatedtype Statement: SQLStatement

  /// What errors call the database: a path or a host, never credentials.
  var name: String { get }
  var dialect: SQLDialect { get }

  /// The prepared statement of `sql`, made once and kept; its parameters are `?`, in order.
  func statement(_ sql: String) throws(StoreError) -> Statement

  /// Every account, read in the way that is fastest on this database.
  ///
  /// `now`, in seconds since 1970, tells a lock that is over from one that holds; sources are the
  /// paths of manifest files by their row ids. Rows that cannot be read are left out, and told.
  func accounts(
    now: Int64, sources: [(id: Int64, path: String)]
  ) throws(StoreError) -> (LiveAccounts, [DamagedRow])

  /// True between the beginning of a transaction and its end.
  var isInTransaction: Bool { get }

  /// Runs statements that take no parameters.
  func script(_ sql: String) throws(StoreError)

  /// Takes what was deleted out of the files as well, as far as nobody reads them just now.
  func forget() throws(StoreError)

  /// Takes what one connection can hold and loses with its life; false when another one has it.
  func takeRunLock() throws(StoreError) -> Bool

  func dropRunLock()

  /// True when a connection holds it, this one included; nil where that cannot be seen.
  var isRunLockHeld: Bool? { get }
}

/// A prepared statement and the row it stands on.
///
/// Bytes are valid until the next `step` or `reset`.
protocol SQLStatement: AnyObject {
  /// Sets every parameter.
  func bind(_ values: [SQLValue]) throws(StoreError)

  /// Goes to the next row; false behind the last.
  ///
  /// - Throws: `conflict` when a constraint refuses, `busy` when another connection writes.
  func step() throws(StoreError) -> Bool

  /// Ends the walk; the statement can be bound and stepped again.
  func reset()

  /// Rows that the last step changed.
  var changes: Int { get }

  /// Text or blob as it is stored; empty for NULL.
  func bytes(_ column: Int) -> UnsafeRawBufferPointer
  func integer(_ column: Int) -> Int64
  func isNull(_ column: Int) -> Bool
}

/// The value of one parameter.
enum SQLValue {
  case null
  case integer(Int64)
  case text(String)
  case blob([UInt8])

  static func number(_ number: Int) -> SQLValue { .integer(Int64(number)) }
  static func flag(_ flag: Bool) -> SQLValue { .integer(flag ? 1 : 0) }
  static func optional(_ text: String?) -> SQLValue { text.map(SQLValue.text) ?? .null }
  static func optional(_ number: Int64?) -> SQLValue { number.map(SQLValue.integer) ?? .null }
}

/// How one database spells what others spell differently.
struct SQLDialect {
  var beginReading: String
  var beginWriting: String

  static let sqlite = SQLDialect(beginReading: "BEGIN", beginWriting: "BEGIN IMMEDIATE")
}

extension SQLConnection {
  /// Runs `body` on one moment of the database; within another such `body`, on its moment.
  func reading<Result>(
    _ body: () throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    if isInTransaction { return try body() }
    return try transaction(dialect.beginReading, body)
  }

  /// Runs `body` as one transaction, flushed before it returns; an error leaves nothing behind.
  func writing<Result>(
    _ body: () throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    try transaction(dialect.beginWriting, body)
  }

  private func transaction<Result>(
    _ begin: String, _ body: () throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    try script(begin)
    do {
      let result = try body()
      try script("COMMIT")
      return result
    } catch {
      // The first error is the one to tell; a failed rollback is made good when the file closes.
      try? script("ROLLBACK")
      throw error
    }
  }
}

extension SQLStatement {
  /// Runs the statement to its end and says how many rows it changed.
  @discardableResult
  func run(_ values: SQLValue...) throws(StoreError) -> Int {
    try bind(values)
    defer { reset() }
    while try step() {}
    return changes
  }

  /// Visits every row.
  func each(
    _ values: SQLValue..., visit: (Self) throws(StoreError) -> Void
  ) throws(StoreError) {
    try bind(values)
    defer { reset() }
    while try step() { try visit(self) }
  }

  /// What `read` makes of the first row; nil when there is none.
  func first<Result>(
    _ values: SQLValue..., read: (Self) throws(StoreError) -> Result
  ) throws(StoreError) -> Result? {
    try bind(values)
    defer { reset() }
    return try step() ? try read(self) : nil
  }

  func text(_ column: Int) -> String { String(decoding: bytes(column), as: UTF8.self) }

  func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }

  func optionalInteger(_ column: Int) -> Int64? { isNull(column) ? nil : integer(column) }

  func number(_ column: Int) -> Int { Int(integer(column)) }

  func flag(_ column: Int) -> Bool { integer(column) != 0 }
}
