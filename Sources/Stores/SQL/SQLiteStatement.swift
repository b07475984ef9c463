import CSQLite

/// A prepared statement of SQLite; owned by its connection.
final class SQLiteStatement: SQLStatement {
  private let handle: OpaquePointer
  private let database: OpaquePointer
  private let name: String

  init(_ handle: OpaquePointer, in database: OpaquePointer, name: String) {
    self.handle = handle
    self.database = database
    self.name = name
  }

  func finalize() {
    sqlite3_finalize(handle)
  }

  func bind(_ values: [SQLValue]) throws(StoreError) {
    precondition(
      values.count == Int(sqlite3_bind_parameter_count(handle)), "a parameter has no value")
    for (index, value) in values.enumerated() {
      let code = bind(value, at: Int32(index + 1))
      guard code == SQLITE_OK else { throw .sqlite(code, database, name) }
    }
  }

  private func bind(_ value: SQLValue, at index: Int32) -> Int32 {
    switch value {
    case .null:
      return sqlite3_bind_null(handle, index)
    case .integer(let number):
      return sqlite3_bind_int64(handle, index, number)
    case .text(var text):
      return text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { characters in
          // An empty string may have no address, and SQLite takes that for NULL.
          guard let start = characters.baseAddress else {
            return sqlite3_bind_text(handle, index, "", 0, Self.copied)
          }
          return sqlite3_bind_text(handle, index, start, Int32(characters.count), Self.copied)
        }
      }
    case .blob(let bytes):
      return bytes.withUnsafeBytes {
        $0.isEmpty
          ? sqlite3_bind_zeroblob(handle, index, 0)
          : sqlite3_bind_blob(handle, index, $0.baseAddress, Int32($0.count), Self.copied)
      }
    }
  }

  @inline(__always)
  func step() throws(StoreError) -> Bool {
    let code = sqlite3_step(handle)
    if code == SQLITE_ROW { return true }
    if code == SQLITE_DONE { return false }
    throw .sqlite(code, database, name)
  }

  func reset() {
    // Its result repeats the error of the last step, which was thrown.
    sqlite3_reset(handle)
  }

  var changes: Int { Int(sqlite3_changes64(database)) }

  @inline(__always)
  func bytes(_ column: Int) -> UnsafeRawBufferPointer {
    // `sqlite3_column_text` would copy each value to put a zero behind it.
    let start = sqlite3_column_blob(handle, Int32(column))
    return UnsafeRawBufferPointer(
      start: start, count: Int(sqlite3_column_bytes(handle, Int32(column))))
  }

  @inline(__always)
  func integer(_ column: Int) -> Int64 { sqlite3_column_int64(handle, Int32(column)) }

  @inline(__always)
  func isNull(_ column: Int) -> Bool { sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL }

  /// Tells SQLite to copy a value while it is bound (`SQLITE_TRANSIENT`, a cast in C).
  private static var copied: sqlite3_destructor_type {
    unsafeBitCast(-1, to: sqlite3_destructor_type.self)
  }
}
