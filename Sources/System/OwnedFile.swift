import Glibc

/// A file with its mode, owner and group, as the settings of a server are kept.
package struct OwnedFile {
  package let path: String
  let text: String
  let mode: mode_t
  let owner: String
  let group: String

  package init(path: String, text: String, mode: UInt32, owner: String, group: String) {
    self.path = path
    self.text = text
    self.mode = mode_t(mode)
    self.owner = owner
    self.group = group
  }

  package enum Standing {
    case missing
    case equal
    /// Also a link: whoever made it may turn it to any file before it is given away.
    case different
  }

  /// What stands at the path now.
  package var standing: Standing {
    let file = open(path, Self.flags)
    guard file >= 0 else { return errno == ENOENT ? .missing : .different }
    defer { close(file) }
    return isEqual(file) ? .equal : .different
  }

  /// True when the file that is there has the mode, and the owner and group where there are any of
  /// these names.
  package var isGuarded: Bool {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & ~S_IFMT == mode else { return false }
    guard let ids else { return true }
    return status.st_uid == ids.user && status.st_gid == ids.group
  }

  /// Gives the file that is there, while it is equal, its mode, owner and group.
  ///
  /// - Returns: False where this process may not, and it is then as far as it may; or where the file
  ///   is no longer equal.
  package func guarded() -> Bool {
    // One descriptor for all of it: the path may lead elsewhere by the next call.
    let file = open(path, Self.flags)
    guard file >= 0 else { return false }
    defer { close(file) }
    guard isEqual(file) else { return false }
    // The owner first: a change of owner may take bits off the mode.
    let isGiven = give(file) ?? true
    return fchmod(file, mode) == 0 && isGiven
  }

  /// Writes the file.
  ///
  /// - Returns: False where this process may not give it to its owner and group, or there are none
  ///   of these names; it is then the writer's.
  /// - Throws: When it exists already, or cannot be written whole.
  package func write() throws(FileFailure) -> Bool {
    var isGiven = false
    try NewFile.write(text, to: path, mode: 0o600) { file in
      isGiven = give(file) ?? false
      return fchmod(file, mode) == 0
    }
    return isGiven
  }

  // Not blocking, so that a pipe of this name keeps nobody waiting.
  private static let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC

  /// True for a regular file of this text that no other name leads to.
  private func isEqual(_ file: Int32) -> Bool {
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_nlink == 1
    else { return false }
    let wanted = Array(text.utf8)
    return FileBytes.read(file, atMost: wanted.count) == wanted
  }

  /// Gives an open file to the owner and group; nil where the system does not know both names.
  private func give(_ file: Int32) -> Bool? {
    ids.map { fchown(file, $0.user, $0.group) == 0 }
  }

  /// nil where the system does not know both names.
  private var ids: (user: uid_t, group: gid_t)? {
    guard let user = getpwnam(owner)?.pointee.pw_uid, let members = getgrnam(group)?.pointee.gr_gid
    else { return nil }
    return (user, members)
  }
}
