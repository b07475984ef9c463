import Glibc
import MailModel

/// The text of a header line, its encoded words (RFC 2047) decoded.
enum EncodedText {
  /// One line without blanks at its ends; what is wrongly encoded stays as it is or is repaired.
  static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    var result = ""
    var plain: [UInt8] = []
    // Words that follow each other may share a character, so their bytes are decoded together.
    var open: EncodedWord?
    func flush() {
      if let word = open { result += CharacterSet.text(word.bytes, in: word.characterSet) }
      open = nil
      result += CharacterSet.text(plain)
      plain = []
    }
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if let word = EncodedWord(in: bytes[index...]) {
        index = word.end
        if var first = open, plain.allSatisfy(\.isBlank), first.characterSet == word.characterSet {
          first.bytes += word.bytes
          open = first
        } else {
          // Blanks between two words only part them.
          if open != nil, plain.allSatisfy(\.isBlank) { plain = [] }
          flush()
          open = word
        }
        plain = []
      } else {
        let byte = bytes[index].isBlank ? 0x20 : bytes[index]
        if byte != 0x20 || plain.last != 0x20 { plain.append(byte) }
        index += 1
      }
    }
    while plain.last == 0x20 { plain.removeLast() }
    flush()
    return String(result.drop { $0 == " " })
  }
}

/// `=?utf-8?Q?Gr=C3=BC=C3=9Fe?=`.
private struct EncodedWord {
  /// In lower case, without a language.
  let characterSet: String
  var bytes: [UInt8]
  /// Behind the word.
  let end: Int

  /// - Returns: nil when `bytes` does not begin with one.
  init?(in bytes: ArraySlice<UInt8>) {
    let mark = UInt8(ascii: "?")
    guard bytes.starts(with: "=?".utf8) else { return nil }
    let parts = bytes.dropFirst(2)
    guard let first = parts.firstIndex(of: mark), first > parts.startIndex,
      first - parts.startIndex <= 60, first + 2 < parts.endIndex, parts[first + 2] == mark,
      let last = parts[(first + 3)...].firstIndex(of: mark), last + 1 < parts.endIndex,
      parts[last + 1] == UInt8(ascii: "=")
    else { return nil }
    let text = parts[(first + 3)..<last]
    switch parts[first + 1] {
    case UInt8(ascii: "b"), UInt8(ascii: "B"): self.bytes = Self.base64(text)
    case UInt8(ascii: "q"), UInt8(ascii: "Q"): self.bytes = Self.quoted(text)
    default: return nil
    }
    let name = parts[..<first].prefix { $0 != UInt8(ascii: "*") }
    characterSet = String(decoding: name, as: UTF8.self).asciiLowercased
    end = last + 2
  }

  private static func quoted(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var index = text.startIndex
    while index < text.endIndex {
      if text[index] == UInt8(ascii: "="), index + 2 < text.endIndex,
        let high = hexDigit(text[index + 1]), let low = hexDigit(text[index + 2])
      {
        result.append(high << 4 | low)
        index += 3
      } else {
        result.append(text[index] == UInt8(ascii: "_") ? 0x20 : text[index])
        index += 1
      }
    }
    return result
  }

  private static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }

  /// What is no digit of the alphabet is passed over.
  private static func base64(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in text {
      let digit: UInt8
      switch byte {
      case 0x41...0x5A: digit = byte - 0x41
      case 0x61...0x7A: digit = byte - 0x61 + 26
      case 0x30...0x39: digit = byte - 0x30 + 52
      case UInt8(ascii: "+"): digit = 62
      case UInt8(ascii: "/"): digit = 63
      default: continue
      }
      bits = bits << 6 | UInt32(digit)
      count += 6
      if count >= 8 {
        count -= 8
        result.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return result
  }
}

extension UInt8 {
  fileprivate var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}
