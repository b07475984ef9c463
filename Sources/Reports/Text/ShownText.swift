// Names, comments and mail texts come from outside; a terminal must see none of their control
// characters, nor the marks that turn the direction of what follows.

extension String {
  /// Safe to print: what could steer a terminal or hide stands as `\u{1B}`.
  var shown: String { shown(escaping: { $0.isUnsafeToPrint }) }

  /// Safe to print and between quotes, so that its ends can be seen.
  var quoted: String { quoted(escaping: { $0.isUnsafeToPrint }) }

  /// As `quoted`, with everything beyond ASCII spelled out: for texts that only look equal.
  var quotedASCII: String { quoted(escaping: { $0.isUnsafeToPrint || !$0.isASCII }) }

  private func quoted(escaping isEscaped: (UnicodeScalar) -> Bool) -> String {
    var marked = ""
    for scalar in unicodeScalars {
      if scalar == "\"" || scalar == "\\" { marked.unicodeScalars.append("\\") }
      if scalar == "\n" { marked += "\\n" } else { marked.unicodeScalars.append(scalar) }
    }
    return "\"\(marked.shown(escaping: isEscaped))\""
  }

  private func shown(escaping isEscaped: (UnicodeScalar) -> Bool) -> String {
    guard unicodeScalars.contains(where: isEscaped) else { return self }
    var result = ""
    for scalar in unicodeScalars {
      if isEscaped(scalar) {
        result += scalar.escapedForm
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension UnicodeScalar {
  /// `\u{1B}`.
  var escapedForm: String { "\\u{\(String(value, radix: 16, uppercase: true))}" }

  /// Controls, line separators and invisible format marks.
  var isUnsafeToPrint: Bool {
    if value < 0x7F { return value < 0x20 }
    // Joiners shape emoji and Persian and do no harm.
    if value == 0x200C || value == 0x200D { return false }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    default: return false
    }
  }
}
