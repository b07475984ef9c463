import MailModel

/// Which characters text may hold.
enum TextRules {
  /// No control characters and no line breaks of any kind.
  static func isLine(_ text: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    while index + 8 <= text.count {
      if mayHaveControl(text.loadUnaligned(fromByteOffset: index, as: UInt64.self)),
        !isLine(text, index..<index + 8)
      {
        return false
      }
      index += 8
    }
    guard isLine(text, index..<text.count) else { return false }
    return text.count <= ValueReader.maximumLength
  }

  private static func isLine(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
    for index in range {
      let byte = text[index]
      if byte < 0x20 || byte == 0x7F { return false }
      // U+00C0 to U+033F are letters and marks.
      if byte >= 0xC2, !(0xC3...0xCC).contains(byte), !isHarmless(text, index) { return false }
    }
    return true
  }

  /// Of the character that begins at `index`.
  private static func isHarmless(_ text: UnsafeRawBufferPointer, _ index: Int) -> Bool {
    guard let scalar = scalar(text, at: index) else { return true }
    var before = index - 1
    while before > 0, text[before] & 0xC0 == 0x80 { before -= 1 }
    return scalar.isHarmless(after: before < 0 ? nil : self.scalar(text, at: before))
  }

  private static func scalar(_ text: UnsafeRawBufferPointer, at index: Int) -> Unicode.Scalar? {
    String(decoding: text[index...].prefix(4), as: UTF8.self).unicodeScalars.first
  }

  /// False when none of eight bytes is below 0x20, 0x7F or part of a wide character.
  @inline(__always)
  private static func mayHaveControl(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs = ones << 7
    let low = (word &- ones &* 0x20) & ~word
    let delete = word ^ (ones &* 0x7F)
    return (low | ((delete &- ones) & ~delete) | word) & highs != 0
  }

  /// Line feeds and tabs are the only control characters.
  static func isLines(_ text: UnsafeRawBufferPointer) -> Bool {
    for index in text.indices {
      let byte = text[index]
      if byte < 0x20, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\t") { return false }
      if byte == 0x7F || (byte >= 0xC2 && isWideControl(text, index)) { return false }
    }
    return true
  }

  /// U+0080 to U+009F, U+2028, U+2029.
  private static func isWideControl(_ text: UnsafeRawBufferPointer, _ index: Int) -> Bool {
    if text[index] == 0xC2 { return index + 1 < text.count && text[index + 1] < 0xA0 }
    guard text[index] == 0xE2, index + 2 < text.count else { return false }
    return text[index + 1] == 0x80 && (text[index + 2] == 0xA8 || text[index + 2] == 0xA9)
  }
}

/// A quota on bytes; agrees with `Quota(_:)` but refuses leading zeros and a number without a unit.
enum QuotaText {
  static func bytes(_ text: UnsafeRawBufferPointer) -> UInt64? {
    guard let first = text.first, let last = text.last else { return nil }
    guard first > UInt8(ascii: "0"), first <= UInt8(ascii: "9") else {
      return text.elementsEqual("unlimited".utf8) ? 0 : nil
    }
    let exponent: UInt64
    switch last {
    case UInt8(ascii: "B"): exponent = 0
    case UInt8(ascii: "K"): exponent = 10
    case UInt8(ascii: "M"): exponent = 20
    case UInt8(ascii: "G"): exponent = 30
    case UInt8(ascii: "T"): exponent = 40
    default: return nil
    }
    let end = text.count - 1
    guard end <= 19 else { return nil }
    var number: UInt64 = 0
    for byte in text[..<end] {
      guard byte.isASCIIDigit else { return nil }
      number = number * 10 + UInt64(byte - UInt8(ascii: "0"))
    }
    let (product, overflow) = number.multipliedReportingOverflow(by: 1 << exponent)
    return overflow || product > UInt64(Int64.max) ? nil : product
  }
}

/// A day on bytes; agrees with `Day(_:)`.
enum DayText {
  static func day(_ text: UnsafeRawBufferPointer) -> Day? {
    guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      let year = number(text, 0..<4), let month = number(text, 5..<7),
      let day = number(text, 8..<10)
    else { return nil }
    return Day(year: year, month: month, day: day)
  }

  private static func number(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int? {
    var number = 0
    for index in range {
      guard text[index] >= UInt8(ascii: "0"), text[index] <= UInt8(ascii: "9") else { return nil }
      number = number * 10 + Int(text[index] - UInt8(ascii: "0"))
    }
    return number
  }
}
