import Glibc

/// A connection to a port of this machine on which lines of text go to and fro.
final class TextConnection {
  struct Failure: Error {
    let reason: String
  }

  private let socket: Int32
  private var buffer: [UInt8] = []

  /// Waits up to ten minutes for every answer (RFC 5321, 4.5.3.2.6).
  ///
  /// A group of thousands takes a busy host a while.
  init(port: UInt16, source: String? = nil) throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var wait = timeval(tv_sec: 600, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    if let source {
      guard Self.use(source, 0, { bind(self.socket, $0, $1) }) == 0 else {
        throw Failure(reason: "\(source) is no address of this host")
      }
    }
    guard Self.use("127.0.0.1", port, { connect(self.socket, $0, $1) }) == 0 else {
      throw Failure(reason: "nobody listens on port \(port)")
    }
  }

  deinit { close(socket) }

  private static func use(
    _ host: String, _ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr(host)
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  func write(_ text: String) throws {
    let bytes = Array(text.utf8)
    guard send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
      throw Failure(reason: "the connection is closed")
    }
  }

  /// The next line without its end.
  func line() throws -> String {
    while true {
      if let end = buffer.firstIndex(of: 10) {
        let line = String(decoding: buffer[..<end].filter { $0 != 13 }, as: UTF8.self)
        buffer.removeSubrange(...end)
        return line
      }
      try receive()
    }
  }

  func text(_ count: Int) throws -> String {
    while buffer.count < count { try receive() }
    defer { buffer.removeFirst(count) }
    return String(decoding: buffer[..<count], as: UTF8.self)
  }

  private func receive() throws {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = recv(socket, &chunk, chunk.count, 0)
    guard count > 0 else { throw Failure(reason: "no answer") }
    buffer += chunk[..<count]
  }
}
