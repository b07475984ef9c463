import Glibc
import MailModel

/// What the process is told from outside.
enum Environment {
  /// An environment variable; nil when it is not set.
  static subscript(name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// An environment variable that is set to something; nil otherwise.
  static func named(_ name: String) -> String? { self[name].flatMap { $0.isEmpty ? nil : $0 } }

  /// Does nothing for so many milliseconds.
  static func pause(_ milliseconds: Int64) {
    var rest = timespec(
      tv_sec: Int(milliseconds / 1_000), tv_nsec: Int(milliseconds % 1_000) * 1_000_000)
    var left = rest
    // A signal ends a sleep early.
    while nanosleep(&rest, &left) != 0, errno == EINTR { rest = left }
  }

  static var hostName: String {
    var buffer = [CChar](repeating: 0, count: 256)
    gethostname(&buffer, 255)
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// The system's name for the user of this process.
  static var loginName: String {
    guard let entry = getpwuid(geteuid()), let name = entry.pointee.pw_name else { return "" }
    return String(cString: name)
  }

  /// Seconds since 1970.
  static var now: Int64 { Int64(time(nil)) }

  /// Milliseconds since the host started, which no correction of its clock changes.
  static var uptime: Int64 {
    var moment = timespec()
    clock_gettime(CLOCK_MONOTONIC, &moment)
    return Int64(moment.tv_sec) * 1_000 + Int64(moment.tv_nsec) / 1_000_000
  }

  /// The day it is in `zone` (an IANA name), or in the system's zone.
  static func day(of seconds: Int64, in zone: String?) -> Day {
    if let zone { setenv("TZ", zone, 1) }
    tzset()
    var moment = time_t(seconds)
    var parts = tm()
    localtime_r(&moment, &parts)
    return Day(secondsSince1970: seconds + Int64(parts.tm_gmtoff))
  }
}

enum ProcessID {
  static var current: Int32 { getpid() }
}
