import Glibc

/// A file read as a whole.
package enum FileBytes {
  /// The bytes of `path`, and one more than `limit` of a file that is longer.
  package static func read(
    _ path: String, atMost limit: Int
  ) throws(NewFile.Failure) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw failure(path) }
    defer { close(file) }
    guard let bytes = read(file, atMost: limit) else { throw failure(path) }
    return bytes
  }

  /// The same of an open file; nil with `errno` set when that failed.
  static func read(_ file: Int32, atMost limit: Int) -> [UInt8]? {
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

  private static func failure(_ path: String) -> NewFile.Failure {
    NewFile.Failure(path: path, reason: NewFile.words(for: errno))
  }
}
