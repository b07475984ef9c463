import Glibc

extension Folder {
  /// Writes a file whole or not at all, by way of the name `draft`.
  ///
  /// - Throws: `EEXIST` when it must be new (`isNew`) and something stands there.
  package func write(
    _ text: String, to name: String, draft: String, mode: mode_t, isNew: Bool = false
  ) throws(SystemError) {
    try removeFile(draft)
    let file = openat(
      descriptor, draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw SystemError(path(of: name)) }
    defer { close(file) }
    do throws(SystemError) {
      guard FileBytes.write(text, to: file), fchmod(file, mode) == 0, fsync(file) == 0,
        move(draft, to: self, name, isNew ? .asNew : .replacing)
      else { throw SystemError(path(of: name)) }
    } catch {
      // What was written of it helps nobody.
      unlinkat(descriptor, draft, 0)
      throw error
    }
    try flush()
  }

  /// The first bytes of a plain file, at most `count`; nil when nothing stands there.
  ///
  /// - Throws: `EINVAL` for anything else than a file, links included.
  package func read(_ name: String, atMost count: Int) throws(SystemError) -> [UInt8]? {
    guard let status = try status(of: name) else { return nil }
    guard status.st_mode & S_IFMT == S_IFREG else { throw SystemError(path(of: name), EINVAL) }
    let file = openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { throw SystemError(path(of: name)) }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: count)
    let found = Glibc.read(file, &bytes, bytes.count)
    guard found >= 0 else { throw SystemError(path(of: name)) }
    return Array(bytes.prefix(found))
  }
}
