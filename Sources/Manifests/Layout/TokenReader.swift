import CYAML

/// Pulls libyaml's tokens over bytes in memory, each with the bytes it covers.
struct TokenReader: ~Copyable {
  private let source: UnsafeRawBufferPointer
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let token: UnsafeMutablePointer<yaml_token_t>
  /// A position that was counted already, in bytes and in Unicode scalars.
  private var reached = (byte: 0, scalar: 0)
  /// The lines that belong to a block header just handed out.
  private var blockText: SourceToken?

  /// - Precondition: `source` outlives the reader.
  init(_ source: UnsafeRawBufferPointer) {
    self.source = source
    parser = .allocate(capacity: 1)
    token = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    token.initialize(to: yaml_token_t())
    guard yaml_parser_initialize(parser) == 1 else {
      preconditionFailure("no memory for a YAML parser")
    }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    let start = source.baseAddress ?? UnsafeRawPointer(parser)
    yaml_parser_set_input_string(parser, start.assumingMemoryBound(to: UInt8.self), source.count)
  }

  deinit {
    yaml_token_delete(token)
    yaml_parser_delete(parser)
    token.deallocate()
    parser.deallocate()
  }

  /// - Returns: nil behind the end of the stream, and where the text is no YAML.
  mutating func next() -> SourceToken? {
    if let text = blockText {
      blockText = nil
      return text
    }
    repeat {
      yaml_token_delete(token)
      guard yaml_parser_scan(parser, token) == 1 else { return nil }
    } while token.pointee.type == YAML_STREAM_START_TOKEN
    guard let kind else { return nil }
    let (start, end) = (token.pointee.start_mark, token.pointee.end_mark)
    var result = SourceToken(
      kind: kind, range: 0..<0, column: start.column, endColumn: end.column, line: start.line,
      endLine: end.line)
    guard result.isVisible else { return result }
    let first = byte(of: start.index)
    result.range = first..<max(first, byte(of: end.index))
    if kind == .blockHeader { split(&result) }
    return result
  }

  private var kind: SourceToken.Kind? {
    switch token.pointee.type {
    case YAML_STREAM_END_TOKEN: .streamEnd
    case YAML_VERSION_DIRECTIVE_TOKEN, YAML_TAG_DIRECTIVE_TOKEN: .directive
    case YAML_DOCUMENT_START_TOKEN: .documentStart
    case YAML_DOCUMENT_END_TOKEN: .documentEnd
    case YAML_BLOCK_SEQUENCE_START_TOKEN: .blockSequenceStart
    case YAML_BLOCK_MAPPING_START_TOKEN: .blockMappingStart
    case YAML_BLOCK_END_TOKEN: .blockEnd
    case YAML_FLOW_SEQUENCE_START_TOKEN: .flowSequenceStart
    case YAML_FLOW_SEQUENCE_END_TOKEN: .flowSequenceEnd
    case YAML_FLOW_MAPPING_START_TOKEN: .flowMappingStart
    case YAML_FLOW_MAPPING_END_TOKEN: .flowMappingEnd
    case YAML_BLOCK_ENTRY_TOKEN: .item
    case YAML_FLOW_ENTRY_TOKEN: .comma
    case YAML_KEY_TOKEN:
      token.pointee.start_mark.index == token.pointee.end_mark.index ? .key : .keySign
    case YAML_VALUE_TOKEN: .colon
    case YAML_ALIAS_TOKEN: .alias
    case YAML_ANCHOR_TOKEN: .anchor
    case YAML_TAG_TOKEN: .tag
    case YAML_SCALAR_TOKEN:
      switch token.pointee.data.scalar.style {
      case YAML_PLAIN_SCALAR_STYLE: .plain
      case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
      case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
      default: .blockHeader
      }
    default: nil
    }
  }

  /// Marks come in the order of the text, so all of it is counted once.
  private mutating func byte(of scalar: Int) -> Int {
    if scalar < reached.scalar { reached = (0, 0) }
    while reached.scalar < scalar, reached.byte < source.count {
      reached.byte += 1
      while reached.byte < source.count, source[reached.byte] & 0xC0 == 0x80 { reached.byte += 1 }
      reached.scalar += 1
    }
    return reached.byte
  }

  /// Makes two of a block scalar: a comment may stand behind its header.
  private mutating func split(_ header: inout SourceToken) {
    var end = header.range.lowerBound + 1
    while end < header.range.upperBound, Self.isIndicator(source[end]) { end += 1 }
    var text = header
    text.kind = .blockText
    text.column = 0
    text.line += 1
    let start = source.endOfLine(from: end)
    let below = min(start + source.breakLength(at: start), header.range.upperBound)
    text.range = max(below, end)..<max(below, end, header.range.upperBound)
    header.endColumn = header.column + end - header.range.lowerBound
    header.endLine = header.line
    header.range = header.range.lowerBound..<end
    blockText = text
  }

  private static func isIndicator(_ byte: UInt8) -> Bool {
    (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")) || byte == UInt8(ascii: "+")
      || byte == UInt8(ascii: "-")
  }
}

extension UnsafeRawBufferPointer {
  /// Where the line break stands that ends the line of `start`, or the end of the text.
  func endOfLine(from start: Int) -> Int {
    var index = start
    while index < count, self[index] != UInt8(ascii: "\n"), self[index] != UInt8(ascii: "\r") {
      index += 1
    }
    return index
  }

  /// Bytes of the line break that stands at `index`; 0 where there is none.
  func breakLength(at index: Int) -> Int {
    guard index < count else { return 0 }
    if self[index] == UInt8(ascii: "\n") { return 1 }
    guard self[index] == UInt8(ascii: "\r") else { return 0 }
    return index + 1 < count && self[index + 1] == UInt8(ascii: "\n") ? 2 : 1
  }

  /// `range` without the blanks at its end.
  func withoutTrailingBlanks(_ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound, self[end - 1].isBlank { end -= 1 }
    return range.lowerBound..<end
  }

  /// `range` without the blanks at its start.
  func withoutLeadingBlanks(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    while start < range.upperBound, self[start].isBlank { start += 1 }
    return start..<range.upperBound
  }
}

extension UInt8 {
  /// True for a space and for a tab.
  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}
