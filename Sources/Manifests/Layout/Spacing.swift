/// Whether a space stands between two tokens of one line.
enum Spacing {
  static func isNeeded(between left: SourceToken.Kind, and right: SourceToken.Kind) -> Bool {
    switch (left, right) {
    // Without it the sign would become a part of the name.
    case (.anchor, _), (.tag, _), (.alias, .colon), (.colon, .comma), (.colon, .flowSequenceEnd):
      true
    case (.flowMappingStart, .flowMappingEnd): false
    case (.flowMappingStart, _), (_, .flowMappingEnd): true
    case (.flowSequenceStart, _), (_, .flowSequenceEnd), (_, .comma): false
    case (.comma, .colon): true
    case (_, .colon): false
    default: true
    }
  }
}
