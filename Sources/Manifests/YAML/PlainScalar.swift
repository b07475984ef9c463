import MailModel

/// What YAML 1.1 and 1.2 readers make of a scalar without quotes.
///
/// Readers disagree on many of them (`no`, `012`, `12:30`), so those are refused where text, a
/// flag or a number is wanted, never guessed.
enum PlainScalar {
  enum Meaning: Equatable {
    case null
    case flag(Bool)
    /// Decimal, without leading zero or plus sign.
    case integer
    /// `no`, `on` and so on: a flag to some readers.
    case oldFlag
    /// Octal, hexadecimal, a fraction, a power of ten, base 60.
    case oddNumber
    case day
    case text
  }

  @inline(__always)
  static func isNull(_ bytes: UnsafeRawBufferPointer) -> Bool {
    switch bytes.count {
    case 0: true
    case 1: bytes[0] == UInt8(ascii: "~")
    case 4: isSpelling(of: "null", bytes)
    default: false
    }
  }

  static func meaning(of bytes: UnsafeRawBufferPointer) -> Meaning {
    guard let first = bytes.first else { return .null }
    if first.isASCIIDigit || first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
      || first == UInt8(ascii: ".")
    {
      return numberMeaning(of: bytes)
    }
    guard bytes.count <= 5 else { return .text }
    if isNull(bytes) { return .null }
    switch bytes.count {
    case 2: return isSpelling(of: "no", bytes) || isSpelling(of: "on", bytes) ? .oldFlag : .text
    case 3: return isSpelling(of: "yes", bytes) || isSpelling(of: "off", bytes) ? .oldFlag : .text
    case 4: return isSpelling(of: "true", bytes) ? .flag(true) : .text
    case 5: return isSpelling(of: "false", bytes) ? .flag(false) : .text
    default: return .text
    }
  }

  /// True for `word`, `Word` and `WORD`, the three spellings of YAML's own words.
  private static func isSpelling(of word: StaticString, _ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count == word.utf8CodeUnitCount, bytes[0] | 0x20 == word.utf8Start[0] else {
      return false
    }
    var upper = 0
    for index in 0..<bytes.count {
      guard bytes[index] | 0x20 == word.utf8Start[index] else { return false }
      if bytes[index] & 0x20 == 0 { upper += 1 }
    }
    return upper == 0 || upper == bytes.count || (upper == 1 && bytes[0] & 0x20 == 0)
  }

  @inline(never)
  private static func numberMeaning(of bytes: UnsafeRawBufferPointer) -> Meaning {
    var digits = bytes[...]
    let isSigned = digits.first == UInt8(ascii: "-") || digits.first == UInt8(ascii: "+")
    if isSigned { digits = digits.dropFirst() }
    guard let first = digits.first else { return .text }
    if digits.allSatisfy(\.isASCIIDigit) {
      let isCanonical = digits.count == 1 || first != UInt8(ascii: "0")
      return isCanonical && bytes.first != UInt8(ascii: "+") ? .integer : .oddNumber
    }
    if isDay(bytes) { return .day }
    if first == UInt8(ascii: "0"), digits.count > 2,
      let base = digits.dropFirst().first.map({ $0 | 0x20 })
    {
      let rest = digits.dropFirst(2)
      if base == UInt8(ascii: "x"), rest.allSatisfy({ $0.isHexadecimalDigit || $0 == 0x5F }) {
        return .oddNumber
      }
      let isOther = base == UInt8(ascii: "o") || base == UInt8(ascii: "b")
      if isOther, rest.allSatisfy({ $0.isASCIIDigit || $0 == 0x5F }) { return .oddNumber }
    }
    if first == UInt8(ascii: "."), digits.count == 4 {
      let word = digits.dropFirst().map(\.asciiLowercased)
      if word == Array("inf".utf8) || word == Array("nan".utf8) { return .oddNumber }
    }
    return isFraction(digits) || isBase60(digits) ? .oddNumber : .text
  }

  /// Digits and underscores with at most one point, and a power of ten behind them.
  private static func isFraction(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
    var points = 0
    var count = 0
    var rest = bytes
    while let byte = rest.first {
      if byte == UInt8(ascii: ".") {
        points += 1
      } else if byte.isASCIIDigit {
        count += 1
      } else if byte != UInt8(ascii: "_") || count == 0 {
        break
      }
      rest = rest.dropFirst()
    }
    guard count > 0, points <= 1 else { return false }
    guard let mark = rest.first else { return true }
    guard mark | 0x20 == UInt8(ascii: "e") else { return false }
    rest = rest.dropFirst()
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") {
      rest = rest.dropFirst()
    }
    return !rest.isEmpty && rest.allSatisfy(\.isASCIIDigit)
  }

  private static func isBase60(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
    let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count > 1 else { return false }
    return parts.enumerated().allSatisfy { index, part in
      let isLast = index == parts.count - 1
      return !part.isEmpty
        && part.allSatisfy { $0.isASCIIDigit || (isLast && $0 == UInt8(ascii: ".")) }
        && (index == 0 || part.prefix { $0.isASCIIDigit }.count <= 2)
    }
  }

  /// True for `2026-12-18`, `2026-1-5` and those with a time behind.
  private static func isDay(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let day = bytes.prefix { $0.isASCIIDigit || $0 == UInt8(ascii: "-") }
    let parts = day.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, (1...2).contains(parts[1].count),
      (1...2).contains(parts[2].count)
    else { return false }
    let rest = bytes.dropFirst(day.count)
    guard let mark = rest.first else { return true }
    return (mark | 0x20 == UInt8(ascii: "t") || mark == UInt8(ascii: " "))
      && rest.dropFirst().first?.isASCIIDigit == true && rest.contains(UInt8(ascii: ":"))
  }
}

extension UInt8 {
  fileprivate var isHexadecimalDigit: Bool {
    isASCIIDigit || (self | 0x20 >= 97 && self | 0x20 <= 102)
  }
}
