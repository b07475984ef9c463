import MailModel

/// Lines of a CSV file as they may be printed: columns of passwords, and those that no roster uses,
/// are `***`.
struct CSVExcerpts {
  /// By line, as far as it was asked for; a line that is missing may hold a secret.
  private var texts: [Int: [UInt8]] = [:]
  /// By line of a row with more fields than columns: what stands before them.
  private var starts: [Int: [UInt8]] = [:]
  /// By line, the columns from 0 that `***` stands for.
  private var masked: [Int: [Range<Int>]] = [:]

  /// `used` are the columns that rosters name; nil where all may be shown but passwords.
  init(
    _ bytes: UnsafeRawBufferPointer, _ form: CSVForm, lines: Set<Int>, used: Set<String>? = nil
  ) {
    form.encoding.withText(bytes) { text in
      var reader = CSVReader(table: text, separator: form.separator)
      repeat { guard reader.advance() else { return } } while reader.isBlank
      let header = reader.columnNames
      let passwords = header.indices.filter { SecretKey.isNearColumn(header[$0]) }
      let secrets = header.indices.filter { column in
        passwords.contains(column) || used?.contains(header[column]) == false
      }
      let isKnown = reader.mistake == nil
      // A header that broke off names its columns of passwords further down, or in a surplus.
      if passwords.isEmpty, Self.mentionPasswords(text[reader.range.upperBound...]) { return }
      var surplus = 0
      var rows = 0
      repeat {
        rows += 1
        if reader.fields.count > header.count { surplus += 1 }
        let isSafe =
          secrets.isEmpty
          || (isKnown && reader.mistake == nil && reader.fields.count == header.count)
        if isSafe { take(reader, text, secrets, columns: header.count, lines) }
      } while reader.advance()
      // Where many rows have one, it is a column whose name is missing, and nobody knows which.
      if surplus * 4 > rows {
        for (line, start) in starts { texts[line] = start + Array("***".utf8) }
      }
    }
  }

  /// The source line, printable.
  func line(_ number: Int) -> Excerpts.Line? {
    guard let text = texts[number] else { return nil }
    let start = SchemeMark.start(in: text)
    return Excerpts.printable(start.map { text.prefix($0) + Array("***".utf8) } ?? text)
      .map { Excerpts.Line(text: $0, masked: masked[number] ?? []) }
  }

  private mutating func take(
    _ reader: CSVReader, _ text: UnsafeRawBufferPointer, _ secrets: [Int], columns: Int,
    _ lines: Set<Int>
  ) {
    guard let first = reader.fields.first?.spot, let last = reader.fields.last?.spot else { return }
    // A secret with a line break in it is told by no line alone, so such a record is not shown.
    let isOneLine = first.line == last.line && !text[reader.range].contains(UInt8(ascii: "\n"))
    if isOneLine {
      guard lines.contains(first.line) else { return }
      let hidden = secrets.map { reader.fields[$0].spot.offset..<reader.fields[$0].end }
        .filter { !$0.isEmpty }
      var result: [UInt8] = []
      var start = first.offset
      var column = 0
      for range in hidden {
        result += text[start..<range.lowerBound] + Array("***".utf8)
        column += Self.width(text[start..<range.lowerBound])
        let end = column + Self.width(text[range])
        masked[first.line, default: []].append(column..<end)
        (start, column) = (range.upperBound, end)
      }
      if reader.fields.count > columns, !Self.isUnquotedText(reader, columns: columns) {
        starts[first.line] = result + text[start..<reader.fields[columns].spot.offset]
      }
      texts[first.line] = result + text[start..<reader.range.upperBound]
    } else if secrets.isEmpty {
      let starts = LineBreaks.lineStarts(in: UnsafeRawBufferPointer(rebasing: text[reader.range]))
      for (index, start) in starts.enumerated() where lines.contains(first.line + index) {
        let rest = text[(first.offset + start)..<reader.range.upperBound]
        texts[first.line + index] = Array(
          rest.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") })
      }
    }
  }

  /// True where each separator too many has a blank behind it, as in text.
  private static func isUnquotedText(_ reader: CSVReader, columns: Int) -> Bool {
    let blank = reader.fields.indices.dropFirst().filter {
      reader.value($0).first == UInt8(ascii: " ")
    }
    return blank.count == reader.fields.count - columns
  }

  /// In Unicode scalars.
  private static func width(_ text: Slice<UnsafeRawBufferPointer>) -> Int {
    text.count { $0 & 0xC0 != 0x80 }
  }

  private static func mentionPasswords(_ text: Slice<UnsafeRawBufferPointer>) -> Bool {
    let mark = Array("passw".utf8)
    var index = text.startIndex
    while index + mark.count <= text.endIndex {
      if text[index] | 0x20 == mark[0],
        text[index..<index + mark.count].elementsEqual(mark, by: { $0 | 0x20 == $1 })
      {
        return true
      }
      index += 1
    }
    return false
  }
}
