import Glibc

extension SQLiteFile {
  /// - Throws: `file` where no run can write.
  func checkWritable() throws(StoreError) {
    guard !isOnReadOnlyFileSystem else {
      throw .file(path, "its file system is mounted read-only; mount it writable, and try again")
    }
    guard access(path, W_OK) == 0 else { throw .file(path, Self.refusal(to: "write it")) }
  }

  /// Why SQLite cannot use the file, where that is a matter of permissions.
  ///
  /// Its own words name neither the folder nor the way out.
  var refusal: StoreError? {
    if access(path, R_OK) != 0 { return .file(path, Self.refusal(to: "read it")) }
    guard !isOnReadOnlyFileSystem else { return nil }
    if access(folder, W_OK) != 0 {
      return .file(
        path,
        Self.refusal(to: "write in \(folder), where all who use a SQLite store share memory"))
    }
    for beside in ["\(path)-wal", "\(path)-shm"]
    where access(beside, F_OK) == 0 && access(beside, R_OK | W_OK) != 0 {
      return .file(path, Self.refusal(to: "read and write \(beside)"))
    }
    return nil
  }

  static func refusal(to act: String) -> String {
    "this user may not \(act); run this as root, or as a member of the group that may"
  }
}
