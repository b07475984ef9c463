import MailModel

/// A page for every code that a user may meet; a test holds them against the sources.
package enum Explanations {
  /// In the order in which a manifest is read, planned and applied.
  package static let chapters: [ExplanationChapter] = [
    files, scopes, yaml, rosters, values, names, entries, references, renames, leavers, approvals,
    plans, guards,
    notices,
  ]

  package static let codes: [String] = chapters.flatMap(\.pages).map(\.code)

  /// The page of a code, also with the brackets in which `check` prints it.
  package static func page(of code: String) -> Explanation? {
    let code =
      code.hasPrefix("[") && code.hasSuffix("]") ? String(code.dropFirst().dropLast()) : code
    for chapter in chapters {
      for page in chapter.pages where page.code.sameBytes(as: code) { return page }
    }
    return nil
  }

  /// The code whose page helps most with these: the first error's, else the first warning's.
  static func mostHelpful(of diagnostics: [Diagnostic]) -> String? {
    let first = diagnostics.first { $0.severity == .error } ?? diagnostics.first
    return first.flatMap { page(of: $0.code) }?.code
  }
}
