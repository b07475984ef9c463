import MailModel
import Testing

/// Holds what `diagnose` says of a marked text against lines like `1️⃣ error: message [code]`.
///
/// Notes follow their diagnostic: `2️⃣ note: message`. What stands at no marker shows its place.
package func expectDiagnostics(
  in marked: String, _ expected: String, file: String = "rollbook.yaml",
  sourceLocation: SourceLocation = #_sourceLocation, by diagnose: (String) -> [Diagnostic]
) {
  let source = MarkedText(marked, file: file)
  let found = diagnose(source.text).flatMap { diagnostic in
    ["\(source.name(of: diagnostic.place)) \(diagnostic.summary)"]
      + diagnostic.notes.map { "\(source.name(of: $0.place)) note: \($0.message)" }
  }
  #expect(found.joined(separator: "\n") == expected, sourceLocation: sourceLocation)
}

extension Diagnostic {
  /// `error: message [code]`.
  package var summary: String { "\(severity): \(message) [\(code)]" }
}
