import Glibc

/// A file whose text is exchanged as a whole: readers see the old one or the new one, never half.
package enum ReplacedFile {
  /// Puts `new` in the place of `old`, flushed to disk, with the mode and owner the file has.
  ///
  /// A symbolic link stays, and the file behind it is replaced.
  /// - Throws: When the file no longer holds `old`, may not be written, or can't keep its owner;
  ///   it is as it was then.
  package static func write(
    _ new: [UInt8], over old: [UInt8], at path: String
  ) throws(FileFailure) {
    guard let target = Paths.resolved(path) else { throw FileFailure(path) }
    guard access(target, W_OK) == 0 else { throw FileFailure(path) }
    var status = stat()
    let current = open(target, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard current >= 0 else { throw FileFailure(path) }
    defer { close(current) }
    guard fstat(current, &status) == 0 else { throw FileFailure(path) }
    guard status.st_mode & S_IFMT == S_IFREG, holds(old, current, size: Int(status.st_size)) else {
      throw FileFailure(path: path, reason: "it was changed by somebody else just now")
    }
    let draft = Paths.join(Paths.folder(of: target), ".\(Paths.name(of: target)).XXXXXX")
    var template = Array(draft.utf8CString)
    let file = mkstemp(&template)
    guard file >= 0 else { throw FileFailure(path) }
    let temporary = template.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
    // The owner first: a change of owner may take bits off the mode.
    let isWritten =
      FileBytes.write(new, to: file) && fchown(file, status.st_uid, status.st_gid) == 0
      && fchmod(file, status.st_mode & 0o7777) == 0 && fsync(file) == 0
    let reason = isWritten ? "" : systemWords()
    close(file)
    guard isWritten else {
      unlink(temporary)
      throw FileFailure(path: path, reason: reason)
    }
    guard rename(temporary, target) == 0 else {
      let failure = FileFailure(path)
      unlink(temporary)
      throw failure
    }
    guard NewFile.flushFolder(of: target) else { throw FileFailure(path) }
  }

  private static func holds(_ bytes: [UInt8], _ file: Int32, size: Int) -> Bool {
    guard size == bytes.count else { return false }
    var rest = bytes[...]
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(file, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return count == 0 && rest.isEmpty }
      guard rest.starts(with: buffer[..<count]) else { return false }
      rest = rest.dropFirst(count)
    }
  }
}
