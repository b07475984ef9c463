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
    case different
  }

  /// True when the file that is there has the mode, and the owner and group where there are any of
  /// these names.
  package var isGuarded: Bool {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & 0o7777 == mode else { return false }
    guard let ids else { return true }
    return status.st_uid == ids.user && status.st_gid == ids.group
  }

  /// Gives the file that is there its mode, owner and group.
  ///
  /// - Returns: False where this process may not; it is then as far as it may.
  package func guarded() -> Bool {
    // The owner first: a change of owner may take bits off the mode.
    let isGiven = ids.map { chown(path, $0.user, $0.group) == 0 } ?? true
    return chmod(path, mode) == 0 && isGiven
  }

  /// nil where the system does not know both names.
  private var ids: (user: uid_t, group: gid_t)? {
    guard let user = getpwnam(owner)?.pointee.pw_uid, let members = getgrnam(group)?.pointee.gr_gid
    else { return nil }
    return (user, members)
  }

  /// What stands at the path now.
  package var standing: Standing {
    guard access(path, F_OK) == 0 || errno != ENOENT else { return .missing }
    let wanted = Array(text.utf8)
    guard let found = try? FileBytes.read(path, atMost: wanted.count) else { return .different }
    return found == wanted ? .equal : .different
  }

  /// Writes the file.
  ///
  /// - Returns: False where this process may not give it to its owner and group, or there are none
  ///   of these names; it is then the writer's.
  /// - Throws: When it exists already, or cannot be written whole.
  package func write() throws(NewFile.Failure) -> Bool {
    try NewFile.write(text, to: path, mode: 0o600)
    var isGiven = false
    if let ids { isGiven = chown(path, ids.user, ids.group) == 0 }
    guard chmod(path, mode) == 0 else {
      throw NewFile.Failure(path: path, reason: NewFile.words(for: errno))
    }
    return isGiven
  }
}
