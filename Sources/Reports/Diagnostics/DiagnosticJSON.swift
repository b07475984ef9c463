import MailModel
import Planning

/// Diagnostics and their counts as JSON, `check --format json`; what is not known is left out.
package enum DiagnosticJSON {
  package static func text(of diagnostics: [Diagnostic]) -> String {
    let errors = diagnostics.count { $0.severity == .error }
    return JSONText.pretty(
      Document(
        errors: errors, warnings: diagnostics.count - errors,
        diagnostics: diagnostics.map(Entry.init)))
  }

  private struct Document: Encodable {
    let version = 1
    let errors: Int
    let warnings: Int
    let diagnostics: [Entry]

    enum CodingKeys: String, CodingKey {
      case version = "rollbook_check"
      case errors, warnings, diagnostics
    }
  }

  private struct Entry: Encodable {
    struct Note: Encodable {
      let file: String?
      let line: Int?
      let column: Int?
      let message: String
    }

    let file: String?
    let line: Int?
    let column: Int?
    let severity: String
    let code: String
    let message: String
    let notes: [Note]
    let help: String?

    init(_ diagnostic: Diagnostic) {
      file = diagnostic.place?.file
      line = diagnostic.place?.line
      column = diagnostic.place?.column
      severity = diagnostic.severity.rawValue
      code = diagnostic.code
      message = diagnostic.message
      notes = diagnostic.notes.map {
        Note(
          file: $0.place?.file, line: $0.place?.line, column: $0.place?.column,
          message: $0.message)
      }
      help = diagnostic.help
    }
  }
}
