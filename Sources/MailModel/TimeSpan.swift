/// A length of time as manifests write it: `30d`, `12h`, `10m`, `45s`.
package struct TimeSpan: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let seconds: Int64

  package init(seconds: Int64) {
    self.seconds = seconds
  }

  package static func days(_ count: Int64) -> TimeSpan { TimeSpan(seconds: count * 86_400) }

  /// Reads a whole positive number and one unit of `s m h d w`, at most 100 years.
  package init?(_ text: String) {
    guard let unit = text.utf8.last, let factor = Self.units.first(where: { $0.mark == unit })
    else { return nil }
    let digits = text.dropLast()
    guard !digits.isEmpty, digits.utf8.count <= 10, digits.utf8.allSatisfy(\.isASCIIDigit),
      let number = Int64(digits), number > 0,
      number <= 3_155_760_000 / factor.seconds
    else { return nil }
    seconds = number * factor.seconds
  }

  /// The largest unit up to days that loses nothing.
  package var description: String {
    for unit in Self.units.dropFirst() where seconds.isMultiple(of: unit.seconds) {
      return "\(seconds / unit.seconds)\(Character(UnicodeScalar(unit.mark)))"
    }
    return "\(seconds)s"
  }

  package static func < (left: Self, right: Self) -> Bool { left.seconds < right.seconds }

  private static let units: [(mark: UInt8, seconds: Int64)] = [
    (UInt8(ascii: "w"), 604_800), (UInt8(ascii: "d"), 86_400), (UInt8(ascii: "h"), 3_600),
    (UInt8(ascii: "m"), 60), (UInt8(ascii: "s"), 1),
  ]
}
