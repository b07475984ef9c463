import MailModel

/// Folds and checks names and addresses on bytes, without making strings.
enum Names {
  enum Verdict {
    case fine
    case invalid
    case missingDomain
  }

  /// Replaces `result` with the canonical bytes of an account's address.
  ///
  /// A bare name takes the draft's domain, which is empty when there is none. Built-in names are
  /// nobody's to write, so they are invalid wherever a name stands.
  static func account(
    _ text: UnsafeRawBufferPointer, in draft: borrowing ManifestBuilder, into result: inout [UInt8]
  ) -> Verdict {
    result.removeAll(keepingCapacity: true)
    result.append(contentsOf: text)
    let length = result.withUnsafeMutableBytes(foldLocalPart)
    guard length > 0, length <= maximumLength,
      max(text.count, length == text.count ? length + 1 + draft.domain.count : 0)
        <= AddressRules.maximumLength
    else { return .invalid }
    if length == text.count {
      result.append(UInt8(ascii: "@"))
      result.append(contentsOf: draft.domain)
      return draft.domain.isEmpty ? .missingDomain : .fine
    }
    let rest = UnsafeRawBufferPointer(rebasing: text[(length + 1)...])
    if !rest.isEmpty, isEqual(rest, draft.domain) { return .fine }
    let isPlain = result.withUnsafeMutableBytes {
      isPlainDomain(folding: UnsafeMutableRawBufferPointer(rebasing: $0[(length + 1)...]))
    }
    if isPlain { return .fine }
    guard let domain = draft.domainNames.canonical(Array(rest)) else { return .invalid }
    result.replaceSubrange((length + 1)..., with: domain)
    return .fine
  }

  /// Folds up to an `@` or the end.
  ///
  /// - Returns: The length of the local part; -1 when it breaks the rules.
  @inline(__always)
  private static func foldLocalPart(_ bytes: UnsafeMutableRawBufferPointer) -> Int {
    var previous = UInt8(ascii: ".")
    var index = 0
    let table = foldTable.utf8Start
    while index < bytes.count {
      let byte = bytes[index]
      let folded = table[Int(byte)]
      if folded == UInt8(ascii: ".") {
        if previous == folded { return -1 }
      } else if folded == UInt8(ascii: " ") {
        if byte == UInt8(ascii: "@") { break }
        return -1
      }
      bytes[index] = folded
      previous = folded
      index += 1
    }
    return previous == UInt8(ascii: ".") ? -1 : index
  }

  /// For each byte what it becomes in a name; a space for what can't stand in one.
  private static var foldTable: StaticString {
    """
                                                 -. 0123456789      \
     abcdefghijklmnopqrstuvwxyz    _ abcdefghijklmnopqrstuvwxyz     \
                                                                    \
                                                                   \u{20}
    """
  }

  /// What `AddressRules.isDomain` says, in one pass; false for a label that may be `xn--` too.
  private static func isPlainDomain(folding bytes: UnsafeMutableRawBufferPointer) -> Bool {
    guard !bytes.isEmpty, bytes.count <= 253 else { return false }
    var previous = UInt8(ascii: ".")
    var label = 0
    for index in bytes.indices {
      let byte = fold(bytes[index])
      bytes[index] = byte
      if byte == UInt8(ascii: ".") {
        if label == 0 || previous == UInt8(ascii: "-") { return false }
        label = 0
      } else {
        let isHyphen = byte == UInt8(ascii: "-")
        guard byte.isLowercaseOrDigit || (isHyphen && label > 0), label < 63,
          !(isHyphen && label == 3 && previous == byte)
        else { return false }
        label += 1
      }
      previous = byte
    }
    return label > 0 && previous != UInt8(ascii: "-")
  }

  /// Replaces `result` with the canonical bytes of an address to forward to.
  static func target(
    _ text: UnsafeRawBufferPointer, in draft: borrowing ManifestBuilder, into result: inout [UInt8]
  ) -> Verdict {
    let verdict = account(text, in: draft, into: &result)
    guard case .invalid = verdict, text.first != UInt8(ascii: "*") else { return verdict }
    let folded = text.map(\.asciiLowercased)
    result.removeAll(keepingCapacity: true)
    if let at = folded.lastIndex(of: UInt8(ascii: "@")) {
      guard AddressRules.isForeignLocalPart(folded[..<at]),
        folded.count <= AddressRules.maximumLength,
        let domain = draft.domainNames.canonical(Array(text[(at + 1)...]))
      else { return .invalid }
      result.append(contentsOf: folded[...at])
      result.append(contentsOf: domain)
      return .fine
    }
    // A bare name with a sub-address: `head+travel`.
    guard let plus = folded.firstIndex(of: UInt8(ascii: "+")),
      AddressRules.isLocalName(folded[..<plus]), AddressRules.isForeignLocalPart(folded)
    else { return .invalid }
    result.append(contentsOf: folded)
    result.append(UInt8(ascii: "@"))
    result.append(contentsOf: draft.domain)
    return draft.domain.isEmpty ? .missingDomain : .fine
  }

