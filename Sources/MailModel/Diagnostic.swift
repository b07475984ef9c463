/// Something that is wrong, or odd, in what the user wrote.
package struct Diagnostic: Hashable, Sendable {
  package enum Severity: String, Hashable, Sendable {
    case error
    case warning
  }

  /// A second place that explains the first.
  package struct Note: Hashable, Sendable {
    package var message: String
    package var place: Place?

    package init(_ message: String, at place: Place?) {
      self.message = message
      self.place = place
    }
  }

  package var severity: Severity
  /// Kebab-case, unique, never renamed: `duplicate-address`.
  package var code: String
  /// Lower case, one line, no full stop, with the wrong value in it.
  package var message: String
  package var place: Place?
  /// The source line of `place`, safe to print; nil when it may hold a secret or is not known.
  package var excerpt: String?
  /// Where the place is in `excerpt`, as what is hidden may make the line shorter.
  package var excerptColumn: Int?
  package var notes: [Note]
  /// What to type instead, an imperative.
  package var help: String?

  package init(
    _ severity: Severity, _ code: String, _ message: String, at place: Place?,
    excerpt: String? = nil, notes: [Note] = [], help: String? = nil
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.place = place
    self.excerpt = excerpt
    self.notes = notes
    self.help = help
  }

  package static func error(
    _ code: String, _ message: String, at place: Place?, notes: [Note] = [], help: String? = nil
  ) -> Diagnostic {
    Diagnostic(.error, code, message, at: place, notes: notes, help: help)
  }

  package static func warning(
    _ code: String, _ message: String, at place: Place?, notes: [Note] = [], help: String? = nil
  ) -> Diagnostic {
    Diagnostic(.warning, code, message, at: place, notes: notes, help: help)
  }
}
