extension StringProtocol {
  /// Columns that a terminal gives to this text, which has no control characters.
  var displayWidth: Int {
    if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
    return reduce(0) { $0 + $1.displayWidth }
  }

  /// Filled up with spaces to `width` columns.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - displayWidth))
  }

  /// The text, or its beginning and `…` when it is wider than `width` columns.
  func cut(to width: Int) -> String {
    guard displayWidth > width else { return String(self) }
    var result = ""
    var used = 1
    for character in self {
      used += character.displayWidth
      if used > width { break }
      result.append(character)
    }
    return result + "…"
  }
}

extension Character {
  /// 0, 1 or 2: a cluster is as wide as its widest scalar.
  var displayWidth: Int {
    var width = 0
    for scalar in unicodeScalars {
      // U+FE0F asks for the emoji form, which is wide.
      width = Swift.max(width, scalar.value == 0xFE0F ? 2 : scalar.displayWidth)
    }
    return width
  }
}

extension UnicodeScalar {
  var displayWidth: Int {
    if value < 0x300 { return 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if properties.isEmojiPresentation { return 2 }
    return Self.wide.contains { $0.contains(value) } ? 2 : 1
  }

  /// East Asian Wide and Fullwidth of Unicode's EastAsianWidth.txt, without the emoji.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
    0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x17000...0x18CFF, 0x1B000...0x1B2FF,
    0x20000...0x3FFFD,
  ]
}