  /// Replaces `result` with the folded name of a group; false when it is none.
  static func group(_ text: UnsafeRawBufferPointer, into result: inout [UInt8]) -> Bool {
    result.removeAll(keepingCapacity: true)
    result.append(contentsOf: text)
    let length = result.withUnsafeMutableBytes(foldLocalPart)
    return length == text.count && length > 0 && length <= maximumLength
  }

  private static let maximumLength = 64

  /// Here, not in another module, so that it can be inlined.
  @inline(__always)
  private static func fold(_ byte: UInt8) -> UInt8 {
    byte >= 65 && byte <= 90 ? byte | 0x20 : byte
  }

  @inline(__always)
  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte.isLowercaseOrDigit || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }

  private static func isEqual(_ left: UnsafeRawBufferPointer, _ right: [UInt8]) -> Bool {
    left.count == right.count && right.withUnsafeBytes { left.compareBytes($0) == 0 }
  }
}

extension UInt8 {
  @inline(__always)
  fileprivate var isLowercaseOrDigit: Bool {
    (self >= 97 && self <= 122) || (self >= 48 && self <= 57)
  }
}

extension Diagnostic {
  /// `kind` is what should stand there, with its article: `an account name`.
  static func invalidName(_ text: UnsafeRawBufferPointer, _ kind: String, at place: Place)
    -> Diagnostic
  {
    if let diagnostic = catchAll(text, at: place) ?? builtInName(text, at: place) {
      return diagnostic
    }
    if let diagnostic = tooLong(text, at: place) { return diagnostic }
    if let diagnostic = invalidDomain(of: text, at: place) { return diagnostic }
    let odd = firstOdd(in: text)
    let reason = odd.map { ": it holds \(codePoint($0))" } ?? ""
    let local =
      "ASCII letters, digits and `. _ -`, 1 to 64 of them, no dot at either end"
      + (odd != nil && kind != "a group name" ? "; SMTPUTF8 is not supported" : "")
    return .error(
      "invalid-name", "`\(shown(text))` is not \(kind)\(reason)", at: place,
      help: odd.map { (0x2018...0x201F).contains($0.value) } == true
        ? "use straight quotes"
        : text.contains(UInt8(ascii: "@"))
          ? "write it as name@domain, the name of \(local)" : "use \(local)")
  }

  /// What is too long of an address or a domain; nil when the mistake is another.
  static func tooLong(
    _ text: some BidirectionalCollection<UInt8>, isDomain: Bool = false, at place: Place
  ) -> Diagnostic? {
    let at = text.lastIndex(of: UInt8(ascii: "@"))
    let start = isDomain ? text.startIndex : at.map { text.index(after: $0) } ?? text.endIndex
    let domain = text[start...]
    let label = domain.split(separator: UInt8(ascii: ".")).map(\.count).max() ?? 0
    let what: String
    if domain.contains(where: { $0 >= 0x80 }) {
      return nil
    } else if domain.count > AddressRules.maximumDomainLength {
      what = "the domain has \(domain.count) characters, more than 253"
    } else if label > 63 {
      what = "a part of the domain has \(label) characters, more than 63"
    } else if !isDomain, at != nil, text.count > AddressRules.maximumLength {
      what = "the address has \(text.count) characters, more than \(AddressRules.maximumLength)"
    } else {
      return nil
    }
    return .error("too-long", what, at: place, help: "no mail server could take it: shorten it")
  }

  /// The first character beyond ASCII of a name, where none may stand.
  static func firstOdd(in name: UnsafeRawBufferPointer) -> Unicode.Scalar? {
    let local = name.prefix { $0 != UInt8(ascii: "@") }.prefix(400)
    return String(decoding: local, as: UTF8.self).unicodeScalars.first { !$0.isASCII }
  }

  static func missingDomain(_ text: UnsafeRawBufferPointer, at place: Place) -> Diagnostic {
    .error(
      "missing-domain", "the bare name `\(shown(text))` needs the manifest's `domain`", at: place,
      help: "add `domain: …` at the top of the first manifest")
  }
}
