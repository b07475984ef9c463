import CYAML
import MailModel

/// What tells a manifest, or a file that one includes, from any other text: the keys at its root.
///
/// Whatever is none may hold anything: nothing of it is printed, and it is not laid out.
struct ManifestMarks {
  enum Kind {
    case manifest
    /// No node at all: empty, or nothing but comments.
    case nothing
    case other
  }

  private var known = 0
  private var unknown = 0
  private var hasVersion = false

  init() {}

  /// Notes a key at the root; one that only lost its indentation counts for neither side.
  mutating func note(_ key: RootKey?, hasLostIndent: Bool = false) {
    if key == .rollbook { hasVersion = true }
    if key != nil { known += 1 } else if !hasLostIndent { unknown += 1 }
  }

  /// Of a mapping; some keys may be misspelt.
  var kind: Kind { hasVersion || known > unknown ? .manifest : .other }

  /// Reads a text once more for it.
  static func kind(of bytes: UnsafeRawBufferPointer) -> Kind {
    if LineBreaks.firstOddBreak(in: bytes) != nil { return looseKind(of: bytes) }
    let table = KeyTable<RootKey>()
    let events = EventReader(bytes)
    var marks = ManifestMarks()
    var depth = 0
    var isKey = true
    var section: RootKey?
    var isMapping = false
    while events.advance() {
      switch events.type {
      case YAML_STREAM_END_EVENT, YAML_DOCUMENT_END_EVENT:
        return isMapping ? marks.kind : depth == 0 ? .nothing : .other
      case YAML_MAPPING_START_EVENT, YAML_SEQUENCE_START_EVENT:
        if depth == 0 {
          isMapping = events.type == YAML_MAPPING_START_EVENT
          if !isMapping { return .other }
        } else if depth == 1 {
          if isKey { marks.note(nil) }
          (isKey, section) = (!isKey, nil)
        }
        depth += 1
        if depth > Composer.maximumDepth { return looseKind(of: bytes) }
      case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: depth -= 1
      case YAML_SCALAR_EVENT:
        if depth == 0 { return events.text.isEmpty ? .nothing : .other }
        guard depth == 1 else { continue }
        if isKey {
          let key = table.number(of: events.text).map { table[$0] }
          marks.note(key, hasLostIndent: section != nil)
          if key != nil { section = key }
        } else if !events.text.isEmpty {
          section = nil
        }
        isKey.toggle()
      case YAML_ALIAS_EVENT:
        if depth == 1 { (isKey, section) = (!isKey, nil) }
      default: break
      }
    }
    return looseKind(of: bytes)
  }

  /// Of a text that is no YAML: its lines tell.
  private static func looseKind(of bytes: UnsafeRawBufferPointer) -> Kind {
    let keys = RootKey.allCases.flatMap { key in
      ["\(key.rawValue):", "{ \"\(key.rawValue)\":", "{\"\(key.rawValue)\":"].map { Array($0.utf8) }
    }
    let isMarked = LineBreaks.lineStarts(in: bytes).contains { start in
      keys.contains { bytes[start...].starts(with: $0) }
    }
    return isMarked ? .manifest : .other
  }
}

extension Diagnostic {
  static func notAManifest(at place: Place) -> Diagnostic {
    .error(
      "not-a-manifest", "the file is no manifest, and nothing of it is shown or changed", at: place,
      help: "a manifest begins `rollbook: 1`; a file that it includes has keys such as `users`")
  }
}
