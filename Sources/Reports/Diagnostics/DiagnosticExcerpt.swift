import MailModel

/// A source line behind its number, and a caret below the column of a place.
struct DiagnosticExcerpt {
  /// Columns shown of a line where the terminal's width is not known.
  private static let widest = 160
  private static let tab = "    "

  private let line: Int
  /// The line as it is shown, up to the place and from there.
  private var before: String
  private var after: String

  init(_ text: String, place: Place) {
    line = place.line
    // Columns count Unicode scalars; a tab is shown four columns wide wherever it stands.
    let scalars = text.unicodeScalars
    let split = scalars.index(
      scalars.startIndex, offsetBy: max(0, place.column - 1), limitedBy: scalars.endIndex)
    before = Self.shown(scalars[..<(split ?? scalars.endIndex)])
    after = Self.shown(scalars[(split ?? scalars.endIndex)...])
  }

  func lines(_ style: Style) -> [String] {
    let number = "\(line)".leftPadded(to: 5)
    let gutter = style.paint("\(number) |", .faint)
    let empty = style.paint(String(repeating: " ", count: number.utf8.count) + " |", .faint)
    let room = max(20, (style.width ?? Self.widest + 8) - number.utf8.count - 3)
    let (start, end) = fitted(to: room)
    let caret = String(repeating: " ", count: start.displayWidth) + style.paint("^", .bad)
    return ["\(gutter) \(start)\(end)", "\(empty) \(caret)"]
  }

  /// The part around the caret that fits, with `…` where something is left out.
  private func fitted(to room: Int) -> (start: String, end: String) {
    guard before.displayWidth + after.displayWidth > room else { return (before, after) }
    var start = before
    if before.displayWidth > room / 2 {
      var width = 1
      let tail = before.reversed().prefix { character in
        width += character.displayWidth
        return width <= room / 2
      }
      start = "…" + String(tail.reversed())
    }
    return (start, after.cut(to: max(1, room - start.displayWidth)))
  }

  private static func shown(_ scalars: Substring.UnicodeScalarView) -> String {
    let line = scalars.filter { $0 != "\n" && $0 != "\r" }
    return line.split(separator: "\t", omittingEmptySubsequences: false)
      .map { String(String.UnicodeScalarView($0)).shown }.joined(separator: tab)
  }
}

extension String {
  fileprivate func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - utf8.count)) + self
  }
}
