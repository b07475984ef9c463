// Names, comments, file names and arguments come from outside. Whether a character of theirs may be
// taken and shown as it is, is decided here alone.

extension Unicode.Scalar {
  /// False for what could steer a terminal, break a line, turn its direction, or not be seen at all.
  ///
  /// Joiners, and the marks that choose between text and emoji, are harmless behind `previous`
  /// where that is of a script that joins, or an emoji: elsewhere they only make two texts differ
  /// that look alike.
  package func isHarmless(after previous: Unicode.Scalar?) -> Bool {
    switch value {
    case 0x20..<0x7F, 0xA0..<0xAD, 0xAE..<0x34F: return true
    case 0..<0x20, 0x7F..<0xA0: return false
    case 0x200C, 0x200D: return previous.map { $0.value >= 0x590 } ?? false
    case 0xFE0E, 0xFE0F: return previous?.properties.isEmoji ?? false
    // Blank letters that no property tells.
    case 0x2800, 0x1D159: return false
    default: break
    }
    if properties.isDefaultIgnorableCodePoint { return false }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return false
    default: return true
    }
  }

  /// `\u{1B}`.
  package var escapedForm: String { "\\u{\(String(value, radix: 16, uppercase: true))}" }
}

extension String {
  /// The text on one line, safe to print anywhere: what is not harmless stands as `\u{1B}`.
  package var shown: String { shown { _ in false } }

  /// Safe to print as well, with line breaks kept, and where `keepsColors` the codes that colour.
  package func shownLines(keepsColors: Bool) -> String {
    shown { $0 == "\n" || (keepsColors && $0 == "\u{1B}") }
  }

  /// A path that begins a line: no pipeline must take it for a command of its own.
  package var shownPath: String {
    let text = shown
    return text.drop { $0 == " " }.hasPrefix("::") ? "./" + text : text
  }

  /// `##[` begins a command to GitHub Actions wherever in a line it stands.
  private func shown(keeping isKept: (Unicode.Scalar) -> Bool) -> String {
    var result = ""
    var isChanged = false
    var previous: Unicode.Scalar?
    var beforePrevious: Unicode.Scalar?
    for scalar in unicodeScalars {
      if !scalar.isHarmless(after: previous), !isKept(scalar) {
        result += scalar.escapedForm
        isChanged = true
      } else if scalar == "[", previous == "#", beforePrevious == "#" {
        result += scalar.escapedForm
        isChanged = true
      } else {
        result.unicodeScalars.append(scalar)
      }
      (beforePrevious, previous) = (previous, scalar)
    }
    return isChanged ? result : self
  }
}
