import Glibc
import System

/// The file beside a database that one run at a time holds locked.
///
/// The kernel gives the lock back when its holder dies, however that happens, so no holder is ever
/// taken for dead because its process number is not known here. The file itself stays: who removes
/// a lock file may remove one that somebody just locked.
final class LockFile {
  private let database: String
  private var held: Int32?

  init(database: String) {
    self.database = database
  }

  deinit { drop() }

  /// - Returns: False when somebody else holds it.
  func take() throws(StoreError) -> Bool {
    if held != nil { return true }
    let path = path
    let file = try open(path)
    var range = Self.whole
    if fcntl(file, Self.setLock, &range) == 0 {
      held = file
      return true
    }
    let error = errno
    close(file)
    if error == EAGAIN || error == EACCES { return false }
    throw .file(path, systemWords(error))
  }

  func drop() {
    if let held { close(held) }
    held = nil
  }

  /// True when anybody holds it; nil where that cannot be seen.
  var isHeld: Bool? {
    let file = Glibc.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return errno == ENOENT ? false : nil }
    defer { close(file) }
    var range = Self.whole
    guard fcntl(file, Self.getLock, &range) == 0 else { return nil }
    return range.l_type != Int16(F_UNLCK)
  }

  /// Beside the file that SQLite opens, however it is reached.
  private var path: String {
    "\(Paths.resolved(database) ?? database).lock"
  }

  private func open(_ path: String) throws(StoreError) -> Int32 {
    let flags = O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    var file = Glibc.open(path, flags | O_CREAT | O_EXCL, 0o600)
    let isNew = file >= 0
    if !isNew, errno == EEXIST { file = Glibc.open(path, flags) }
    guard file >= 0 else {
      let way =
        errno == EACCES ? "; run this as root, or as a user who may write in its folder" : ""
      throw .file(path, systemWords() + way)
    }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      !isNew || isLikeDatabase(file)
    else {
      close(file)
      throw .file(path, "is not a lock file that can be used")
    }
    return file
  }

  /// Gives a new file to those who may write the database.
  private func isLikeDatabase(_ file: Int32) -> Bool {
    var status = stat()
    guard stat(database, &status) == 0 else { return false }
    if geteuid() == 0, fchown(file, status.st_uid, status.st_gid) != 0 { return false }
    return fchmod(file, status.st_mode & 0o660 | 0o600) == 0
  }

  private static var whole: Glibc.flock {
    Glibc.flock(
      l_type: Int16(F_WRLCK), l_whence: Int16(SEEK_SET), l_start: 0, l_len: 0, l_pid: 0)
  }

  // `F_OFD_GETLK` and `F_OFD_SETLK`, which glibc shows to programs that define _GNU_SOURCE. Other
  // record locks belong to the process, and closing any descriptor of the file would drop them.
  private static let getLock: Int32 = 36
  private static let setLock: Int32 = 37
}
