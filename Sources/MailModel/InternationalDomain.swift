import CIDN2

/// Domains beyond ASCII: people write U-labels (`schüle.example`), mail servers, the DNS and the
/// store have A-labels (`xn--schle-mva.example`).
///
/// IDNA 2008 with the mapping of UTS 46, non-transitional: ß stays itself.
package enum InternationalDomain {
  /// Why a domain is none, in words that go behind a colon.
  package struct Refusal: Error, Hashable, CustomStringConvertible {
    package let description: String

    package init(description: String) { self.description = description }
  }

  /// True for what is no plain ASCII domain, and for an `xn--` label that has to be looked at.
  package static func concerns(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.contains { $0 >= 0x80 }
      || bytes.split(separator: UInt8(ascii: ".")).contains {
        $0.prefix(4).map(\.asciiLowercased).elementsEqual("xn--".utf8)
      }
  }

  /// The lower-case A-labels of a domain.
  package static func ascii(_ bytes: some Collection<UInt8>) throws(Refusal) -> [UInt8] {
    // C strings end at a zero.
    if bytes.contains(0) { throw Refusal(description: "no domain may hold U+0000") }
    guard bytes.count <= 2_048 else { throw Refusal(description: "it is far too long") }
    let (code, result) = lookUp(bytes.map(\.asciiLowercased))
    guard let result else { throw refusal(code, of: bytes) }
    if AddressRules.isDomain(result) { return result }
    // The library lets pass what a name in the DNS may hold and a host's may not.
    throw Refusal(
      description: firstDisallowed(in: result).map { "no domain may hold \($0)" }
        ?? "a label is 1 to 63 letters, digits and inner hyphens, and all are 255 at most")
  }

  /// The U-labels of a domain that `ascii` gave.
  package static func unicode(_ domain: String) -> String {
    var output: UnsafeMutablePointer<CChar>?
    guard idn2_to_unicode_8z8z(domain, &output, 0) == IDN2_OK.rawValue, let output else {
      return domain
    }
    defer { idn2_free(output) }
    return String(cString: output)
  }

  private static func lookUp(_ bytes: [UInt8]) -> (code: idn2_rc, domain: [UInt8]?) {
    // Not IDN2_USE_STD3_ASCII_RULES: it drops what it refuses, and `a_b` would become `ab`.
    let flags = IDN2_NONTRANSITIONAL.rawValue | IDN2_NFC_INPUT.rawValue
    var output: UnsafeMutablePointer<UInt8>?
    let code = idn2_lookup_u8(bytes + [0], &output, CInt(bitPattern: flags))
    guard code == IDN2_OK.rawValue, let output else { return (idn2_rc(code), nil) }
    defer { idn2_free(output) }
    var length = 0
    while output[length] != 0 { length += 1 }
    return (IDN2_OK, Array(UnsafeBufferPointer(start: output, count: length)))
  }

  private static func refusal(_ code: idn2_rc, of bytes: some Collection<UInt8>) -> Refusal {
    let reason =
      switch code {
      case IDN2_BIDI: "a label mixes letters that run to the left and to the right"
      case IDN2_CONTEXTJ, IDN2_CONTEXTJ_NO_RULE, IDN2_CONTEXTO, IDN2_CONTEXTO_NO_RULE:
        "it holds a joiner or a dot between letters that take none"
      case IDN2_LEADING_COMBINING: "a label begins with a mark that belongs on a letter"
      case IDN2_HYPHEN_STARTEND: "a label begins or ends with `-`"
      case IDN2_2HYPHEN: "a label has `--` in third place"
      case IDN2_TOO_BIG_LABEL, IDN2_PUNYCODE_BIG_OUTPUT:
        "a label is longer than 63 characters as `xn--…`"
      case IDN2_TOO_BIG_DOMAIN: "it is longer than 255 characters as `xn--…`"
      case IDN2_ENCODING_ERROR: "it is not UTF-8"
      default:
        firstDisallowed(in: bytes).map { "no domain may hold \($0)" }
          ?? "a label, once decoded, is none that IDNA 2008 knows"
      }
    return Refusal(description: reason)
  }

  /// `U+2603`: the first character that is refused even alone between letters.
  private static func firstDisallowed(in bytes: some Collection<UInt8>) -> String? {
    let text = String(decoding: bytes, as: UTF8.self)
    let odd = text.unicodeScalars.first { scalar in
      if scalar.isASCII {
        let byte = UInt8(ascii: scalar)
        return !byte.isASCIILetterOrDigit && byte != UInt8(ascii: "-") && byte != UInt8(ascii: ".")
      }
      let (code, _) = lookUp(Array("a\(scalar)a".utf8))
      return code == IDN2_DISALLOWED || code == IDN2_UNASSIGNED
    }
    return odd.map { scalar in
      if (0x20..<0x7F).contains(scalar.value) { return "`\(scalar)`" }
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
  }
}
