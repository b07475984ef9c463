import Glibc

/// The bytes of a file, read as a whole, or written as a whole to one that is open.
package enum FileBytes {
  /// The bytes of `path`, and one more than `limit` of a file that is longer.
  package static func read(
    _ path: String, atMost limit: Int
  ) throws(FileFailure) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw FileFailure(path) }
    defer { close(file) }
    guard let bytes = read(file, atMost: limit) else { throw FileFailure(path) }
    return bytes
  }

  /// The bytes of an open file up to its end, and no more than one above `limit`; nil with `errno`
  /// set when they cannot be read.
  package static func read(_ file: Int32, atMost limit: Int = .max - 1) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: min(limit, 1 << 20) + 1)
    while bytes.count <= limit {
      let wanted = min(buffer.count, limit + 1 - bytes.count)
      let count = Glibc.read(file, &buffer, wanted)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return bytes
  }

  /// Writes all of `text` to an open file; false with `errno` set when that failed.
  package static func write(_ text: String, to file: Int32) -> Bool {
    write(Array(text.utf8), to: file)
  }

  /// Writes all of `bytes` to an open file; false with `errno` set when that failed.
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
}
