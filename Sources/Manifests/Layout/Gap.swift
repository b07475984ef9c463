/// What stands between two tokens: comments, line breaks and blanks.
struct Gap {
  struct Comment {
    /// Without blanks at its end.
    var range: Range<Int>
    /// Counted from 0.
    var column: Int
    /// Blanks before it on its line.
    var blanks: Int
    /// True when nothing else stands on its line.
    var isAlone: Bool
    /// True when an empty line stands before it.
    var followsEmptyLine: Bool
  }

  private(set) var comments: [Comment] = []
  private(set) var hasBreak = false
  /// True when an empty line stands at the end.
  private(set) var endsInEmptyLine = false

  /// Is nil when something else stands there.
  ///
  /// `column` is that of the first byte, and nil when a line begins there that holds no token.
  init?(_ range: Range<Int>, in source: UnsafeRawBufferPointer, column: Int?) {
    var index = range.lowerBound
    var lineColumn = column ?? 0
    var isAlone = column == nil
    var blanks = 0
    var isEmpty = isAlone
    while index < range.upperBound {
      let byte = source[index]
      if byte.isBlank {
        // How far a tab reaches is not known; it counts as one that keeps no distance.
        blanks += 1
        index += 1
      } else if byte == UInt8(ascii: "#") {
        let end = min(source.endOfLine(from: index), range.upperBound)
        comments.append(
          Comment(
            range: source.withoutTrailingBlanks(index..<end), column: lineColumn + blanks,
            blanks: blanks, isAlone: isAlone, followsEmptyLine: endsInEmptyLine))
        endsInEmptyLine = false
        isEmpty = false
        index = end
      } else {
        let length = source.breakLength(at: index)
        guard length > 0 else { return nil }
        if isEmpty { endsInEmptyLine = true }
        hasBreak = true
        isAlone = true
        isEmpty = true
        lineColumn = 0
        blanks = 0
        index += length
      }
    }
  }
}
