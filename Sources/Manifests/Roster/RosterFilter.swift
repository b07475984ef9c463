import MailModel

/// What a placeholder may do with a value: `{familyName|ascii|lower}`.
enum RosterFilter: String, CaseIterable {
  case lower, ascii, slug, first

  /// Filters what stands in `bytes` from `start` on.
  func apply(to bytes: inout [UInt8], from start: Int) {
    if bytes[start...].allSatisfy({ $0 < 0x80 }), applyToASCII(&bytes, from: start) { return }
    let text = String(decoding: bytes[start...], as: UTF8.self)
    let result =
      switch self {
      case .lower: text.lowercased()
      case .ascii: LatinLetters.ascii(text)
      case .slug: LatinLetters.ascii(text)
      case .first: text.first.map(String.init) ?? ""
      }
    bytes.replaceSubrange(start..., with: result.utf8)
    if self == .slug { Self.slug(&bytes, from: start) }
  }

  private func applyToASCII(_ bytes: inout [UInt8], from start: Int) -> Bool {
    switch self {
    case .lower:
      for index in start..<bytes.count { bytes[index] = bytes[index].asciiLowercased }
    case .ascii: break
    case .slug: Self.slug(&bytes, from: start)
    case .first: bytes.removeLast(max(0, bytes.count - start - 1))
    }
    return true
  }

  /// Lower case, with one hyphen for whatever is no letter or digit and none at the ends.
  private static func slug(_ bytes: inout [UInt8], from start: Int) {
    var end = start
    var isPending = false
    for index in start..<bytes.count {
      let byte = bytes[index].asciiLowercased
      guard byte.isASCIILetterOrDigit else {
        // An apostrophe joins: O'Neill is oneill.
        if byte != UInt8(ascii: "'") { isPending = end > start }
        continue
      }
      if isPending {
        bytes[end] = UInt8(ascii: "-")
        end += 1
        isPending = false
      }
      bytes[end] = byte
      end += 1
    }
    bytes.removeLast(bytes.count - end)
  }
}
