import MailModel

/// Reads the records of RFC 4180 one by one, every field with its place.
///
/// Lines end with CRLF, LF or CR. A quote that is not closed costs its line, not the file: reading
/// goes on behind the line of the quote.
struct CSVReader {
  /// Where something stands: a byte, its line and where that line begins.
  struct Spot {
    var offset: Int
    /// Counted from 1.
    var line: Int
    var lineStart: Int
  }

  struct Field {
    var spot: Spot
    /// Behind the field as written, quotes included.
    var end: Int
    /// Of the value: in the text, or in `unfolded` when it has doubled quotes.
    fileprivate var value: Range<Int>
    fileprivate var isUnfolded = false
  }

  /// What is wrong with the quotes of a record.
  enum Mistake {
    case strayQuote
    case textBehindQuote
    case unclosedQuote
  }

  private let bytes: UnsafeRawBufferPointer
  let separator: UInt8
  /// True where a first line of the file says what the separator is.
  private(set) var namesSeparator = false
  private var index = 0
  private var line = 1
  private var lineStart = 0
  private var unfolded: [UInt8] = []
  /// Those of the record that was read last.
  private(set) var fields: [Field] = []
  private(set) var mistake: (kind: Mistake, spot: Spot)?

  /// - Precondition: `bytes` are UTF-8 without a byte order mark, and outlive the reader.
  init(_ bytes: UnsafeRawBufferPointer, separator: UInt8) {
    self.bytes = bytes
    self.separator = separator
  }

  /// Reads the text of a table, behind a first line that says nothing but the separator.
  ///
  /// Excel writes and reads one, `sep=;`. The file's own word goes before that of the manifest.
  init(table text: UnsafeRawBufferPointer, separator: UInt8) {
    let line = text.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    guard let own = Self.separator(namedBy: line) else {
      self.init(text, separator: separator)
      return
    }
    self.init(text, separator: own)
    namesSeparator = true
    _ = advance()
  }

  /// The separator of a line `sep=;`, also in quotes, with blanks around it, or with the separators
  /// behind it that a sheet has for its other columns; nil for any other line.
  private static func separator(namedBy line: Slice<UnsafeRawBufferPointer>) -> UInt8? {
    let blanks: [UInt8] = [UInt8(ascii: " "), UInt8(ascii: "\""), UInt8(ascii: "\t")]
    let text = line.drop(while: blanks.dropLast().contains)
    guard text.count > 4, text.prefix(4).map(\.asciiLowercased).elementsEqual("sep=".utf8),
      case let separator = text[text.startIndex + 4],
      separator < 0x80, !separator.isASCIILetterOrDigit, separator != UInt8(ascii: "\""),
      text.dropFirst(5).allSatisfy({ $0 == separator || blanks.contains($0) })
    else { return nil }
    return separator
  }

  /// True for a line with nothing on it.
  var isBlank: Bool { fields.count == 1 && fields[0].spot.offset == fields[0].end }

  /// Goes to the next record; false behind the last.
  mutating func advance() -> Bool {
    fields.removeAll(keepingCapacity: true)
    unfolded.removeAll(keepingCapacity: true)
    mistake = nil
    guard index < bytes.count else { return false }
    while readField() {
      guard index < bytes.count, bytes[index] == separator else { break }
      index += 1
    }
    takeBreak()
    return true
  }

  /// Adds the value of a field to `result`.
  @inline(__always)
  func append(_ number: Int, to result: inout [UInt8]) {
    let field = fields[number]
    if field.isUnfolded {
      result.append(contentsOf: unfolded[field.value])
    } else {
      result.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[field.value]))
    }
  }

  func value(_ number: Int) -> [UInt8] {
    var result: [UInt8] = []
    append(number, to: &result)
    return result
  }

  func hasValue(_ number: Int, _ text: [UInt8]) -> Bool {
    let field = fields[number]
    guard field.value.count == text.count else { return false }
    return field.isUnfolded
      ? unfolded[field.value].elementsEqual(text) : bytes[field.value].elementsEqual(text)
  }

  /// The column of a byte of the spot's line, counted from 1 in Unicode scalars.
  func column(_ spot: Spot) -> Int {
    bytes[spot.lineStart..<spot.offset].count { $0 & 0xC0 != 0x80 } + 1
  }

  /// The bytes of the record as written.
  var range: Range<Int> {
    guard let first = fields.first, let last = fields.last else { return index..<index }
    return first.spot.offset..<last.end
  }

  private var spot: Spot { Spot(offset: index, line: line, lineStart: lineStart) }

  private func isBreak(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  /// False when the record ends with the field whatever follows.
  private mutating func readField() -> Bool {
    if index < bytes.count, bytes[index] == UInt8(ascii: "\"") { return readQuoted() }
    let start = spot
    skipToEnd()
    fields.append(Field(spot: start, end: index, value: start.offset..<index))
    return true
  }

  /// Skips what stands up to a separator or the end of the line.
  private mutating func skipToEnd() {
    while index < bytes.count {
      let byte = bytes[index]
      if byte == separator || isBreak(byte) { return }
      if byte == UInt8(ascii: "\""), mistake == nil { mistake = (.strayQuote, spot) }
      index += 1
    }
  }

  private mutating func readQuoted() -> Bool {
    let start = spot
    let unfoldedStart = unfolded.count
    index += 1
    var run = index
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\n") || (byte == UInt8(ascii: "\r") && !isAt("\n")) {
        line += 1
        lineStart = index
      } else if byte == UInt8(ascii: "\"") {
        guard isAt("\"") else { return close(start, run, unfoldedStart) }
        unfolded.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[run..<index]))
        index += 1
        run = index
      }
    }
    return giveUp(start)
  }

  private func isAt(_ scalar: Unicode.Scalar) -> Bool {
    index < bytes.count && bytes[index] == UInt8(ascii: scalar)
  }

  /// Ends a quoted field whose closing quote stands before `index`.
  private mutating func close(_ start: Spot, _ run: Int, _ unfoldedStart: Int) -> Bool {
    let end = index - 1
    if index < bytes.count, bytes[index] != separator, !isBreak(bytes[index]) {
      // A quote lines further, or behind a separator, is another field's first quote.
      if line != start.line || (end > start.offset + 1 && bytes[end - 1] == separator) {
        return giveUp(start)
      }
      if mistake == nil { mistake = (.textBehindQuote, spot) }
      skipToEnd()
    }
    var field = Field(spot: start, end: index, value: run..<end)
    if unfolded.count > unfoldedStart {
      unfolded.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[run..<end]))
      field.value = unfoldedStart..<unfolded.count
      field.isUnfolded = true
    }
    fields.append(field)
    return true
  }

  /// Goes back to the end of the line on which a quote was opened.
  private mutating func giveUp(_ start: Spot) -> Bool {
    if mistake == nil { mistake = (.unclosedQuote, start) }
    index = start.offset
    line = start.line
    lineStart = start.lineStart
    while index < bytes.count, !isBreak(bytes[index]) { index += 1 }
    fields.append(Field(spot: start, end: index, value: index..<index))
    return false
  }

  private mutating func takeBreak() {
    guard index < bytes.count else { return }
    let byte = bytes[index]
    index += 1
    if byte == UInt8(ascii: "\r"), isAt("\n") { index += 1 }
    line += 1
    lineStart = index
  }
}

extension CSVReader {
  /// The fields of a first row, without the blanks that are typed around a name for the eye.
  var columnNames: [String] {
    fields.indices.map { String(decoding: value($0), as: UTF8.self)[...].withoutOuterBlanks }
  }
}
