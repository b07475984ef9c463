import Glibc

/// The computer that a store is opened on, as far as the store asks about it.
package struct Host: Sendable {
  package let name: String
  /// Seconds since 1970.
  package let now: @Sendable () -> Int64

  package init(name: String, now: @escaping @Sendable () -> Int64) {
    self.name = name
    self.now = now
  }

  /// The one that this process runs on.
  package static var current: Host { Host(name: ownName, now: SystemClock.now) }

  private static var ownName: String {
    var buffer = [CChar](repeating: 0, count: 256)
    gethostname(&buffer, 255)
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
