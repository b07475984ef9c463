import MailModel

/// Text with its emoji markers taken out, and the places where they stood.
///
/// `1️⃣` to `9️⃣` mark the character behind them, so no test holds a line number.
package struct MarkedText {
  package let text: String
  /// Markers by place.
  private var markers: [Place: String] = [:]

  package init(_ marked: String, file: String) {
    var clean = String.UnicodeScalarView()
    var line = 1
    var column = 1
    var rest = Array(marked.unicodeScalars)[...]
    while let scalar = rest.first {
      if rest.count >= 3, ("1"..."9").contains(scalar), rest[rest.startIndex + 1] == "\u{FE0F}",
        rest[rest.startIndex + 2] == "\u{20E3}"
      {
        markers[Place(file: file, line: line, column: column)] = "\(scalar)\u{FE0F}\u{20E3}"
        rest = rest.dropFirst(3)
        continue
      }
      clean.append(scalar)
      column = scalar == "\n" ? 1 : column + 1
      line += scalar == "\n" ? 1 : 0
      rest = rest.dropFirst()
    }
    text = String(clean)
  }

  /// The marker at a place, else the place itself.
  package func name(of place: Place?) -> String {
    guard let place else { return "-" }
    return markers[place] ?? place.description
  }
}
