/// How the bytes of a CSV file stand for letters.
enum CSVEncoding: String, CaseIterable {
  case utf8 = "utf-8"
  case windows1252 = "windows-1252"

  /// Calls `body` with the file as UTF-8, without a byte order mark.
  ///
  /// A byte that means nothing in Windows-1252 becomes U+FFFD, which no other byte becomes.
  func withText<Result>(
    _ bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    switch self {
    case .utf8: body(SourceText.withoutMark(bytes))
    case .windows1252: Self.transcoded(bytes).withUnsafeBytes(body)
    }
  }

  /// Where the text holds what the file's encoding does not have.
  func firstBadByte(in text: UnsafeRawBufferPointer) -> Int? {
    switch self {
    case .utf8: Self.firstInvalid(in: text)
    case .windows1252:
      text.indices.dropLast(2).first {
        text[$0] == 0xEF && text[$0 + 1] == 0xBF && text[$0 + 2] == 0xBD
      }
    }
  }

  private static func transcoded(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 16)
    for byte in bytes {
      if byte < 0x80 {
        result.append(byte)
      } else if let scalar = Unicode.Scalar(byte < 0xA0 ? upper[Int(byte) - 0x80] : UInt16(byte)) {
        result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    return result
  }

  /// What 0x80 to 0x9F stand for in Windows-1252.
  private static let upper: [UInt16] = [
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
    0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
  ]

  private static func firstInvalid(in text: UnsafeRawBufferPointer) -> Int? {
    var index = 0
    while index < text.count {
      if index + 8 <= text.count,
        text.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        index += 8
        continue
      }
      guard text[index] >= 0x80 else {
        index += 1
        continue
      }
      guard let (length, second) = sequence(text[index]), index + length <= text.count,
        second.contains(text[index + 1]),
        text[index + 2..<max(index + length, index + 2)].allSatisfy({ $0 & 0xC0 == 0x80 })
      else { return index }
      index += length
    }
    return nil
  }

  /// The length of what a byte begins, and what may stand second: table 3-7 of the Unicode Standard.
  private static func sequence(_ first: UInt8) -> (Int, ClosedRange<UInt8>)? {
    switch first {
    case 0xC2...0xDF: (2, 0x80...0xBF)
    case 0xE0: (3, 0xA0...0xBF)
    case 0xED: (3, 0x80...0x9F)
    case 0xE1...0xEF: (3, 0x80...0xBF)
    case 0xF0: (4, 0x90...0xBF)
    case 0xF1...0xF3: (4, 0x80...0xBF)
    case 0xF4: (4, 0x80...0x8F)
    default: nil
    }
  }
}

/// What must be known of a CSV file to read it.
struct CSVForm: Hashable {
  var separator: UInt8
  var encoding: CSVEncoding
  /// True when the manifest's word for the separator is none, which is told.
  var hasBrokenSeparator = false
}

extension CSVForm {
  mutating func takeSeparator(_ node: Int, _ values: ValueReader) {
    if let found: CSVSeparator = values.word(node, "separator") {
      separator = found.byte
    } else {
      hasBrokenSeparator = true
    }
  }

  mutating func takeEncoding(_ node: Int, _ values: ValueReader) {
    if let found: CSVEncoding = values.word(node, "encoding") { encoding = found }
  }
}

extension ValueReader {
  /// One of a few words; nil, and reported, for anything else.
  fileprivate func word<Word: RawRepresentable<String> & CaseIterable>(
    _ node: Int, _ what: String
  ) -> Word? {
    if tree.kind(node) == .scalar, let word = Word(rawValue: tree.string(node)) { return word }
    reportType(node, what, Word.allCases.map(\.rawValue).joined(separator: " or "))
    return nil
  }
}

/// What `separator` may say.
enum CSVSeparator: String, CaseIterable {
  case comma, semicolon, tab

  var byte: UInt8 {
    switch self {
    case .comma: UInt8(ascii: ",")
    case .semicolon: UInt8(ascii: ";")
    case .tab: UInt8(ascii: "\t")
    }
  }
}
