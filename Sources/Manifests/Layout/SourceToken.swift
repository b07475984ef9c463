/// One word or sign of YAML, and where it stands in the source.
struct SourceToken {
  enum Kind: Equatable {
    case streamEnd
    case directive
    case documentStart
    case documentEnd
    /// Takes no room: a block of lines begins or ends here.
    case blockSequenceStart
    case blockMappingStart
    case blockEnd
    /// Takes no room: what follows is a key.
    case key
    /// A `?`, which nobody writes in a manifest.
    case keySign
    case flowSequenceStart
    case flowSequenceEnd
    case flowMappingStart
    case flowMappingEnd
    case item
    case comma
    case colon
    case alias
    case anchor
    case tag
    case plain
    case singleQuoted
    case doubleQuoted
    /// `|` or `>` with its indicators.
    case blockHeader
    /// The lines below a block header, with the empty ones behind them.
    case blockText
  }

  var kind: Kind
  /// Bytes of the source.
  var range: Range<Int>
  /// Counted from 0, in Unicode scalars.
  var column: Int
  var endColumn: Int
  /// Counted from 0.
  var line: Int
  var endLine: Int

  var isVisible: Bool {
    switch kind {
    case .blockSequenceStart, .blockMappingStart, .blockEnd, .key: false
    default: true
    }
  }
}
