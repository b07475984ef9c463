import CYAML
import MailModel

/// Where the secrets of one file stand: found by reading it again, so only for files with mistakes.
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

  init(_ bytes: UnsafeRawBufferPointer) {
    var levels: [Level] = []
    var scalars: [(anchor: String, span: Span)] = []
    var secretAliases: Set<String> = []
    let events = EventReader(bytes)
    var lastLine = 1
    while events.advance() {
      let type = events.type
      if type == YAML_STREAM_END_EVENT { break }
      lastLine = events.line
      let isNode =
        type == YAML_SCALAR_EVENT || type == YAML_ALIAS_EVENT
        || type == YAML_MAPPING_START_EVENT || type == YAML_SEQUENCE_START_EVENT
      if type == YAML_MAPPING_END_EVENT || type == YAML_SEQUENCE_END_EVENT {
        levels.removeLast()
        continue
      }
      guard isNode else { continue }
      let isKey = levels.last?.expectsKey == true
      let isSecret = levels.last?.isSecret == true || (!isKey && levels.last?.nextIsSecret == true)
      if type == YAML_SCALAR_EVENT {
        let span = Span(start: (events.line, events.column), end: events.end)
        if isSecret { spans.append(span) }
        if let anchor = events.scalarAnchor { scalars.append((String(cString: anchor), span)) }
      } else if type == YAML_ALIAS_EVENT, isSecret {
        secretAliases.insert(events.aliasName)
      }
      if let last = levels.indices.last, levels[last].isMapping {
        levels[last].nextIsSecret =
          isKey && type == YAML_SCALAR_EVENT && SecretKey.isNear(events.text)
        levels[last].expectsKey.toggle()
      }
      if type == YAML_MAPPING_START_EVENT || type == YAML_SEQUENCE_START_EVENT {
        guard levels.count < Composer.maximumDepth + 2 else {
          unknownFrom = lastLine
          break
        }
        let isMapping = type == YAML_MAPPING_START_EVENT
        levels.append(Level(isMapping: isMapping, isSecret: isSecret, expectsKey: isMapping))
      }
    }
    if events.type != YAML_STREAM_END_EVENT { unknownFrom = lastLine }
    endsInSecret = levels.last.map { $0.isSecret || $0.nextIsSecret } ?? false
    spans += scalars.filter { secretAliases.contains($0.anchor) }.map(\.span)
    spans.sort { $0.start < $1.start }
  }

  private struct Level {
    var isMapping: Bool
    var isSecret: Bool
    var expectsKey: Bool
    var nextIsSecret = false
  }
}
