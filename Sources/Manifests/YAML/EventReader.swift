import CYAML

/// Pulls libyaml's events over bytes in memory, one at a time, without copying an event.
///
/// Parser and event live on the heap and are never moved, which is what makes reading from Swift
/// cost no more than from C.
struct EventReader: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  let event: UnsafeMutablePointer<yaml_event_t>
  private let size: Int

  /// - Precondition: `bytes` outlive the reader and begin with no byte order mark.
  init(_ bytes: UnsafeRawBufferPointer) {
    parser = .allocate(capacity: 1)
    event = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    event.initialize(to: yaml_event_t())
    size = bytes.count
    guard yaml_parser_initialize(parser) == 1 else {
      preconditionFailure("no memory for a YAML parser")
    }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    let start = bytes.baseAddress ?? UnsafeRawPointer(parser)
    yaml_parser_set_input_string(
      parser, start.assumingMemoryBound(to: UInt8.self), bytes.count)
  }

  deinit {
    yaml_event_delete(event)
    yaml_parser_delete(parser)
    event.deallocate()
    parser.deallocate()
  }

  /// Goes on to the next event; false at a mistake in the syntax, after which nothing comes.
  @inline(__always)
  func advance() -> Bool {
    yaml_event_delete(event)
    return yaml_parser_parse(parser, event) != 0
  }

  @inline(__always)
  var type: yaml_event_type_t { event.pointee.type }

  /// The bytes of a scalar, valid until `advance()`.
  @inline(__always)
  var text: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      start: event.pointee.data.scalar.value, count: event.pointee.data.scalar.length)
  }

  @inline(__always)
  var scalarStyle: yaml_scalar_style_t { event.pointee.data.scalar.style }

  @inline(__always)
  var scalarAnchor: UnsafeMutablePointer<UInt8>? { event.pointee.data.scalar.anchor }

  @inline(__always)
  var scalarTag: UnsafeMutablePointer<UInt8>? { event.pointee.data.scalar.tag }

  /// Of the start of a sequence or a mapping.
  var collectionAnchor: UnsafeMutablePointer<UInt8>? {
    type == YAML_MAPPING_START_EVENT
      ? event.pointee.data.mapping_start.anchor : event.pointee.data.sequence_start.anchor
  }

  /// Of the start of a sequence or a mapping.
  var collectionTag: UnsafeMutablePointer<UInt8>? {
    type == YAML_MAPPING_START_EVENT
      ? event.pointee.data.mapping_start.tag : event.pointee.data.sequence_start.tag
  }

  /// True for the start of a sequence or a mapping in brackets or braces.
  var isFlow: Bool {
    type == YAML_MAPPING_START_EVENT
      ? event.pointee.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
      : type == YAML_SEQUENCE_START_EVENT
        && event.pointee.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
  }

  /// The name behind the `*` of an alias.
  var aliasName: String {
    event.pointee.data.alias.anchor.map { String(cString: $0) } ?? ""
  }

  /// Counted from 1.
  @inline(__always)
  var line: Int { event.pointee.start_mark.line &+ 1 }

  /// Counted from 1, in Unicode scalars.
  @inline(__always)
  var column: Int { event.pointee.start_mark.column &+ 1 }

  var end: (line: Int, column: Int) {
    (event.pointee.end_mark.line &+ 1, event.pointee.end_mark.column &+ 1)
  }

  /// What stopped the reader.
  var problem: SyntaxProblem {
    let state = parser.pointee
    let text = state.problem.map { String(cString: $0) } ?? "this can't be read"
    if state.error == YAML_READER_ERROR {
      return SyntaxProblem(text: text, place: .byte(min(state.problem_offset, size)), start: nil)
    }
    let mark = state.problem_mark
    var start: (line: Int, column: Int)?
    let context = state.context.map { String(cString: $0) } ?? ""
    if state.context != nil {
      start = (state.context_mark.line &+ 1, state.context_mark.column &+ 1)
    }
    return SyntaxProblem(
      text: text, context: context, place: .mark(line: mark.line &+ 1, column: mark.column &+ 1),
      start: start)
  }
}

/// Why libyaml gave up on a file.
struct SyntaxProblem {
  enum Location {
    case mark(line: Int, column: Int)
    /// Bad encodings are found before lines are counted.
    case byte(Int)
  }

  var text: String
  /// What libyaml was doing.
  var context = ""
  var place: Location
  /// Where the construct began that went wrong.
  var start: (line: Int, column: Int)?
}
