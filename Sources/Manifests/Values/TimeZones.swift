#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The time zones that this machine knows.
enum TimeZones {
  private static let folder = "/usr/share/zoneinfo"

  /// True for an IANA name such as `Europe/London`, and for any where the machine has no list.
  ///
  /// The C library takes an unknown name for UTC without a word, which would move days.
  static func isKnown(_ name: String) -> Bool {
    access(folder, F_OK) != 0 || access("\(folder)/\(name)", F_OK) == 0
  }
}
