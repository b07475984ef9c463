import MailModel

/// Reads the rows of one roster and stages the accounts that they give.
struct RosterRows {
  private var roster: Roster
  private let path: String
  private let file: Int
  /// False when the file's form was judged already.
  private let tellsForm: Bool
  private let list: DiagnosticList
  private var header: [String] = []
  /// False when rows can't be told from others, or have no name: then only their form is judged.
  private var canTake = true
  private var text: [UInt8] = []
  private var address: [UInt8] = []

  init(_ roster: Roster, path: String, file: Int, tellsForm: Bool, list: DiagnosticList) {
    self.roster = roster
    self.path = path
    self.file = file
    self.tellsForm = tellsForm
    self.list = list
  }

  mutating func read(
    _ bytes: UnsafeRawBufferPointer, into stage: inout RosterStage, _ draft: inout Draft
  ) {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      report(.wideText(path, at: list.place(PackedPlace(file: file, line: 1, column: 1))))
      return
    }
    let form = roster.form
    form.encoding.withText(bytes) { text in
      let badByte = form.encoding.firstBadByte(in: text)
      var reader = CSVReader(text, separator: form.separator)
      guard readHeader(&reader, text, mayBeBad: badByte != nil) else { return }
      readRows(&reader, text, mayBeBad: badByte != nil, &stage, &draft)
    }
  }

  /// - Returns: False when the rows can't be understood.
  private mutating func readHeader(
    _ reader: inout CSVReader, _ text: UnsafeRawBufferPointer, mayBeBad: Bool
  ) -> Bool {
    repeat {
      guard reader.advance() else {
        report(.emptyRoster(path, at: list.place(PackedPlace(file: file, line: 1, column: 1))))
        return false
      }
    } while reader.isBlank
    guard !reportBroken(reader, text, mayBeBad: mayBeBad) else { return false }
    header = reader.fields.indices.map { String(decoding: reader.value($0), as: UTF8.self) }
    var numbers: [[UInt8]: Int] = [:]
    for (number, name) in header.enumerated() where !name.isEmpty {
      if let first = numbers[Array(name.utf8)] {
        report(
          .duplicateColumn(
            name, at: place(reader.fields[number].spot, reader),
            first: place(reader.fields[first].spot, reader)))
        return false
      }
      numbers[Array(name.utf8)] = number
    }
    resolve(numbers)
    return true
  }

  /// Looks up every column that the roster names, so that all unknown ones are told in one run.
  private mutating func resolve(_ numbers: [[UInt8]: Int]) {
    let find = { (name: String) in numbers[Array(name.utf8)] }
    for index in roster.conditions.indices {
      if let number = find(roster.conditions[index].column) {
        roster.conditions[index].number = number
      } else {
        reportColumn(roster.conditions[index].column, roster.conditions[index].place)
        canTake = false
      }
    }
    if !resolve(&roster.account, find) { canTake = false }
    for key in [\Roster.name, \.group, \.comment, \.quota] {
      guard var template = roster[keyPath: key] else { continue }
      roster[keyPath: key] = resolve(&template, find) ? template : nil
    }
    roster.aliases = roster.aliases?.compactMap { alias in
      var alias = alias
      return resolve(&alias, find) ? alias : nil
    }
  }

  private func resolve(_ template: inout RosterTemplate, _ find: (String) -> Int?) -> Bool {
    if template.resolve(find) { return true }
    for name in template.columns where find(name) == nil { reportColumn(name, template.place) }
    return false
  }

  private func reportColumn(_ name: String, _ place: PackedPlace) {
    list.add(.unknownColumn(name, in: path, known: header, at: list.place(place)))
  }

  private mutating func readRows(
    _ reader: inout CSVReader, _ text: UnsafeRawBufferPointer, mayBeBad: Bool,
    _ stage: inout RosterStage, _ draft: inout Draft
  ) {
    stage.beginRoster(generatesPasswords: roster.generatesPasswords)
    var fields = RosterFields(roster, file: file, list: list)
    var taken = 0
    while reader.advance() {
      if reader.isBlank || reportBroken(reader, text, mayBeBad: mayBeBad) { continue }
      guard reader.fields.count == header.count else {
        reportRagged(reader)
        continue
      }
      guard canTake, roster.conditions.allSatisfy({ $0.holds(reader) }) else { continue }
      taken += 1
      takeRow(reader, &fields, &stage, &draft)
    }
    draft.manifest.sources[file].entries += taken
    if taken == 0, !list.hasErrors { list.add(.noRows(path, at: list.place(roster.place))) }
  }

  /// True, and reported, for a record that has mistakes of form.
  private func reportBroken(
    _ reader: CSVReader, _ text: UnsafeRawBufferPointer, mayBeBad: Bool
  ) -> Bool {
    if mayBeBad {
      let record = UnsafeRawBufferPointer(rebasing: text[reader.range])
      if let offset = roster.form.encoding.firstBadByte(in: record) {
        let (line, column) = LineBreaks.position(of: offset, in: record)
        guard let first = reader.fields.first?.spot else { return true }
        let place = PackedPlace(file: file, line: first.line + line - 1, column: column)
        report(.badBytes(roster.form.encoding, at: list.place(place)))
        return true
      }
    }
    guard let mistake = reader.mistake else { return false }
    report(.brokenQuote(mistake.kind, at: place(mistake.spot, reader)))
    return true
  }

  private func reportRagged(_ reader: CSVReader) {
    let surplus = reader.fields.count > header.count ? header.count : 0
    report(
      .raggedRow(
        reader.fields.count, header: header.count, at: place(reader.fields[surplus].spot, reader)))
  }

  /// Tells a mistake of the file itself, whichever roster reads it.
  private func report(_ diagnostic: @autoclosure () -> Diagnostic) {
    if tellsForm { list.add(diagnostic()) }
  }

  private func place(_ spot: CSVReader.Spot, _ reader: CSVReader) -> Place {
    list.place(reader.place(spot, file: file))
  }

  private mutating func takeRow(
    _ reader: CSVReader, _ fields: inout RosterFields, _ stage: inout RosterStage,
    _ draft: inout Draft
  ) {
    let note = reader.place(of: roster.account, file: file)
    roster.account.expand(reader, into: &text)
    if text.isEmpty {
      list.add(.emptyAccount(at: list.place(note)))
      return
    }
    let verdict = text.withUnsafeBytes {
      Names.account($0, domain: draft.domain, into: &address)
    }
    switch verdict {
    case .fine where text.first == UInt8(ascii: "*"), .invalid:
      text.withUnsafeBytes { list.add(.invalidName($0, "an account name", at: list.place(note))) }
      return
    case .missingDomain:
      text.withUnsafeBytes { draft.reportMissingDomain($0, at: note) }
      return
    case .fine: break
    }
    let groupPlace = fields.read(reader, of: address, &draft)
    if !draft.manifest.scopes.isEmpty {
      draft.noteRow(address, fields.builder, at: groupPlace ?? note, file: roster.place.file)
    }
    stage.take(address, fields.builder, at: note, groupPlace: groupPlace, list)
  }
}
