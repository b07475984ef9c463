import MailModel

/// Which style keeps a text as it is, for our reader and for others.
enum ScalarStyle {
  /// True for text that no YAML reader takes for anything else without quotes.
  static func isHarmless(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { buffer in
      let bytes = UnsafeRawBufferPointer(buffer)
      guard let first = bytes.first, let last = bytes.last, last != UInt8(ascii: " "),
        first.isASCIILetterOrDigit || first >= 0x80
      else { return false }
      switch PlainScalar.meaning(of: bytes) {
      case .text, .integer: break
      case .null, .flag, .oldFlag, .oddNumber, .day: return false
      }
      // One letter is a flag to readers that follow YAML 1.1 to the letter.
      if bytes.count == 1, !first.isASCIIDigit { return false }
      return bytes.allSatisfy { byte in
        byte.isASCIILetterOrDigit || byte >= 0x80 || " ._-@+/()'".utf8.contains(byte)
      } && TextRules.isLine(bytes)
    }
  }

  /// True for text of several lines that a `|` block gives back byte for byte.
  static func survivesAsBlock(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count > 1, let newline = bytes.firstIndex(of: UInt8(ascii: "\n")),
      newline > 0, bytes[0] != UInt8(ascii: " "), bytes[0] != UInt8(ascii: "\t")
    else { return false }
    if bytes.suffix(2).allSatisfy({ $0 == UInt8(ascii: "\n") }) { return false }
    var previous: UInt8 = 0
    for byte in bytes {
      if byte == UInt8(ascii: "\n"),
        previous == UInt8(ascii: " ") || previous == UInt8(ascii: "\t")
      {
        return false
      }
      if byte == UInt8(ascii: "\t") { return false }
      // Four-byte characters and marks like U+FEFF make libyaml escape the whole text.
      if byte >= 0xEF { return false }
      previous = byte
    }
    return previous != UInt8(ascii: " ") && bytes.withUnsafeBytes(TextRules.isLines)
  }
}
