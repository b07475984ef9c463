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

  static func invalidDomain(_ text: String, at place: Place) -> Diagnostic {
    .error(
      "invalid-domain", "`\(text)` is not a domain", at: place,
      help: "write letters, digits and `-` between dots, as in school.example")
  }
}
