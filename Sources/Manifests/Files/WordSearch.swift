import MailModel

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension UnsafeRawBufferPointer {
  /// True when the word, in small letters, stands somewhere in the text.
  ///
  /// Looks for its rarest letter alone, which the C library does many bytes at a time.
  func have(_ word: StaticString) -> Bool {
    guard let start = baseAddress else { return false }
    let length = word.utf8CodeUnitCount
    let letters = UnsafeBufferPointer(start: word.utf8Start, count: length)
    let offset = Self.frequentFirst.utf8.reduce(0) { letters.firstIndex(of: $1) ?? $0 }
    var index = offset
    while index - offset + length <= count,
      let found = memchr(start + index, Int32(letters[offset]), count - length + offset + 1 - index)
    {
      index = UnsafeRawPointer(found) - start
      if memcmp(start + index - offset, word.utf8Start, length) == 0 { return true }
      index += 1
    }
    return false
  }

  private static let frequentFirst = "etaoinshrdlucmfwypvbgkjqxz"
}
