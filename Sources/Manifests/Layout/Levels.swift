/// The blocks and brackets that are open at one point of the text: where they stood, where they go.
///
/// All columns are counted from 0.
struct Levels {
  enum Kind {
    case mapping
    case sequence
    /// A sequence whose dashes stand under their key, where they do not count as a level to YAML.
    case flushSequence
    case flow
  }

  struct Level {
    var kind: Kind
    /// In the source.
    var oldColumn: Int
    /// In the result; of a flow, what stands in it.
    var newColumn: Int
    /// Of a flow: where the line begins that opened it.
    var lineColumn = 0
  }

  /// Spaces a level.
  static let step = 2

  private var open: [Level] = []
  /// Blocks that ended since the last token, the innermost first.
  private(set) var ended: [Level] = []

  var top: Level? { open.last }

  var depth: Int { open.count }

  var isFlow: Bool { open.last?.kind == .flow }

  /// Where a value goes that begins a line, and where text of several lines goes on.
  var valueColumn: Int {
    guard let top else { return 0 }
    return top.kind == .flow ? top.newColumn : top.newColumn + Self.step
  }

  /// Where the level stands that indentation indicators count from, in the source and the result.
  var indicatorBase: (old: Int, new: Int) {
    guard let top else { return (0, 0) }
    let isFlush = top.kind == .flushSequence
    return (isFlush ? open[open.count - 2].oldColumn : top.oldColumn, top.newColumn)
  }

  mutating func begin(_ kind: Kind, at column: Int) {
    open.append(Level(kind: kind, oldColumn: column, newColumn: valueColumn))
  }

  mutating func beginFlow(oldLineColumn: Int, lineColumn: Int) {
    open.append(
      Level(
        kind: .flow, oldColumn: oldLineColumn, newColumn: lineColumn + Self.step,
        lineColumn: lineColumn))
  }

  mutating func end() {
    if let level = open.popLast(), level.kind != .flow { ended.append(level) }
  }

  /// Ends a sequence without a level of its own, which only what follows it tells.
  mutating func endFlushSequence() {
    if top?.kind == .flushSequence { end() }
  }

  mutating func forgetEnded() {
    if !ended.isEmpty { ended.removeAll(keepingCapacity: true) }
  }
}
