import Glibc

/// The system's words for the last error of this thread.
func systemWords(_ code: Int32 = errno) -> String {
  // A switch over the common ones would not be complete, and `strerror` alone may share a buffer.
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
    guard let start = buffer.baseAddress else { return "error \(code)" }
    start.initialize(repeating: 0, count: buffer.count)
    guard strerror_r(code, start, buffer.count) == 0 else { return "error \(code)" }
    return String(cString: start).asciiLowercasedFirst
  }
}

/// A random name of `length` characters of `a-z0-9`.
func randomName(_ length: Int) -> String {
  let characters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
  var generator = SystemRandomNumberGenerator()
  return String((0..<length).map { _ in characters.randomElement(using: &generator) ?? "0" })
}

extension String {
  fileprivate var asciiLowercasedFirst: String {
    guard let first else { return self }
    return first.lowercased() + dropFirst()
  }
}
