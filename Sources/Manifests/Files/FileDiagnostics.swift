import MailModel

// What is said of whole files and of their top-level keys.

extension Diagnostic {
  static func emptyFile(at place: Place) -> Diagnostic {
    .error("empty-file", "the file is empty", at: place, help: "a manifest begins `rollbook: 1`")
  }

  static func missingVersion(at place: Place) -> Diagnostic {
    .error(
      "missing-version", "the manifest does not say its format version", at: place,
      help: "begin with `rollbook: 1`")
  }

  static func unsupportedVersion(_ text: String, at place: Place) -> Diagnostic {
    .error(
      "unsupported-version", "the format version is the number 1, not `\(shown(text))`", at: place,
      help: "write `rollbook: 1`, without quotes")
  }

  static func severalDocuments(at place: Place) -> Diagnostic {
    .error(
      "several-documents", "a manifest is one YAML document, and here begins another", at: place,
      help: "put it into a file of its own and `include` that")
  }

  static func oddBreak(at place: Place) -> Diagnostic {
    .error(
      "odd-line-break", "a line break that only YAML 1.1 knows can't stand in a manifest",
      at: place, help: "remove it")
  }

  static func notInInclude(_ key: String, first: String, at place: Place) -> Diagnostic {
    .error(
      "not-in-include", "`\(key)` belongs in the first manifest, \(shown(first))", at: place,
      help: "move it there")
  }

  static func lostIndent(_ key: String, _ section: String, at place: Place) -> Diagnostic {
    .error(
      "lost-indent", "a manifest has no key `\(shown(key))`, and `\(section)` above is empty",
      at: place, help: "indent it below `\(section)`")
  }

  static func invalidDomain(_ text: some Collection<UInt8>, at place: Place) -> Diagnostic {
    if let diagnostic = tooLong(Array(text), isDomain: true, at: place) { return diagnostic }
    var reason: String?
    if InternationalDomain.concerns(text) {
      do throws(InternationalDomain.Refusal) { _ = try InternationalDomain.ascii(text) } catch {
        reason = error.description
      }
    }
    let domain = shown(String(decoding: text.prefix(400), as: UTF8.self))
    return .error(
      "invalid-domain", "`\(domain)` is not a domain" + (reason.map { ": \($0)" } ?? ""), at: place,
      help: reason == nil
        ? "write letters, digits and `-` between dots, as in school.example"
        : "write it as in schüle.example")
  }

  /// What is wrong with the domain of an address beyond ASCII; nil when the mistake is another.
  static func invalidDomain(of address: UnsafeRawBufferPointer, at place: Place) -> Diagnostic? {
    guard let at = address.lastIndex(of: UInt8(ascii: "@")),
      AddressRules.isForeignLocalPart(address[..<at])
    else { return nil }
    let domain = address[(at + 1)...]
    guard InternationalDomain.concerns(domain), (try? InternationalDomain.ascii(domain)) == nil
    else { return nil }
    return invalidDomain(domain, at: place)
  }
}
