import MailModel

/// Where the lines of a file begin, counted as libyaml counts them.
enum LineBreaks {
  static func lineStarts(in bytes: UnsafeRawBufferPointer) -> [Int] {
    var starts = [0]
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\r"), index < bytes.count, bytes[index] == UInt8(ascii: "\n") {
        index += 1
      } else if byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") {
        continue
      }
      starts.append(index)
    }
    return starts
  }

  /// The line and column of a byte, both counted from 1, the column in Unicode scalars.
  static func position(of offset: Int, in bytes: UnsafeRawBufferPointer) -> (Int, Int) {
    let before = UnsafeRawBufferPointer(rebasing: bytes[..<min(offset, bytes.count)])
    let starts = lineStarts(in: before)
    let line = bytes[(starts.last ?? 0)..<before.count]
    return (starts.count, line.count { $0 & 0xC0 != 0x80 } + 1)
  }

  /// The first U+0085, U+2028 or U+2029: line breaks to YAML 1.1, letters to everyone else.
  static func firstOddBreak(in bytes: UnsafeRawBufferPointer) -> Int? {
    let width = 32
    var index = 0
    while index + width <= bytes.count {
      let block = bytes.loadUnaligned(fromByteOffset: index, as: SIMD32<UInt8>.self)
      if any(block .== 0xC2) || any(block .== 0xE2),
        let found = oddBreak(in: bytes, index..<index + width)
      {
        return found
      }
      index += width
    }
    return oddBreak(in: bytes, index..<bytes.count)
  }

  private static func oddBreak(in bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int? {
    range.first { index in
      if bytes[index] == 0xC2, index + 1 < bytes.count { return bytes[index + 1] == 0x85 }
      guard bytes[index] == 0xE2, index + 2 < bytes.count else { return false }
      return bytes[index + 1] == 0x80 && (bytes[index + 2] == 0xA8 || bytes[index + 2] == 0xA9)
    }
  }
}
