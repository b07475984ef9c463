import MailModel

// What is said of values of every kind of entry; each reader adds its own at the end of its file.

extension Diagnostic {
  /// `open` are the known keys that are not given already.
  static func unknownKey(
    _ key: String, _ what: String, known: [String], open: [String], at place: Place
  ) -> Diagnostic {
    let near = Spelling.nearest(to: key, among: open)
    return .error(
      "unknown-key", "\(what) has no key `\(shown(key))`", at: place,
      help: near.map { "did you mean `\($0)`?" }
        ?? (known.isEmpty ? "it has none yet: write {}" : "it has \(known.joined(separator: ", "))")
    )
  }

  /// `text` is nil where it may be a part of a secret.
  static func cutOffText(_ text: String?, _ what: String, at place: Place) -> Diagnostic {
    .error(
      "unknown-key",
      text.map { "\(what) has no key `\(shown($0))`" }
        ?? "the rest of a secret that has a comma is no key of \(what)",
      at: place, help: "in braces a comma ends a text: quote the whole text that has one")
  }

  static func duplicateKey(_ key: String, at place: Place, first: Place) -> Diagnostic {
    .error(
      "duplicate-key", "`\(shown(key))` is given twice", at: place,
      notes: [Note("first given here", at: first)])
  }

  static func wrongType(
    _ what: String, wanted: String, found: String, at place: Place, help: String? = nil
  )
    -> Diagnostic
  {
    .error("wrong-type", "\(what) must be \(wanted), not \(found)", at: place, help: help)
  }

  static func missingKey(_ key: String, of what: String, at place: Place) -> Diagnostic {
    .error("missing-key", "\(what) needs `\(key)`", at: place)
  }

  static func ambiguous(_ text: String, at place: Place) -> Diagnostic {
    .error(
      "ambiguous-scalar", "`\(text)` without quotes is not text to every YAML reader", at: place,
      help: "quote it: \"\(text)\"")
  }

  static func oldFlag(_ text: String, at place: Place) -> Diagnostic {
    let folded = text.asciiLowercased
    let flag = folded == "yes" || folded == "on"
    return .error(
      "ambiguous-scalar", "`\(text)` is a flag to some YAML readers only", at: place,
      help: "write \(flag)")
  }

  static func invalidText(_ what: String, at place: Place) -> Diagnostic {
    .error(
      "invalid-text", "\(what) holds a character that can't stand there", at: place,
      help: "remove control characters, invisible characters and odd line breaks")
  }

  static func severalLines(_ what: String, at place: Place) -> Diagnostic {
    .error(
      "several-lines", "\(what) must be a single line", at: place,
      help: "write it behind the key, not below `|` or `>`")
  }

  static func textTooLong(_ what: String, limit: Int, at place: Place) -> Diagnostic {
    .error("text-too-long", "\(what) is longer than \(limit) bytes", at: place)
  }

  static func invalidDay(_ what: String, _ text: String, at place: Place) -> Diagnostic {
    .error(
      "invalid-date", "\(what) is no day of the calendar: `\(text)`", at: place,
      help: isWrittenAsDay(text) ? nil : "write it as YYYY-MM-DD")
  }

  private static func isWrittenAsDay(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.count == 10
      && bytes.indices.allSatisfy {
        $0 == 4 || $0 == 7 ? bytes[$0] == UInt8(ascii: "-") : bytes[$0].isASCIIDigit
      }
  }

  static func invalidSpan(_ what: String, _ text: String, at place: Place) -> Diagnostic {
    .error(
      "invalid-duration", "\(what) is no length of time: `\(text)`", at: place,
      help: !isWrittenAsSpan(text)
        ? "write a whole number and one of s m h d w, as in 30d"
        : text.utf8.dropLast().allSatisfy { $0 == UInt8(ascii: "0") }
          ? "write at least 1\(text.suffix(1))"
          : "write a number that does not begin with 0, of at most 100 years")
  }

  private static func isWrittenAsSpan(_ text: String) -> Bool {
    text.utf8.count > 1 && text.utf8.dropLast().allSatisfy(\.isASCIIDigit)
      && text.utf8.suffix(1).allSatisfy { "smhdw".utf8.contains($0) }
  }

  static func emptyValue(_ key: String, at place: Place) -> Diagnostic {
    let isServices = key == Field.services.key
    return .warning(
      "empty-value",
      "`\(shown(key))` has no value, which "
        + (isServices ? "limits nothing" : "makes it empty"), at: place,
      help: isServices
        ? "write null for no limit, [] for no login at all, or take the key away"
        : "write null to make it empty, or take the key away")
  }

  static func emptyText(_ what: String, at place: Place) -> Diagnostic {
    .error("empty-text", "\(what) must not be empty", at: place)
  }
}
