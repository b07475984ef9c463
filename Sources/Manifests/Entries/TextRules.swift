import MailModel

/// Which characters text may hold.
enum TextRules {
  /// No control characters and no line breaks of any kind.
  static func isLine(_ text: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte < 0x20 || byte == 0x7F { return false }
      if byte >= 0xC2, isWideControl(text, index) { return false }
      index += 1
    }
    return text.count <= ValueReader.maximumLength
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

/// A quota on bytes; agrees with `Quota(_:)` but refuses leading zeros.
enum QuotaText {
  static func bytes(_ text: UnsafeRawBufferPointer) -> UInt64? {
    guard let first = text.first, let last = text.last else { return nil }
    guard first > UInt8(ascii: "0"), first <= UInt8(ascii: "9") else {
      return text.elementsEqual("unlimited".utf8) ? 0 : nil
    }
    let exponent: UInt64? =
      switch last {
      case UInt8(ascii: "K"): 10
      case UInt8(ascii: "M"): 20
      case UInt8(ascii: "G"): 30
      case UInt8(ascii: "T"): 40
      default: nil
      }
    let end = exponent == nil ? text.count : text.count - 1
    guard end <= 19 else { return nil }
    var number: UInt64 = 0
    for byte in text[..<end] {
      guard byte.isASCIIDigit else { return nil }
      number = number * 10 + UInt64(byte - UInt8(ascii: "0"))
    }
    let (product, overflow) = number.multipliedReportingOverflow(by: 1 << (exponent ?? 0))
    return overflow || product > UInt64(Int64.max) ? nil : product
  }
}
