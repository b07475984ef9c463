import MailModel

/// Seconds since 1970 as a moment in UTC: `2026-11-22T18:00:00Z`.
package enum ISO8601 {
  package static func text(_ seconds: Int64) -> String {
    "\(Day(secondsSince1970: seconds))T\(clock(seconds))Z"
  }

  /// The time of day in UTC: `18:00:00`.
  package static func clock(_ seconds: Int64) -> String {
    let second = ((seconds % 86_400) + 86_400) % 86_400
    return [second / 3_600, second / 60 % 60, second % 60]
      .map { $0 < 10 ? "0\($0)" : "\($0)" }
      .joined(separator: ":")
  }

  /// Reads exactly what `text` writes.
  ///
  /// - Returns: nil for any other form and for a moment that the calendar does not have.
  package static func seconds(_ text: String) -> Int64? {
    let halves = text.split(separator: "T", omittingEmptySubsequences: false)
    guard halves.count == 2, halves[1].hasSuffix("Z"), let day = Day(halves[0]) else { return nil }
    let parts = halves[1].dropLast().split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3,
      parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy(\.isASCIIDigit) }),
      let hour = Int64(parts[0]), let minute = Int64(parts[1]), let second = Int64(parts[2]),
      hour < 24, minute < 60, second < 60
    else { return nil }
    return days(to: day) * 86_400 + hour * 3_600 + minute * 60 + second
  }

  /// Days since 1970 after Howard Hinnant's public algorithm, the inverse of `Day`'s.
  private static func days(to day: Day) -> Int64 {
    let year = day.month <= 2 ? day.year - 1 : day.year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let shiftedMonth = day.month > 2 ? day.month - 3 : day.month + 9
    let dayOfYear = (153 * shiftedMonth + 2) / 5 + day.day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int64(era * 146_097 + dayOfEra - 719_468)
  }
}
