import Glibc
import System

/// The file of a SQLite store: how it is made and opened.
struct SQLiteFile {
  let path: String

  /// How long a reader waits, in milliseconds.
  ///
  /// In WAL mode readers wait only while another connection closes or recovers.
  private static let readerTimeout = 5_000

  /// Memory for changed pages, in KiB: a rollover is then written to disk once, not in parts.
  private static let writerCache = 65_536

  /// Opens without the means to change a byte of the database or its log, also an older store.
  func openReader() throws(StoreError) -> SQLiteConnection {
    try checkFile()
    let isFrozen = isOnReadOnlyFileSystem && !hasPendingLog
    do {
      let connection = try SQLiteConnection(
        uri: uri("mode=ro" + (isFrozen ? "&immutable=1" : "")), name: path, isReadOnly: true,
        busyTimeout: Self.readerTimeout)
      connection.keepLog()
      try connection.script("PRAGMA trusted_schema = OFF")
      try connection.preview(from: connection.checkedSchema())
      return connection
    } catch {
      guard case .inaccessible(_, let words) = error else { throw error }
      if let refusal { throw refusal }
      guard hasPendingLog else { throw error }
      throw .database(
        path,
        "changes wait in \(path)-wal and it cannot be read: \(words); mount it writable, or read a copy"
      )
    }
  }

  /// Opens for writing and brings an older schema up to date, unless a run is at work.
  ///
  /// A transaction waits up to `lockTimeout` milliseconds for another writer.
  func openWriter(lockTimeout: Int) throws(StoreError) -> SQLiteConnection {
    try checkFile()
    try checkWritable()
    let connection: SQLiteConnection
    let schema: Int
    do {
      connection = try SQLiteConnection(
        uri: uri("mode=rw"), name: path, isReadOnly: false, busyTimeout: lockTimeout)
      // SQLite folds the log in on closing by itself, also that of another program's database.
      connection.keepLog()
      schema = try connection.checkedSchema()
      connection.emptyLog()
      try connection.script(
        """
        PRAGMA journal_mode = WAL;
        PRAGMA foreign_keys = ON;
        PRAGMA synchronous = FULL;
        PRAGMA trusted_schema = OFF;
        PRAGMA secure_delete = ON;
        PRAGMA cache_size = -\(Self.writerCache);
        """)
    } catch {
      if case .inaccessible = error, let refusal { throw refusal }
      throw error
    }
    if schema < SchemaMark.newest {
      guard try connection.takeRunLock() else { throw .busy(path) }
      defer { connection.dropRunLock() }
      try connection.migrate()
    }
    return connection
  }

  private func checkFile() throws(StoreError) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { throw .missing(path) }
      if errno == EACCES { throw .file(path, Self.refusal(to: "enter its folder")) }
      throw .file(path, systemWords())
    }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else { throw .notAStore(path) }
  }

  var isOnReadOnlyFileSystem: Bool {
    var status = statvfs()
    return statvfs(path, &status) == 0 && status.f_flag & UInt(ST_RDONLY) != 0
  }

  /// True when a log beside the file holds what the file does not.
  private var hasPendingLog: Bool {
    var status = stat()
    guard stat(path + "-wal", &status) == 0 else { return errno != ENOENT }
    return status.st_size > 0
  }

  /// The path as a URI with the parameters of `query`.
  func uri(_ query: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    let escaped = path.utf8.flatMap { byte in
      [UInt8(ascii: "%"), UInt8(ascii: "?"), UInt8(ascii: "#")].contains(byte)
        ? [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]] : [byte]
    }
    return "file:\(String(decoding: escaped, as: UTF8.self))?\(query)"
  }
}
