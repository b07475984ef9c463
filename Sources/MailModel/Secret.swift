/// A password hash with its scheme, `{SHA512-CRYPT}$6$…`, that no description ever shows.
package struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
  /// The hash itself; only stores and `export --passwords` may read it.
  package let revealed: String

  package init(_ text: String) {
    revealed = text
  }

  package var description: String { "***" }
  package var debugDescription: String { "***" }

  /// True for `{SCHEME}` and something behind it, the form of Dovecot's password schemes.
  package static func isHash(_ text: String) -> Bool {
    guard text.utf8.first == UInt8(ascii: "{"),
      let end = text.utf8.firstIndex(of: UInt8(ascii: "}"))
    else { return false }
    let scheme = text.utf8[text.utf8.index(after: text.utf8.startIndex)..<end]
    let rest = text.utf8[text.utf8.index(after: end)...]
    return !scheme.isEmpty && !rest.isEmpty
      && scheme.allSatisfy {
        $0.isASCIILetterOrDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
      }
      && rest.allSatisfy { $0 > 0x20 && $0 < 0x7F }
  }

  /// Schemes that keep the password itself, whatever encoding follows the dot.
  package static func isPlain(_ text: String) -> Bool {
    let scheme = text.dropFirst().prefix { $0 != "}" && $0 != "." }
    return ["PLAIN", "CLEAR", "CLEARTEXT", "PLAIN-TRUNC"].contains(scheme.uppercased())
  }
}
