import Glibc

/// An open folder, reached without following a symbolic link.
///
/// Everything is done relative to open folders, so that nobody who owns a mailbox can lead
/// rollbook out of it by exchanging a folder for a link. Names are bytes that end with a zero, since
/// those that a mail client makes need not be UTF-8; a `String` may stand for them.
package final class Folder {
  package let descriptor: Int32
  /// The name in `parent`, repaired where it is no UTF-8; of a root the path.
  package let name: String
  private let parent: Folder?

  private init(_ descriptor: Int32, _ name: String, in parent: Folder?) {
    self.descriptor = descriptor
    self.name = name
    self.parent = parent
  }

  /// For errors, hence made when asked for.
  package var path: String { parent.map { "\($0.path)/\(name)" } ?? name }

  package func path(of name: UnsafePointer<CChar>) -> String { "\(path)/\(String(cString: name))" }

  deinit { close(descriptor) }

  private static let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC

  /// Opens a root, which may be reached through links: it is the site's own choice.
  package static func root(_ path: String) throws(SystemError) -> Folder {
    let descriptor = Glibc.open(path, flags)
    guard descriptor >= 0 else { throw SystemError(path) }
    return Folder(descriptor, path, in: nil)
  }

  /// Opens one folder in this one; nil when nothing stands there.
  package func open(_ name: UnsafePointer<CChar>) throws(SystemError) -> Folder? {
    let descriptor = openat(self.descriptor, name, Self.flags | O_NOFOLLOW)
    if descriptor >= 0 { return Folder(descriptor, String(cString: name), in: self) }
    if errno == ENOENT { return nil }
    throw SystemError(path(of: name))
  }

  /// Opens the folder at the end of `parts`; nil when one of them is missing.
  package func open(_ parts: [String]) throws(SystemError) -> Folder? {
    var folder = self
    for part in parts {
      guard let next = try folder.open(part) else { return nil }
      folder = next
    }
    return folder
  }

  /// Makes a folder unless it is there.
  package func make(_ name: UnsafePointer<CChar>, mode: mode_t) throws(SystemError) -> Folder {
    if mkdirat(descriptor, name, mode) == 0 {
      try flush()
    } else if errno != EEXIST {
      throw SystemError(path(of: name))
    }
    guard let folder = try open(name) else { throw SystemError(path(of: name), ENOENT) }
    return folder
  }

  /// What stands at `name`, links not followed; nil when nothing does.
  package func status(of name: UnsafePointer<CChar>) throws(SystemError) -> stat? {
    var status = stat()
    if fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 { return status }
    if errno == ENOENT { return nil }
    throw SystemError(path(of: name))
  }

  package var device: dev_t {
    get throws(SystemError) {
      var status = stat()
      guard fstat(descriptor, &status) == 0 else { throw SystemError(path) }
      return status.st_dev
    }
  }

  /// Flushes the folder's entries to disk.
  package func flush() throws(SystemError) {
    guard fsync(descriptor) == 0 else { throw SystemError(path) }
  }

  /// Removes a file; nothing happens when there is none.
  package func removeFile(_ name: UnsafePointer<CChar>) throws(SystemError) {
    guard unlinkat(descriptor, name, 0) == 0 || errno == ENOENT else {
      throw SystemError(path(of: name))
    }
  }

  /// Removes an empty folder; nothing happens when there is none.
  package func removeFolder(_ name: UnsafePointer<CChar>) throws(SystemError) {
    guard unlinkat(descriptor, name, AT_REMOVEDIR) == 0 || errno == ENOENT else {
      throw SystemError(path(of: name))
    }
  }

  /// Visits every entry but `.` and `..`; its name is valid inside `visit` only.
  package func each(_ visit: (FolderEntry) throws(SystemError) -> Void) throws(SystemError) {
    // Closing the stream closes its descriptor.
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
    guard copy >= 0, let stream = fdopendir(copy) else { throw SystemError(path) }
    defer { closedir(stream) }
    // Both share one offset, which an earlier visit has moved.
    rewinddir(stream)
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { throw SystemError(path) }
        return
      }
      let found = FolderEntry(entry)
      if !found.isSelfOrParent { try visit(found) }
    }
  }
}
