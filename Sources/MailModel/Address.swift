/// A mail address in its one canonical spelling: ASCII, lower case, `local@domain`, a domain beyond
/// ASCII as A-labels.
///
/// Built-in names start with `*` and have no domain (`*OUTQUEUE`); they keep their spelling.
/// Order and equality are by bytes.
package struct Address: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let text: String

  /// Takes `text` as it is; for text that is canonical already, such as a stored one.
  package init(canonical text: String) {
    self.text = text
  }

  /// Folds and checks `text`; a bare name takes `domain`.
  ///
  /// - Returns: nil when the name breaks the rules of account names, or is bare and there is no
  ///   domain to take.
  package init?(_ text: String, domain: String?) {
    if BuiltIn.isName(text) {
      self.text = text
      return
    }
    let folded = text.asciiLowercased
    guard let at = folded.utf8.lastIndex(of: UInt8(ascii: "@")) else {
      guard let domain, AddressRules.isLocalName(folded.utf8) else { return nil }
      self.text = folded + "@" + domain
      return
    }
    let rest = folded.utf8[folded.utf8.index(after: at)...]
    guard AddressRules.isLocalName(folded.utf8[..<at]) else { return nil }
    if InternationalDomain.concerns(rest) {
      guard let ascii = try? InternationalDomain.ascii(rest) else { return nil }
      self.text = folded[...at] + String(decoding: ascii, as: UTF8.self)
      return
    }
    guard AddressRules.isDomain(rest) else { return nil }
    self.text = folded
  }

  package var localPart: Substring {
    text.utf8.lastIndex(of: UInt8(ascii: "@")).map { text[..<$0] } ?? Substring(text)
  }

  /// Empty for a built-in name.
  package var domain: Substring {
    text.utf8.lastIndex(of: UInt8(ascii: "@")).map { text[text.index(after: $0)...] } ?? ""
  }

  package var isBuiltIn: Bool { text.utf8.first == UInt8(ascii: "*") }

  package var description: String { text }

  package static func < (left: Self, right: Self) -> Bool {
    left.text.bytesPrecede(right.text)
  }

  package static func == (left: Self, right: Self) -> Bool {
    left.text.sameBytes(as: right.text)
  }
}

/// Names that every site has, that nobody edits or removes, and that take no seat.
package enum BuiltIn {
  /// Postfix's queue, shown beside the mailboxes.
  package static let outQueue = Address(canonical: "*OUTQUEUE")

  package static func isName(_ text: String) -> Bool {
    text.utf8.first == UInt8(ascii: "*")
  }
}

/// What may stand in names and addresses.
package enum AddressRules {
  /// The longest account name, and the longest local part of RFC 5321, section 4.5.3.1.1.
  package static let maximumLocalLength = 64
  /// The longest name that DNS can hold, written with dots.
  package static let maximumDomainLength = 253
  /// The longest address that fits into the path of RFC 5321, section 4.5.3.1.3.
  package static let maximumLength = 254

  /// An account or group name: ASCII letters, digits and `. _ -`, 1 to 64 characters, no leading
  /// or trailing dot, no `..`.
  package static func isLocalName(_ bytes: some Collection<UInt8>) -> Bool {
    isDotAtom(bytes, maximum: maximumLocalLength) { byte in
      byte.isASCIILetterOrDigit || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }
  }

  /// A local part of a foreign address: the dot-atom of RFC 5322, section 3.2.3.
  package static func isForeignLocalPart(_ bytes: some Collection<UInt8>) -> Bool {
    isDotAtom(bytes, maximum: maximumLocalLength) { byte in
      byte.isASCIILetterOrDigit || atomMarks.contains(byte)
    }
  }

  /// A domain of RFC 1035 labels (letters, digits, inner hyphens), 1 to 253 characters in all.
  package static func isDomain(_ bytes: some Collection<UInt8>) -> Bool {
    guard !bytes.isEmpty, bytes.count <= maximumDomainLength else { return false }
    return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy {
      label in
      !label.isEmpty && label.count <= 63
        && label.allSatisfy { $0.isASCIILetterOrDigit || $0 == UInt8(ascii: "-") }
        && label.first != UInt8(ascii: "-")
        && label.suffix(1).first != UInt8(ascii: "-")
    }
  }

  /// A whole address that mail may be forwarded to, in its canonical spelling.
  package static func isForeignAddress(_ bytes: some BidirectionalCollection<UInt8>) -> Bool {
    guard let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return false }
    return isForeignLocalPart(bytes[..<at]) && isDomain(bytes[bytes.index(after: at)...])
  }

  private static let atomMarks = Set("!#$%&'*+-/=?^_`{|}~".utf8)

  private static func isDotAtom(
    _ bytes: some Collection<UInt8>, maximum: Int, allowing isAllowed: (UInt8) -> Bool
  ) -> Bool {
    var length = 0
    var previous = UInt8(ascii: ".")
    for byte in bytes {
      length += 1
      if byte == UInt8(ascii: ".") {
        if previous == UInt8(ascii: ".") { return false }
      } else if !isAllowed(byte) {
        return false
      }
      previous = byte
    }
    return length > 0 && length <= maximum && previous != UInt8(ascii: ".")
  }
}
