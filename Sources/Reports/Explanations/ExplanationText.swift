/// Pages of `rollbook explain` for a terminal.
package struct ExplanationText {
  private static let widest = 78

  package let style: Style

  package init(style: Style = .plain) {
    self.style = style
  }

  /// One page: its code and summary, the paragraph, the example.
  package func text(of page: Explanation) -> String {
    let width = min(Self.widest, style.width ?? Self.widest)
    var lines = [style.paint("\(page.code):", .strong) + " \(page.summary)", ""]
    lines += page.text.wrapped(to: width)
    if let example = page.example {
      lines += [""] + example.split(separator: "\n").map { "    \($0)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Every code with its summary, under headings.
  package func list() -> String {
    let width = Explanations.codes.reduce(0) { max($0, $1.utf8.count) }
    let parts = Explanations.chapters.map { chapter in
      let lines = chapter.pages.map { "  \($0.code.padded(to: width))  \($0.summary)" }
      return ([style.paint(chapter.title, .strong)] + lines).joined(separator: "\n") + "\n"
    }
    return parts.joined(separator: "\n")
  }
}
