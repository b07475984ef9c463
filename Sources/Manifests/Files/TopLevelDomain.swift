import CYAML
import MailModel

/// Finds the value of a file's top-level `domain` wherever it stands.
enum TopLevelDomain {
  /// - Returns: nil without one, and when the file breaks off before it.
  static func find(in bytes: UnsafeRawBufferPointer) -> [UInt8]? {
    guard bytes.have("domain") else { return nil }
    let events = EventReader(bytes)
    var depth = 0
    var isKey = true
    var isDomain = false
    while events.advance() {
      let type = events.type
      if type == YAML_STREAM_END_EVENT || type == YAML_DOCUMENT_END_EVENT { return nil }
      if type == YAML_MAPPING_END_EVENT || type == YAML_SEQUENCE_END_EVENT {
        depth -= 1
        if depth == 1 { isKey.toggle() }
        continue
      }
      let isStart = type == YAML_MAPPING_START_EVENT || type == YAML_SEQUENCE_START_EVENT
      if type == YAML_SCALAR_EVENT, depth == 1 {
        if isDomain { return Array(events.text) }
        isDomain = isKey && events.text.elementsEqual("domain".utf8)
      } else if isDomain {
        return nil
      }
      if isStart {
        depth += 1
        if depth > Composer.maximumDepth { return nil }
      } else if depth == 1, type == YAML_SCALAR_EVENT || type == YAML_ALIAS_EVENT {
        isKey.toggle()
      }
    }
    return nil
  }
}
