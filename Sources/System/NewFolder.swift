import Glibc

/// A folder that this process makes, with a mode that no umask narrows.
package enum NewFolder {
  /// Makes `path` with `mode`, of the group where one is given.
  ///
  /// - Returns: False where something stands there already; it is then left as it is.
  package static func make(
    _ path: String, mode: mode_t, group: gid_t? = nil
  ) throws(FileFailure) -> Bool {
    guard mkdir(path, 0o700) == 0 else {
      if errno == EEXIST { return false }
      throw FileFailure(path)
    }
    try open(path, to: mode, group: group)
    return true
  }

  /// Gives a folder its mode and group, unless a link was put in its place.
  static func open(_ path: String, to mode: mode_t, group: gid_t?) throws(FileFailure) {
    let folder = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard folder >= 0 else { throw FileFailure(path) }
    defer { close(folder) }
    // The group first: a change of group may take bits off the mode.
    if let group, fchown(folder, uid_t.max, group) != 0 { throw FileFailure(path) }
    guard fchmod(folder, mode) == 0 else { throw FileFailure(path) }
  }
}
