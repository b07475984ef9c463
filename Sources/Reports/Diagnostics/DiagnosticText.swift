import MailModel

/// Diagnostics for a terminal: place, sentence, code, source line with a caret, notes, help.
package struct DiagnosticText {
  package let style: Style

  package init(style: Style = .plain) {
    self.style = style
  }

  /// Each diagnostic in the given order, then how many there are; empty without any.
  ///
  /// At most `limit` are shown and the rest is counted; nil shows all. With `pointsToPage` the last
  /// line names the command that explains the first error.
  package func text(
    of diagnostics: [Diagnostic], limit: Int? = nil, pointsToPage: Bool = false
  ) -> String {
    if diagnostics.isEmpty { return "" }
    let shown = diagnostics.prefix(max(0, limit ?? diagnostics.count))
    var lines = shown.flatMap(lines)
    if shown.count < diagnostics.count {
      let more = diagnostics.count - shown.count
      lines.append(
        diagnostics.last?.code == "too-many-mistakes"
          ? Wording.andMoreThan(more - 1) : Wording.andMore(more))
    }
    lines.append(style.paint(Wording.problems(in: diagnostics), .strong))
    if pointsToPage, let code = Explanations.mostHelpful(of: diagnostics) {
      lines.append(style.paint(Wording.more(on: code), .faint))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func lines(of diagnostic: Diagnostic) -> [String] {
    let severity = style.paint(
      "\(diagnostic.severity.rawValue):", diagnostic.severity == .error ? .bad : .changed)
    var lines = [
      "\(prefix(diagnostic.place))\(severity) \(diagnostic.message.shown) [\(diagnostic.code.shown)]"
    ]
    if var place = diagnostic.place, let excerpt = diagnostic.excerpt {
      place.column = diagnostic.excerptColumn ?? place.column
      lines += DiagnosticExcerpt(excerpt, place: place).lines(style)
    }
    for note in diagnostic.notes {
      lines.append(prefix(note.place) + style.paint("note:", .moved) + " " + note.message.shown)
    }
    if let help = diagnostic.help {
      lines.append(style.paint("help:", .good) + " " + help.shown)
    }
    return lines
  }

  /// `rollbook.yaml:12:14: `, the form that editors can jump to.
  private func prefix(_ place: Place?) -> String {
    guard let place else { return "" }
    return style.paint("\(place.description.shownPath):", .strong) + " "
  }
}
