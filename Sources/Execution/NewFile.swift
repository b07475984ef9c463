import Glibc

/// Files that did not exist before, written whole or not at all.
package enum NewFile {
  /// Why a file was not written, in the words of the system.
  package struct Failure: Error {
    package let path: String
    package let reason: String
  }

  /// Makes `path` with `mode`, writes `text` and flushes file and folder to disk.
  ///
  /// `finish` does what else the open file needs; false with `errno` set when that failed.
  ///
  /// - Throws: When the file exists already, or cannot be written whole; a partial file is removed.
  package static func write(
    _ text: String, to path: String, mode: mode_t, finish: (Int32) -> Bool = { _ in true }
  ) throws(Failure) {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    guard file >= 0 else {
      throw Failure(
        path: path, reason: errno == EEXIST ? "exists already" : words(for: errno))
    }
    let isWritten = write(text, to: file) && finish(file) && fsync(file) == 0 && close(file) == 0
    guard isWritten, flushFolder(of: path) else {
      let reason = words(for: errno)
      unlink(path)
      throw Failure(path: path, reason: reason)
    }
  }

  /// - Throws: When something is at `path`, or nobody may make a file there.
  static func checkFree(_ path: String) throws(Failure) {
    var status = stat()
    guard lstat(path, &status) != 0 else { throw Failure(path: path, reason: "exists already") }
    guard errno == ENOENT, access(folder(of: path), W_OK | X_OK) == 0 else {
      throw Failure(path: path, reason: words(for: errno))
    }
  }

  /// Puts `text` in the place of `path`, or where nothing is, in one step.
  ///
  /// - Throws: When it cannot be written whole; what was there is then still there.
  package static func replace(
    _ path: String, with text: String, mode: mode_t
  ) throws(Failure) {
    let draft = "\(path).\(getpid())~"
    do throws(Failure) {
      try write(text, to: draft, mode: mode)
    } catch { throw Failure(path: path, reason: error.reason) }
    guard rename(draft, path) == 0, flushFolder(of: path) else {
      let reason = words(for: errno)
      unlink(draft)
      throw Failure(path: path, reason: reason)
    }
  }

  /// Writes all of `text`; false with `errno` set when that failed.
  package static func write(_ text: String, to file: Int32) -> Bool {
    write(Array(text.utf8), to: file)
  }

  /// Writes all of `bytes`; false with `errno` set when that failed.
  static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
    var bytes = bytes[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count >= 0 {
        bytes = bytes.dropFirst(count)
      } else if errno == EAGAIN {
        var wait = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
        _ = poll(&wait, 1, -1)
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }

  /// The system's words in the lower case of all messages.
  static func words(for error: Int32) -> String {
    let words = String(cString: strerror(error))
    return words.prefix(1).lowercased() + words.dropFirst()
  }

  static func flushFolder(of path: String) -> Bool {
    let descriptor = open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return fsync(descriptor) == 0
  }

  private static func folder(of path: String) -> String {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    return slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  }
}
