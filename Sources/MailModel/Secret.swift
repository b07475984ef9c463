/// A password hash with its scheme, `{SHA512-CRYPT}$6$…`, that no description ever shows.
package struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
  /// The hash itself; only stores and `export --passwords` may read it.
  package let revealed: String

  package init(_ text: String) {
    revealed = text
  }

  package var description: String { "***" }
  package var debugDescription: String { "***" }

  /// Schemes that keep the password itself, whatever encoding follows the dot.
  private static let plainSchemes: [StaticString] = ["PLAIN", "CLEAR", "CLEARTEXT", "PLAIN-TRUNC"]

  /// True for `{SCHEME}` and a hash behind it, the form of Dovecot's password schemes; false for
  /// schemes that keep the password itself.
  ///
  /// Goes over the bytes once, since every account has one.
  package static func isHash(_ text: UnsafeRawBufferPointer) -> Bool {
    guard text.first == UInt8(ascii: "{") else { return false }
    var end = 1
    var nameEnd = 0
    while end < text.count, text[end] != UInt8(ascii: "}") {
      let byte = text[end]
      if byte == UInt8(ascii: ".") {
        if nameEnd == 0 { nameEnd = end }
      } else if !byte.isASCIILetterOrDigit, byte != UInt8(ascii: "-") {
        return false
      }
      end += 1
    }
    guard end > 1, end + 1 < text.count else { return false }
    // Without a way out in the middle the compiler takes many bytes at a time.
    var isVisible = true
    for index in end + 1..<text.count { isVisible = isVisible && text[index] &- 0x21 < 0x5E }
    let name = UnsafeRawBufferPointer(rebasing: text[1..<(nameEnd == 0 ? end : nameEnd)])
    return isVisible && !plainSchemes.contains { isSpelled(name, $0) }
  }

  /// True for the letters of `scheme`, in whatever case.
  private static func isSpelled(_ name: UnsafeRawBufferPointer, _ scheme: StaticString) -> Bool {
    guard name.count == scheme.utf8CodeUnitCount else { return false }
    return name.indices.allSatisfy {
      name[$0].asciiLowercased == scheme.utf8Start[$0].asciiLowercased
    }
  }
}
