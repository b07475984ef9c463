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
    if let user = getpwnam(owner)?.pointee.pw_uid, let members = getgrnam(group)?.pointee.gr_gid {
      isGiven = chown(path, user, members) == 0
    }
    guard chmod(path, mode) == 0 else {
      throw NewFile.Failure(path: path, reason: NewFile.words(for: errno))
    }
    return isGiven
  }
}
