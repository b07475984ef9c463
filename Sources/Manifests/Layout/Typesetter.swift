/// Lays out one text token by token: every line stays a line, its indentation and its inner spaces
/// are made anew, and no word is touched.
struct Typesetter: ~Copyable {
  /// The first token that has no layout: the text is left as it is.
  private(set) var refused: SourceToken?

  private let source: UnsafeRawBufferPointer
  private var tokens: TokenReader
  private var sheet: Sheet
  private var levels = Levels()
  /// The token before.
  private var last: SourceToken?
  /// Where the gap behind it begins.
  private var lastEnd = 0
  /// True when a line begins there.
  private var isAtLineStart = true
  /// The level that a value behind the last token would open.
  private var awaited: Levels.Level?
  private var isKey = false
  /// Where the line begins that brackets count from, in the source and the result.
  private var lineColumn = (old: 0, new: 0)
  private var lacksLastBreak = false

  /// The tokens of the source need not be valid YAML; only reading their events tells.
  ///
  /// - Precondition: `source` outlives the value.
  init(_ source: UnsafeRawBufferPointer) {
    self.source = source
    tokens = TokenReader(source)
    sheet = Sheet(source)
  }

  /// - Returns: nil when something has no layout, or is no YAML.
  mutating func text() -> [UInt8]? {
    while let token = tokens.next() {
      guard place(token) else {
        refused = token
        return nil
      }
      if token.kind == .streamEnd {
        var text = sheet.take()
        // To libyaml the last line break is a part of the text, and here it has none.
        if lacksLastBreak { text.removeLast() }
        return text
      }
    }
    return nil
  }

  private mutating func place(_ token: SourceToken) -> Bool {
    // Indentation makes the square of the depth out of brackets.
    guard levels.depth <= Composer.maximumDepth else { return false }
    switch token.kind {
    case .keySign: return false
    case .key:
      levels.endFlushSequence()
      isKey = true
      return true
    case .blockMappingStart:
      levels.begin(.mapping, at: token.column)
      return true
    case .blockSequenceStart:
      levels.begin(.sequence, at: token.column)
      return true
    case .blockEnd:
      levels.endFlushSequence()
      levels.end()
      return true
    case .item where levels.top?.kind == .mapping:
      levels.begin(.flushSequence, at: token.column)
    default: break
    }
    guard placeGap(before: token) else { return false }
    levels.forgetEnded()
    awaited = nil
    write(token)
    isKey = false
    last = token
    return true
  }

  // MARK: - Gaps

  private mutating func placeGap(before token: SourceToken) -> Bool {
    let column = isAtLineStart ? nil : last?.endColumn
    guard lastEnd <= token.range.lowerBound,
      let gap = Gap(lastEnd..<token.range.lowerBound, in: source, column: column)
    else { return false }
    let beginsLine = isAtLineStart || gap.hasBreak
    if beginsLine, token.kind == .colon { return false }
    for comment in gap.comments {
      if !comment.isAlone {
        sheet.finish(with: comment)
      } else if comment.column > token.column, sheet.continues(comment) {
        sheet.goOn(with: comment)
      } else {
        if comment.followsEmptyLine { sheet.addEmptyLine() }
        sheet.addComment(comment, at: self.column(of: comment, before: token))
      }
    }
    if token.kind == .streamEnd || token.kind == .blockText {
      sheet.finish()
      return true
    }
    guard beginsLine else {
      if let last, Spacing.isNeeded(between: last.kind, and: token.kind) { sheet.space() }
      return true
    }
    if gap.endsInEmptyLine { sheet.addEmptyLine() }
    let start = lineStart(of: token)
    lineColumn = (token.column, start)
    sheet.begin(at: start)
    return true
  }

  /// Where a comment goes that is alone on its line: with what follows it, unless it stood deeper,
  /// with the lines of a block that ends here.
  private func column(of comment: Gap.Comment, before token: SourceToken) -> Int {
    if levels.isFlow { return levels.valueColumn }
    if comment.column > token.column {
      if let awaited, awaited.oldColumn <= comment.column { return awaited.newColumn }
      if let level = levels.ended.first(where: { $0.oldColumn <= comment.column }) {
        return level.newColumn
      }
    }
    return lineStart(of: token)
  }

  private func lineStart(of token: SourceToken) -> Int {
    switch token.kind {
    case .directive, .documentStart, .documentEnd, .streamEnd, .blockText: 0
    case .flowSequenceEnd, .flowMappingEnd:
      levels.top.map { flow in
        // Strict readers want a closing bracket deeper than its key; who does so keeps it.
        flow.lineColumn + (token.column > flow.oldColumn ? Levels.step : 0)
      } ?? 0
    case .item: levels.top?.newColumn ?? 0
    default: isKey && !levels.isFlow ? levels.top?.newColumn ?? 0 : levels.valueColumn
    }
  }

  // MARK: - Tokens

  private mutating func write(_ token: SourceToken) {
    lastEnd = token.range.upperBound
    isAtLineStart = false
    switch token.kind {
    case .blockText:
      writeBlock(token)
      return
    case .flowSequenceStart, .flowMappingStart: beginFlow(token)
    case .flowSequenceEnd, .flowMappingEnd: levels.end()
    case .item, .colon:
      if let top = levels.top, top.kind != .flow {
        awaited = Levels.Level(
          kind: .mapping, oldColumn: top.oldColumn + 1, newColumn: levels.valueColumn)
      }
    default: break
    }
    guard token.line != token.endLine else {
      sheet.append(token.range)
      return
    }
    let fold = FoldedLines(token, in: source)
    for (index, line) in fold.lines.enumerated() {
      if index > 0 {
        if line.isEmpty {
          sheet.addEmptyLine()
          continue
        }
        sheet.begin(at: max(levels.valueColumn, Levels.step))
      }
      sheet.append(line)
    }
  }

  private mutating func beginFlow(_ token: SourceToken) {
    let top = levels.top
    if top?.kind != .flow, lineColumn.old != token.column || isKey {
      lineColumn = (top?.oldColumn ?? 0, top?.newColumn ?? 0)
    }
    levels.beginFlow(oldLineColumn: lineColumn.old, lineColumn: lineColumn.new)
  }

  private mutating func writeBlock(_ token: SourceToken) {
    guard let last else { preconditionFailure("a block without its header") }
    let block = BlockLines(
      header: last.range, text: token.range, base: levels.indicatorBase,
      valueColumn: levels.valueColumn, in: source)
    for line in block.lines {
      if line.isEmpty {
        sheet.addEmptyLine()
      } else {
        sheet.begin(at: block.newColumn)
        sheet.append(line)
      }
    }
    sheet.finish()
    lastEnd = block.end
    isAtLineStart = true
    lacksLastBreak = block.lacksLastBreak
  }
}
