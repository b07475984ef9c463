/// The lines of a plain or quoted text of several lines, without the blanks around them, which
/// YAML does not count.
struct FoldedLines {
  private(set) var lines: [Range<Int>] = []

  init(_ token: SourceToken, in source: UnsafeRawBufferPointer) {
    var start = token.range.lowerBound
    while true {
      let end = min(source.endOfLine(from: start), token.range.upperBound)
      let isLast = end == token.range.upperBound
      var line = start..<end
      if !lines.isEmpty { line = source.withoutLeadingBlanks(line) }
      if !isLast {
        let bare = source.withoutTrailingBlanks(line)
        // Behind a backslash one blank is a part of the text.
        let isEscaped =
          token.kind == .doubleQuoted && bare.upperBound < line.upperBound
          && bare.last.map { source[$0] == UInt8(ascii: "\\") } == true
        line = bare.lowerBound..<bare.upperBound + (isEscaped ? 1 : 0)
      }
      lines.append(line)
      if isLast { return }
      start = end + source.breakLength(at: end)
    }
  }
}
