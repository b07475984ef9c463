import Glibc

/// The system's words for an error number, in the lower case of all messages; without one, for the
/// last error of this thread.
package func systemWords(_ code: Int32 = errno) -> String {
  // A switch over the common ones would not be complete, and `strerror` alone may share a buffer.
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
    guard let start = buffer.baseAddress else { return "error \(code)" }
    start.initialize(repeating: 0, count: buffer.count)
    guard strerror_r(code, start, buffer.count) == 0 else { return "error \(code)" }
    let words = String(cString: start)
    return words.prefix(1).lowercased() + words.dropFirst()
  }
}
