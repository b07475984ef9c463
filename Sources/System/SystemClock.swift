import Glibc

/// The clocks of this host.
///
/// Whatever decides by the time is given it as a value, or a function that asks here only where
/// nobody gave another.
package enum SystemClock {
  /// Seconds since 1970.
  @Sendable package static func now() -> Int64 { Int64(time(nil)) }

  /// Seconds since 1970 and nanoseconds, as the times of files are kept.
  static var moment: timespec {
    var moment = timespec()
    clock_gettime(CLOCK_REALTIME, &moment)
    return moment
  }

  /// Milliseconds since the host started, which no correction of its clock changes.
  @Sendable package static func uptime() -> Int64 {
    var moment = timespec()
    clock_gettime(CLOCK_MONOTONIC, &moment)
    return Int64(moment.tv_sec) * 1_000 + Int64(moment.tv_nsec) / 1_000_000
  }

  /// Does nothing for so many milliseconds.
  package static func pause(_ milliseconds: Int64) {
    var rest = timespec(
      tv_sec: Int(milliseconds / 1_000), tv_nsec: Int(milliseconds % 1_000) * 1_000_000)
    var left = rest
    // A signal ends a sleep early.
    while nanosleep(&rest, &left) != 0, errno == EINTR { rest = left }
  }

  /// How many seconds the clocks of `zone` (an IANA name), or of the system's zone, are ahead of UTC
  /// at a moment, in seconds since 1970.
  package static func offset(at seconds: Int64, in zone: String?) -> Int64 {
    if let zone { setenv("TZ", zone, 1) }
    tzset()
    var moment = time_t(seconds)
    var parts = tm()
    localtime_r(&moment, &parts)
    return Int64(parts.tm_gmtoff)
  }
}
