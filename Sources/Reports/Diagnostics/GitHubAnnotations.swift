import MailModel

/// Diagnostics as workflow commands of GitHub Actions, which shows them at their lines.
package enum GitHubAnnotations {
  /// One command for each diagnostic, then how many there are; empty without any.
  package static func text(of diagnostics: [Diagnostic]) -> String {
    if diagnostics.isEmpty { return "" }
    let lines = diagnostics.map(command) + [Wording.problems(in: diagnostics)]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func command(_ diagnostic: Diagnostic) -> String {
    var properties: [String] = []
    if let place = diagnostic.place {
      properties += [
        "file=\(escapedProperty(place.file.shown))", "line=\(place.line)", "col=\(place.column)",
      ]
    }
    properties.append("title=\(escapedProperty(diagnostic.code))")
    // Notes have no form of their own there, so they become lines of the message.
    let message = [diagnostic.message.shown] + diagnostic.remarks.map(\.shown)
    return "::\(diagnostic.severity.rawValue) \(properties.joined(separator: ","))::"
      + escapedMessage(message.joined(separator: "\n"))
  }

  static func escapedMessage(_ text: String) -> String {
    escaped(text, beyond: [])
  }

  /// A colon or a comma would end the property.
  static func escapedProperty(_ text: String) -> String {
    escaped(text, beyond: [":", ","])
  }

  private static func escaped(_ text: String, beyond more: [UnicodeScalar]) -> String {
    var result = ""
    // Scalar by scalar: a carriage return and a line feed are one character to Swift.
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case _ where more.contains(scalar): result += scalar == ":" ? "%3A" : "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension Diagnostic {
  /// Notes with their places, then the help, one a line.
  fileprivate var remarks: [String] {
    notes.map { $0.message + ($0.place.map { " (\($0))" } ?? "") }
      + (help.map { ["help: \($0)"] } ?? [])
  }
}
