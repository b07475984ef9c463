import CYAML
import MailModel

/// Reads a text and its layout side by side: both must say the same to a machine and to a person.
enum LayoutProof {
  /// Where the layout of `old`, `new`, would lose or change something; nil when nothing is lost.
  ///
  /// Lines and columns are counted from 1.
  static func firstLoss(
    of old: UnsafeRawBufferPointer, in new: UnsafeRawBufferPointer
  ) -> (line: Int, column: Int)? {
    valueLoss(of: old, in: new) ?? commentLoss(of: old, in: new)
  }

  /// Compares what YAML says: values, styles, anchors, tags, documents.
  private static func valueLoss(
    of old: UnsafeRawBufferPointer, in new: UnsafeRawBufferPointer
  ) -> (line: Int, column: Int)? {
    let left = EventReader(old)
    let right = EventReader(new)
    repeat {
      guard left.advance(), right.advance(), left.isSame(as: right) else {
        return (left.line, left.column)
      }
    } while left.type != YAML_STREAM_END_EVENT
    return nil
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
