import CYAML
import MailModel

/// Where in one file stands what must not be shown: secrets, and whatever is behind a key that a
/// manifest has not.
///
/// Found by reading the file again, so only for files with mistakes.
struct SecretSpans {
  struct Span {
    var start: (line: Int, column: Int)
    /// Behind the last character.
    var end: (line: Int, column: Int)
  }

  private(set) var spans: [Span] = []
  /// From this line on nothing is known, as the file did not parse; nil when it did.
  private(set) var unknownFrom: Int?
  /// True when the file ended its parsing inside a secret.
  private(set) var endsInSecret = false
  private var levels: [Level] = []
  private var anchored: [(anchor: String, span: Span)] = []
  private var secretAliases: Set<String> = []

  init(_ bytes: UnsafeRawBufferPointer) {
    let events = EventReader(bytes)
    var lastLine = 1
    reading: while events.advance() {
      let type = events.type
      if type == YAML_STREAM_END_EVENT { break }
      lastLine = events.line
      switch type {
      case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: levels.removeLast()
      case YAML_SCALAR_EVENT, YAML_ALIAS_EVENT: takeLeaf(events)
      case YAML_MAPPING_START_EVENT, YAML_SEQUENCE_START_EVENT:
        guard levels.count < Composer.maximumDepth + 2 else {
          break reading
        }
        begin(events)
      default: break
      }
    }
    if events.type != YAML_STREAM_END_EVENT { unknownFrom = lastLine }
    endsInSecret = levels.last.map { $0.isSecret || $0.nextIsSecret } ?? false
    spans += anchored.filter { secretAliases.contains($0.anchor) }.map(\.span)
    spans.sort { $0.start < $1.start }
  }

  private mutating func takeLeaf(_ events: borrowing EventReader) {
    let isScalar = events.type == YAML_SCALAR_EVENT
    let last = levels.indices.last
    let isKey = last.map { levels[$0].expectsKey } ?? false
    let isSecret =
      last.map { level in
        levels[level].isSecret || (!isKey && levels[level].nextIsSecret)
          || (!isKey && isScalar && levels[level].isMapping && levels[level].known.wantsMappings
            && !Self.isHarmless(events, in: levels[level].below))
      } ?? true
    if isScalar {
      let span = Span(start: (events.line, events.column), end: events.end)
      if isSecret { spans.append(span) }
      if let last { takeRemnant(events, span, isKey: isKey, at: last) }
      if let anchor = events.scalarAnchor { anchored.append((String(cString: anchor), span)) }
    } else if isSecret {
      secretAliases.insert(events.aliasName)
    }
    turn(isKey: isKey, isScalar ? events.text : nil)
  }

  /// A comma in braces ends a secret: what has no `:` behind it, and is no key, may be the rest.
  private mutating func takeRemnant(
    _ events: borrowing EventReader, _ span: Span, isKey: Bool, at level: Int
  ) {
    if isKey {
      let isRest =
        levels[level].isFlow && levels[level].followsSecret
        && !levels[level].known.knows(events.text)
      levels[level].remnant = isRest ? span : nil
    } else if events.text.isEmpty, let rest = levels[level].remnant {
      spans.append(rest)
    }
  }

  private mutating func begin(_ events: borrowing EventReader) {
    let isMapping = events.type == YAML_MAPPING_START_EVENT
    let last = levels.last
    let isKey = last?.expectsKey ?? false
    levels.append(
      Level(
        known: last.map { $0.isMapping ? $0.below : $0.known } ?? .root, isMapping: isMapping,
        isSecret: last.map { $0.isSecret || (!isKey && $0.nextIsSecret) } ?? !isMapping,
        expectsKey: isMapping, isFlow: events.isFlow))
    if let outer = levels.indices.dropLast().last { turn(isKey: isKey, nil, at: outer) }
  }

  /// Goes from a key to its value, or from there to the next key.
  private mutating func turn(isKey: Bool, _ key: UnsafeRawBufferPointer?, at level: Int? = nil) {
    guard let level = level ?? levels.indices.last, levels[level].isMapping else { return }
    let known = levels[level].known
    if isKey, let key {
      let isMerge = key.elementsEqual("<<".utf8)
      levels[level].nextIsSecret = SecretKey.isNear(key) || !(isMerge || known.knows(key))
      levels[level].below = isMerge ? known : known.below(key)
    } else {
      if !isKey { levels[level].followsSecret = levels[level].nextIsSecret }
      levels[level].nextIsSecret = isKey
      levels[level].below = .values
    }
    levels[level].expectsKey.toggle()
  }

  /// False for a text in place of an entry: behind a name it may be a password.
  ///
  /// One that only lacks the blank behind a key of the entry is shown.
  private static func isHarmless(
    _ events: borrowing EventReader, in entry: KnownKeys
  ) -> Bool {
    if ["", "~", "null"].contains(where: { events.text.elementsEqual($0.utf8) }) { return true }
    let word = UnsafeRawBufferPointer(
      rebasing: events.text.prefix { $0.isASCIILetterOrDigit || $0 == UInt8(ascii: "-") })
    return word.count < events.text.count && entry.knows(word) && !SecretKey.isNear(word)
      && events.end.line == events.line
  }

  private struct Level {
    var known: KnownKeys
    var isMapping: Bool
    var isSecret: Bool
    var expectsKey: Bool
    var isFlow: Bool
    /// Of the key at hand: the value before it is one.
    var followsSecret = false
    /// The key at hand, where it may be the rest of that.
    var remnant: Span?
    /// Of the value behind the key at hand.
    var nextIsSecret = false
    var below = KnownKeys.values
  }
}
