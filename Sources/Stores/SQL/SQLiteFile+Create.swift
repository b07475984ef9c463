import Glibc
import System

extension SQLiteFile {
  /// Makes an empty store; its folder too where that is missing.
  ///
  /// The store is built under another name and appears at once, so a crash leaves no half of one.
  func create(random: RandomSource) throws(StoreError) {
    let servers = ServerAccess.found
    try makeFolder(servers)
    let draft = SQLiteFile(path: "\(path).new-\(random.text(8))")
    defer { draft.removeAll() }
    try draft.makeEmpty(servers)
    // The connection is closed here, which folds its log into the file.
    try draft.build(id: random.text(16))
    guard NewFile.move(draft.path, to: path) else { throw .file(path, systemWords()) }
    try flushFolder()
  }

  private func build(id: String) throws(StoreError) {
    let connection = try SQLiteConnection(
      uri: uri("mode=rw"), name: path, isReadOnly: false, busyTimeout: 0)
    try connection.makeStore(id: id)
  }

  private func makeEmpty(_ servers: ServerAccess?) throws(StoreError) {
    let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .file(path, systemWords()) }
    defer { close(file) }
    guard let servers else { return }
    guard fchown(file, 0, servers.group) == 0, fchmod(file, 0o660) == 0 else {
      throw .file(path, systemWords())
    }
  }

  var folder: String { Paths.folder(of: path) }

  private func makeFolder(_ servers: ServerAccess?) throws(StoreError) {
    do throws(FileFailure) {
      _ = try NewFolder.make(
        folder, mode: servers == nil ? 0o700 : 0o2770, group: servers?.group)
    } catch { throw .file(error.path, error.reason) }
  }

  private func flushFolder() throws(StoreError) {
    guard NewFile.flushFolder(of: path) else { throw .file(folder, systemWords()) }
  }

  private func removeAll() {
    for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
  }
}

/// What lets Postfix and Dovecot open a store: Postfix's processes have no other group than its
/// own, and a reader of a WAL database must be able to write beside it.
private struct ServerAccess {
  let group: gid_t

  /// nil unless this is root and a mail server is installed.
  static var found: ServerAccess? {
    guard geteuid() == 0, let group = getgrnam("postfix") else { return nil }
    return ServerAccess(group: group.pointee.gr_gid)
  }
}
