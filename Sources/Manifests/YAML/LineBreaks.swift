import MailModel

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

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
    let found = [
      first(0xC2, in: bytes) { $0 + 1 < bytes.count && bytes[$0 + 1] == 0x85 },
      first(0xE2, in: bytes) {
        $0 + 2 < bytes.count && bytes[$0 + 1] == 0x80 && bytes[$0 + 2] & 0xFE == 0xA8
      },
    ]
    return found.compactMap { $0 }.min()
  }

  private static func first(
    _ byte: UInt8, in bytes: UnsafeRawBufferPointer, where isMeant: (Int) -> Bool
  ) -> Int? {
    guard let start = bytes.baseAddress else { return nil }
    var index = 0
    while let hit = memchr(start + index, Int32(byte), bytes.count - index) {
      index = UnsafeRawPointer(hit) - start
      if isMeant(index) { return index }
      index += 1
    }
    return nil
  }
}
