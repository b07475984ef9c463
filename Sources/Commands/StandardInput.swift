import Glibc

/// What another program hands over.
enum StandardInput {
  /// Everything up to the end.
  ///
  /// - Throws: A failure when it can't be read to the end.
  static func read() throws -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(0, &buffer, buffer.count)
      if count == 0 { return bytes }
      if count > 0 {
        bytes += buffer[..<count]
      } else if errno != EINTR {
        throw Failure("cannot read standard input: \(String(cString: strerror(errno)))")
      }
    }
  }
}
