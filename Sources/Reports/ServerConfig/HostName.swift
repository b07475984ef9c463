import MailModel

/// A host's own name as the DNS has it: labels of letters, digits and inner hyphens (RFC 1123).
package struct HostName: Hashable, Sendable {
  /// In lower case, and `xn--…` for what is beyond ASCII.
  package let text: String

  /// Takes a name as people type it.
  package init(_ typed: String) throws(InternationalDomain.Refusal) {
    let bytes = typed.utf8.map(\.asciiLowercased)
    let isPlain = AddressRules.isDomain(bytes) && !InternationalDomain.concerns(bytes)
    text = String(
      decoding: isPlain ? bytes : try InternationalDomain.ascii(bytes), as: UTF8.self)
    // RFC 1123, section 2.1: otherwise it would be an address in numbers.
    if text.utf8.reversed().prefix(while: { $0 != UInt8(ascii: ".") }).allSatisfy(\.isASCIIDigit) {
      throw InternationalDomain.Refusal(description: "the last label of a host is no number")
    }
  }
}
