import MailModel

/// A CSV file with its header row, row by row; what is wrong with its form is told on the way.
struct CSVTable {
  /// One of the files of a manifest, and how it is to be read.
  struct Source {
    /// Its index among the sources.
    var file: Int
    var form: CSVForm
    /// False when the file's form was judged already.
    var tellsForm: Bool
    let list: DiagnosticList

    var path: String { list.paths[file] }
  }

  private(set) var source: Source
  private(set) var reader: CSVReader
  private(set) var header: [String] = []
  private var numbers: [[UInt8]: Int] = [:]
  private let text: UnsafeRawBufferPointer
  private let mayBeBad: Bool
  /// True when what is bad is damage, as other letters are in the file's encoding.
  private let isDamaged: Bool

  /// Calls `body` with the file, its header read.
  ///
  /// - Returns: nil, and it is told, when the file can't be understood.
  static func read<Result>(
    _ bytes: UnsafeRawBufferPointer, _ source: Source, _ body: (inout CSVTable) -> Result
  ) -> Result? {
    if isWide(bytes) {
      let place = source.list.place(PackedPlace(file: source.file, line: 1, column: 1))
      if source.tellsForm { source.list.add(.wideText(source.path, at: place)) }
      return nil
    }
    var source = source
    if source.form.encoding == .windows1252, case let letters = UTF8Letters(in: bytes),
      letters.areAllMeant, let offset = letters.first
    {
      let (line, column) = LineBreaks.position(of: offset, in: bytes)
      let place = PackedPlace(file: source.file, line: line, column: column)
      if source.tellsForm {
        source.list.add(.encodingMismatch(source.path, at: source.list.place(place)))
      }
      // What else is wrong is told of the letters that are meant.
      source.form.encoding = .utf8
    }
    return source.form.encoding.withText(bytes) { text in
      var table = CSVTable(text, source)
      return table.readHeader() ? body(&table) : nil
    }
  }

  /// True for UTF-16, with its mark or without: then every other byte of a header is empty.
  private static func isWide(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
      || (bytes.count > 1 && (bytes[0] == 0) != (bytes[1] == 0))
  }

  private init(_ text: UnsafeRawBufferPointer, _ source: Source) {
    self.source = source
    self.text = text
    mayBeBad = source.form.encoding.firstBadByte(in: text) != nil
    isDamaged = mayBeBad && source.form.encoding == .utf8 && UTF8Letters(in: text).areMeant
    reader = CSVReader(table: text, separator: source.form.separator)
    self.source.form.separator = reader.separator
  }

  /// The number of a column; nil when the header does not have it.
  func number(of column: String) -> Int? { numbers[Array(column.utf8)] }

  /// True when its columns can't be told by the separator that the manifest names, which is then
  /// told once instead of every column that is missing.
  func reportSeparator(at place: Place) -> Bool {
    if source.form.hasBrokenSeparator { return true }
    guard header.count == 1, let only = header.first,
      let wanted = CSVSeparator.allCases.first(where: { $0.byte == source.form.separator }),
      let found = CSVSeparator.allCases.first(where: { only.utf8.contains($0.byte) })
    else { return false }
    let told = Diagnostic.wrongSeparator(
      source.path, wanted, found: found, isNamedByFile: reader.namesSeparator, at: place)
    if source.list.diagnostics.last != told { source.list.add(told) }
    return true
  }

  /// Goes to the next row that is whole; false behind the last.
  mutating func advance() -> Bool {
    while reader.advance() {
      if reader.isBlank || reportBroken() { continue }
      if reader.fields.count == header.count { return true }
      reportRagged()
    }
    return false
  }

  /// Where a field of the row stands.
  func place(_ number: Int) -> PackedPlace { place(reader.fields[number].spot) }

  private func place(_ spot: CSVReader.Spot) -> PackedPlace {
    PackedPlace(file: source.file, line: spot.line, column: reader.column(spot))
  }

  private mutating func readHeader() -> Bool {
    repeat {
      guard reader.advance() else {
        let place = PackedPlace(file: source.file, line: 1, column: 1)
        report {
          .emptyRoster(source.path, at: $0)
        } at: {
          place
        }
        return false
      }
    } while reader.isBlank
    guard !reportBroken() else { return false }
    header = reader.columnNames
    for (number, name) in header.enumerated() where !name.isEmpty {
      if let first = numbers[Array(name.utf8)] {
        let place = source.list.place(place(first))
        report {
          .duplicateColumn(name, at: $0, first: place)
        } at: {
          self.place(number)
        }
        return false
      }
      numbers[Array(name.utf8)] = number
    }
    return true
  }

  /// True, and reported, for a record that has mistakes of form.
  private func reportBroken() -> Bool {
    if mayBeBad {
      let record = UnsafeRawBufferPointer(rebasing: text[reader.range])
      if let offset = source.form.encoding.firstBadByte(in: record) {
        let (line, column) = LineBreaks.position(of: offset, in: record)
        guard let first = reader.fields.first?.spot else { return true }
        let place = PackedPlace(file: source.file, line: first.line + line - 1, column: column)
        report {
          .badBytes(source.form.encoding, isDamaged: isDamaged, at: $0)
        } at: {
          place
        }
        return true
      }
    }
    guard let mistake = reader.mistake else { return false }
    report {
      .brokenQuote(mistake.kind, at: $0)
    } at: {
      place(mistake.spot)
    }
    return true
  }

  private func reportRagged() {
    let count = reader.fields.count
    report {
      .raggedRow(count, header: header.count, at: $0)
    } at: {
      place(count > header.count ? header.count : 0)
    }
  }

  /// Tells a mistake of the file itself, whoever reads it.
  private func report(_ make: (Place) -> Diagnostic, at place: () -> PackedPlace) {
    if source.tellsForm { source.list.add(make(source.list.place(place()))) }
  }
}
