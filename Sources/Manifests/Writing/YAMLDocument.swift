import CYAML
import MailModel

/// Writes one YAML document through libyaml's emitter, every scalar in a style that reads back equal.
final class YAMLDocument {
  enum Scalar {
    /// Ours, known to need no quotes: a number, a flag, null, a size.
    case plain(String)
    /// The user's: in quotes unless it is harmless without.
    case text(String)
    /// The user's, maybe of many lines.
    case lines(String)
  }

  private let emitter: UnsafeMutablePointer<yaml_emitter_t>
  private let output: UnsafeMutablePointer<[UInt8]>

  init() {
    emitter = .allocate(capacity: 1)
    emitter.initialize(to: yaml_emitter_t())
    output = .allocate(capacity: 1)
    output.initialize(to: [])
    guard yaml_emitter_initialize(emitter) == 1 else {
      preconditionFailure("no memory for a YAML emitter")
    }
    yaml_emitter_set_output(
      emitter,
      { target, bytes, count in
        let bytes = UnsafeRawBufferPointer(start: bytes, count: count)
        target?.assumingMemoryBound(to: [UInt8].self).pointee.append(contentsOf: bytes)
        return 1
      }, output)
    yaml_emitter_set_unicode(emitter, 1)
    yaml_emitter_set_width(emitter, -1)
    yaml_emitter_set_indent(emitter, 2)
    emit { yaml_stream_start_event_initialize($0, YAML_UTF8_ENCODING) }
    emit { yaml_document_start_event_initialize($0, nil, nil, nil, 1) }
  }

  deinit {
    yaml_emitter_delete(emitter)
    emitter.deallocate()
    output.deinitialize(count: 1)
    output.deallocate()
  }

  /// Ends the document and gives its text; nothing can be written after that.
  func finish() -> String {
    emit { yaml_document_end_event_initialize($0, 1) }
    emit { yaml_stream_end_event_initialize($0) }
    yaml_emitter_flush(emitter)
    return String(decoding: output.pointee, as: UTF8.self)
  }

  func mapping(isFlow: Bool = false, _ body: (YAMLDocument) -> Void) {
    let style = isFlow ? YAML_FLOW_MAPPING_STYLE : YAML_BLOCK_MAPPING_STYLE
    emit { yaml_mapping_start_event_initialize($0, nil, nil, 1, style) }
    body(self)
    emit { yaml_mapping_end_event_initialize($0) }
  }

  func sequence(_ body: (YAMLDocument) -> Void) {
    emit { yaml_sequence_start_event_initialize($0, nil, nil, 1, YAML_FLOW_SEQUENCE_STYLE) }
    body(self)
    emit { yaml_sequence_end_event_initialize($0) }
  }

  /// A key of ours and its mapping.
  func mapping(_ key: String, isFlow: Bool = false, _ body: (YAMLDocument) -> Void) {
    scalar(.plain(key))
    mapping(isFlow: isFlow, body)
  }

  func entry(_ key: String, _ value: Scalar) {
    scalar(.plain(key))
    scalar(value)
  }

  func list(_ key: String, _ values: [Scalar]) {
    scalar(.plain(key))
    sequence { for value in values { $0.scalar(value) } }
  }

  func scalar(_ scalar: Scalar) {
    switch scalar {
    case .plain(let text): write(text, YAML_PLAIN_SCALAR_STYLE)
    case .text(let text):
      write(
        text,
        ScalarStyle.isHarmless(text)
          ? YAML_PLAIN_SCALAR_STYLE : YAML_DOUBLE_QUOTED_SCALAR_STYLE)
    case .lines(let text):
      if ScalarStyle.survivesAsBlock(text) {
        write(text, YAML_LITERAL_SCALAR_STYLE)
      } else {
        self.scalar(.text(text))
      }
    }
  }

  private func write(_ text: String, _ style: yaml_scalar_style_t) {
    var text = text
    text.withUTF8 { bytes in
      emit {
        // An empty text may have no address.
        let start = bytes.baseAddress ?? UnsafePointer(bitPattern: 1)
        return yaml_scalar_event_initialize($0, nil, nil, start, Int32(bytes.count), 1, 1, style)
      }
    }
  }

  private func emit(_ make: (UnsafeMutablePointer<yaml_event_t>) -> Int32) {
    var event = yaml_event_t()
    guard make(&event) == 1, yaml_emitter_emit(emitter, &event) == 1 else {
      let problem = emitter.pointee.problem.map { String(cString: $0) } ?? "invalid UTF-8"
      preconditionFailure("libyaml can't write what it was given: \(problem)")
    }
  }
}
