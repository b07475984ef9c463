import CSQLite
import Glibc
import MailModel

/// A connection over SQLite's C interface.
final class SQLiteConnection: SQLConnection {
  let name: String
  let dialect = SQLDialect.sqlite
  private let handle: OpaquePointer
  private var statements: [String: SQLiteStatement] = [:]
  private let lockFile: LockFile
  private var foldsLog = false

  /// Opens a `file:` URI; a call waits up to `busyTimeout` milliseconds for another connection.
  init(uri: String, name: String, isReadOnly: Bool, busyTimeout: Int) throws(StoreError) {
    self.name = name
    lockFile = LockFile(database: name)
    var opened: OpaquePointer?
    let access = isReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE
    // No mutex: a connection stays on one thread.
    let code = sqlite3_open_v2(
      uri, &opened, access | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    guard let opened else { throw .database(name, "out of memory") }
    handle = opened
    guard code == SQLITE_OK else { throw .sqlite(code, opened, name) }
    sqlite3_busy_timeout(handle, Int32(clamping: busyTimeout))
  }

  deinit {
    for statement in statements.values { statement.finalize() }
    if foldsLog {
      // Nobody waits for a reader here: what it keeps in the log, the next writer folds in.
      sqlite3_busy_timeout(handle, 0)
      sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
    }
    sqlite3_close(handle)
  }

  func statement(_ sql: String) throws(StoreError) -> SQLiteStatement {
    if let known = statements[sql] { return known }
    var prepared: OpaquePointer?
    let code = sqlite3_prepare_v3(
      handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
    guard code == SQLITE_OK, let prepared else { throw .sqlite(code, handle, name) }
    let statement = SQLiteStatement(prepared, in: handle, name: name)
    statements[sql] = statement
    return statement
  }

  // Here and not in the directory, where the scan would not be compiled for this connection.
  func accounts(
    now: Int64, sources: [(id: Int64, path: String)]
  ) throws(StoreError) -> (LiveAccounts, [DamagedRow]) {
    try AccountScan(self, now: now, sources: sources).accounts()
  }

  var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

  func script(_ sql: String) throws(StoreError) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw .sqlite(code, handle, name) }
  }

  func forget() throws(StoreError) { try script("PRAGMA wal_checkpoint(TRUNCATE)") }

  func takeRunLock() throws(StoreError) -> Bool { try lockFile.take() }
  func dropRunLock() { lockFile.drop() }
  var isRunLockHeld: Bool? { lockFile.isHeld }

  /// Leaves a write-ahead log as it is when this connection is the last to close.
  func keepLog() {
    rollbook_sqlite_keep_wal_on_close(handle)
  }

  /// Empties the write-ahead log into the database on closing, and leaves the files beside it:
  /// readers that may not make them, as Postfix in a folder of root's, still open the database.
  func emptyLog() {
    keepLog()
    foldsLog = true
  }
}

extension StoreError {
  /// What SQLite's last result on a connection means.
  static func sqlite(_ code: Int32, _ handle: OpaquePointer, _ name: String) -> StoreError {
    let words = String(cString: sqlite3_errmsg(handle))
    if isForWantOfSpace(code, handle) { return .database(name, diskFull) }
    return switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED: .busy(name)
    case SQLITE_NOTADB: .notAStore(name)
    case SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM: .inaccessible(name, words)
    case SQLITE_CONSTRAINT: .conflict(words)
    default: .database(name, words)
    }
  }
  /// `SQLITE_IOERR_SHMSIZE`, which the importer leaves out.
  private static let sharedMemoryTooSmall = SQLITE_IOERR | 19 << 8
  private static let diskFull = "database or disk is full; make room, and try again"

  /// SQLite calls a disk full only where it grows the database or its log; the memory that all
  /// connections share is a file as well.
  private static func isForWantOfSpace(_ code: Int32, _ handle: OpaquePointer) -> Bool {
    if code & 0xFF == SQLITE_FULL || code == sharedMemoryTooSmall { return true }
    guard [SQLITE_IOERR, SQLITE_CANTOPEN].contains(code & 0xFF) else { return false }
    return [ENOSPC, EDQUOT, EFBIG].contains(sqlite3_system_errno(handle))
  }
}
