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
  private var builder = ImageBuilder()
  private var text: [UInt8] = []
  private var address: [UInt8] = []
  private var addresses = AddressList()

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
    return resolve(numbers)
  }

  private mutating func resolve(_ numbers: [[UInt8]: Int]) -> Bool {
    let find = { (name: String) in numbers[Array(name.utf8)] }
    for index in roster.conditions.indices {
      guard let number = find(roster.conditions[index].column) else {
        reportColumn(roster.conditions[index].column, roster.conditions[index].place)
        return false
      }
      roster.conditions[index].number = number
    }
    guard resolve(&roster.account, find) else { return false }
    for key in [\Roster.name, \.group, \.comment, \.quota] {
      guard var template = roster[keyPath: key] else { continue }
      roster[keyPath: key] = resolve(&template, find) ? template : nil
    }
    if var aliases = roster.aliases {
      for index in aliases.indices {
        guard resolve(&aliases[index], find) else {
          roster.aliases = nil
          return true
        }
      }
      roster.aliases = aliases
    }
    return true
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
    var taken = 0
    while reader.advance() {
      if reader.isBlank || reportBroken(reader, text, mayBeBad: mayBeBad) { continue }
      guard reader.fields.count == header.count else {
        reportRagged(reader)
        continue
      }
      guard roster.conditions.allSatisfy({ $0.holds(reader) }) else { continue }
      taken += 1
      takeRow(reader, &stage, &draft)
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
    list.place(packed(spot, reader))
  }

  private func packed(_ spot: CSVReader.Spot, _ reader: CSVReader) -> PackedPlace {
    PackedPlace(file: file, line: spot.line, column: reader.column(spot))
  }

  /// Where in the row a template's text begins.
  private func place(of template: RosterTemplate, _ reader: CSVReader) -> PackedPlace {
    packed(reader.fields[template.firstColumn ?? 0].spot, reader)
  }

  private mutating func takeRow(
    _ reader: CSVReader, _ stage: inout RosterStage, _ draft: inout Draft
  ) {
    let note = place(of: roster.account, reader)
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
    builder.removeAll()
    takeLine(.name, roster.name, reader)
    takeLine(.comment, roster.comment, reader)
    takeQuota(reader)
    let groupPlace = takeGroup(reader)
    takeAliases(reader, &draft)
    if roster.defaults.fields.rawValue != 0 {
      builder.complete(from: roster.defaults)
    }
    stage.take(address, builder, at: note, groupPlace: groupPlace, list)
  }

  private mutating func takeLine(_ field: Field, _ template: RosterTemplate?, _ reader: CSVReader) {
    guard let template else { return }
    template.expand(reader, into: &text)
    text.withUnsafeBytes { bytes in
      if TextRules.isLine(bytes) { return builder.set(field, bytes) }
      let place = list.place(place(of: template, reader))
      list.add(
        bytes.count > ValueReader.maximumLength
          ? .textTooLong(field.key, limit: ValueReader.maximumLength, at: place)
          : .invalidText(field.key, at: place))
    }
  }

  private mutating func takeQuota(_ reader: CSVReader) {
    guard let template = roster.quota else { return }
    template.expand(reader, into: &text)
    text.withUnsafeBytes { bytes in
      guard let size = QuotaText.bytes(bytes) else {
        list.add(.invalidQuota(shown(bytes), at: list.place(place(of: template, reader))))
        return
      }
      withUnsafeBytes(of: size.littleEndian) {
        builder.set(.quota, size == 0 ? UnsafeRawBufferPointer(start: nil, count: 0) : $0)
      }
    }
  }

  private mutating func takeGroup(_ reader: CSVReader) -> PackedPlace? {
    guard let template = roster.group else { return nil }
    let place = place(of: template, reader)
    template.expand(reader, into: &text)
    return text.withUnsafeBytes { bytes in
      if bytes.isEmpty {
        list.add(.emptyText("group", at: list.place(place)))
        return nil
      }
      var name: [UInt8] = []
      guard Names.group(bytes, into: &name) else {
        list.add(.invalidName(bytes, "a group name", at: list.place(place)))
        return nil
      }
      name.withUnsafeBytes { builder.set(.group, $0) }
      return place
    }
  }

  /// An alias that comes out empty is left out: not everybody has one.
  private mutating func takeAliases(_ reader: CSVReader, _ draft: inout Draft) {
    guard let templates = roster.aliases else { return }
    addresses.removeAll()
    var alias: [UInt8] = []
    for template in templates {
      template.expand(reader, into: &text)
      if text.isEmpty { continue }
      let place = place(of: template, reader)
      text.withUnsafeBytes { bytes in
        switch Names.account(bytes, domain: draft.domain, into: &alias) {
        case .fine where bytes.first == UInt8(ascii: "*"), .invalid:
          list.add(.invalidName(bytes, "an account name", at: list.place(place)))
        case .missingDomain: draft.reportMissingDomain(bytes, at: place)
        case .fine:
          if alias != address, addresses.insert(alias) { draft.addAliasDomain(of: alias) }
        }
      }
    }
    text.removeAll(keepingCapacity: true)
    addresses.write(to: &text)
    text.withUnsafeBytes { builder.set(.aliases, $0) }
  }
}

extension ImageBuilder {
  /// Takes the fields of `other` that this one does not hold.
  mutating func complete(from other: ImageBuilder) {
    for field in other.fields.subtracting(fields).fields {
      other.withBytes(of: field) { set(field, $0) }
    }
  }

  /// Takes the fields of an image that this one does not hold.
  ///
  /// - Returns: The fields that it took.
  @discardableResult
  mutating func complete(from image: Image) -> FieldSet {
    let missing = image.fields.subtracting(fields)
    for field in missing.fields {
      if let bytes = image.bytes(of: field) { set(field, bytes) }
    }
    return missing
  }
}
