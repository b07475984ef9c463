import MailModel

/// How far words are apart, for did-you-mean.
package enum Spelling {
  /// Letters added, left out, changed or swapped with their neighbour to get from one to the other.
  static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, byte) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        var best = min(
          last[column] + (byte == other ? 0 : 1), last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, byte == right[column - 1], left[row - 1] == other {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }

  /// The nearest of `words`, the first of several; nil when none is near enough.
  ///
  /// A name of one letter is near to none, nor is an address whose local part is no nearer than that.
  /// Words that differ in digits alone are as different as can be: `year-7` and `year-10`.
  package static func nearest(to word: String, among words: some Sequence<String>) -> String? {
    let bytes = Array(word.utf8).map(\.asciiLowercased)
    let limit = limit(of: bytes.count)
    let local = bytes.prefix { $0 != UInt8(ascii: "@") }
    var best: (word: String, distance: Int)?
    for candidate in words
    where !candidate.isEmpty && abs(candidate.utf8.count - bytes.count) <= limit {
      let other = Array(candidate.utf8)
      if let rest = bytes.withoutDigits, rest == other.withoutDigits { continue }
      let distance = distance(bytes, other)
      guard distance <= limit, distance < best?.distance ?? .max else { continue }
      if local.count < bytes.count {
        let otherLocal = Array(other.prefix { $0 != UInt8(ascii: "@") })
        guard Self.distance(Array(local), otherLocal) <= Self.limit(of: local.count) else {
          continue
        }
      }
      best = (candidate, distance)
    }
    return best?.word
  }

  /// How far apart words of this length may be to mean the same.
  private static func limit(of length: Int) -> Int { length < 2 ? 0 : length < 5 ? 1 : 2 }
}

extension [UInt8] {
  /// nil where there are none.
  fileprivate var withoutDigits: [UInt8]? {
    let rest = filter { !$0.isASCIIDigit }
    return rest.count == count ? nil : rest
  }
}
