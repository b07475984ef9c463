import CYAML
import MailModel

/// Reads a text and its layout side by side: both must say the same to a machine and to a person.
enum LayoutProof {
  /// Why a layout must not take the place of its text.
  ///
  /// Lines and columns are counted from 1.
  enum Objection {
    /// The text is no YAML.
    case syntax(SyntaxProblem)
    case tooDeep(line: Int, column: Int)
    /// The layout loses or changes what stands here.
    case loss(line: Int, column: Int)
  }

  /// What is wrong with a text alone.
  static func objection(to text: UnsafeRawBufferPointer) -> Objection? {
    objection(to: text, comparedWith: nil)
  }

  /// - Returns: nil when `old` is YAML and nothing of it is lost in `new`.
  static func objection(
    to new: UnsafeRawBufferPointer, asLayoutOf old: UnsafeRawBufferPointer
  ) -> Objection? {
    objection(to: old, comparedWith: new)
      ?? commentLoss(of: old, in: new).map { .loss(line: $0.line, column: $0.column) }
  }

  /// Reads what YAML says: values, styles, anchors, tags, documents.
  private static func objection(
    to old: UnsafeRawBufferPointer, comparedWith new: UnsafeRawBufferPointer?
  ) -> Objection? {
    let left = EventReader(old)
    let right = EventReader(new ?? UnsafeRawBufferPointer(start: nil, count: 0))
    var loss: Objection?
    var depth = 0
    repeat {
      guard left.advance() else { return .syntax(left.problem) }
      if new != nil, loss == nil, !right.advance() || !left.isSame(as: right) {
        // A mistake in the syntax further down is the better answer.
        loss = .loss(line: left.line, column: left.column)
      }
      switch left.type {
      case YAML_MAPPING_START_EVENT, YAML_SEQUENCE_START_EVENT: depth += 1
      case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: depth -= 1
      default: break
      }
      if depth > Composer.maximumDepth { return .tooDeep(line: left.line, column: left.column) }
    } while left.type != YAML_STREAM_END_EVENT
    return loss
  }

  /// Compares tokens and, between them, comments: each must stand between the same two.
  private static func commentLoss(
    of old: UnsafeRawBufferPointer, in new: UnsafeRawBufferPointer
  ) -> (line: Int, column: Int)? {
    var left = CommentedTokens(old)
    var right = CommentedTokens(new)
    while true {
      guard let token = left.next() else { return LineBreaks.position(of: left.end, in: old) }
      guard let other = right.next(), token.kind == other.kind,
        left.comments.elementsEqual(
          right.comments, by: { isSame(old[$0.range], new[$1.range]) }),
        !isVerbatim(token.kind) || isSame(old[token.range], new[other.range])
      else { return (token.line + 1, token.column + 1) }
      if token.kind == .streamEnd { return nil }
    }
  }

  /// Events hold scalars already, and those of several lines look different here.
  private static func isVerbatim(_ kind: SourceToken.Kind) -> Bool {
    switch kind {
    case .alias, .anchor, .tag, .directive, .blockHeader: true
    default: false
    }
  }

  private static func isSame(
    _ left: Slice<UnsafeRawBufferPointer>, _ right: Slice<UnsafeRawBufferPointer>
  ) -> Bool {
    UnsafeRawBufferPointer(rebasing: left).compareBytes(UnsafeRawBufferPointer(rebasing: right))
      == 0
  }
}

/// Tokens with text, each with the comments before it.
private struct CommentedTokens: ~Copyable {
  private let source: UnsafeRawBufferPointer
  private var tokens: TokenReader
  private var isAtLineStart = true
  private var column = 0
  private(set) var end = 0
  private(set) var comments: [Gap.Comment] = []

  init(_ source: UnsafeRawBufferPointer) {
    self.source = source
    tokens = TokenReader(source)
  }

  /// - Returns: nil where something stands that is neither.
  mutating func next() -> SourceToken? {
    while let token = tokens.next() {
      guard token.isVisible else { continue }
      guard end <= token.range.lowerBound,
        let gap = Gap(
          end..<token.range.lowerBound, in: source, column: isAtLineStart ? nil : column)
      else { return nil }
      comments = gap.comments
      end = token.range.upperBound
      column = token.endColumn
      isAtLineStart = token.kind == .blockText
      return token
    }
    return nil
  }
}
