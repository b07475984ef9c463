import MailModel

/// Reads the rows of one roster and stages the accounts that they give.
struct RosterRows {
  private var roster: Roster
  private var joins: RosterJoins
  private let source: CSVTable.Source
  private let list: DiagnosticList
  /// False when rows can't be told from others, or have no name: then only their form is judged.
  private var canTake = true
  private var text: [UInt8] = []
  private var address: [UInt8] = []
  private var duplicates = DuplicateRows()
  /// Rows that give an account of an earlier roster to another person, and their disputes.
  private var twins = (rows: LeftOutRows(), disputes: [Int]())

  init(_ roster: Roster, _ source: CSVTable.Source, _ joins: RosterJoins) {
    self.roster = roster
    self.source = source
    self.joins = joins
    list = source.list
  }

  mutating func read(
    _ bytes: UnsafeRawBufferPointer, into stage: inout RosterStage, _ draft: inout ManifestBuilder
  ) {
    _ = CSVTable.read(bytes, source) { table in
      resolve(table)
      if !canTake { draft.lacksEntries = true }
      readRows(table, &stage, &draft)
    }
    duplicates.report(bytes, source, of: roster)
    for (dispute, condition) in zip(
      twins.disputes, twins.rows.conditions(bytes, source, of: roster))
    {
      stage.setCondition(condition, ofDispute: dispute)
    }
  }

  /// Looks up every column that the roster names, so that all unknown ones are told in one run.
  private mutating func resolve(_ table: CSVTable) {
    if roster.hasBrokenJoins || !joins.resolve(in: table) || !joins.isWhole { canTake = false }
    let joined = joins.columns
    let find = { [roster] (name: String) -> Int? in
      guard let column = JoinedColumn(name, among: roster.joins) else {
        return table.number(of: name)
      }
      return joined.firstIndex(of: column).map { table.header.count + $0 }
    }
    for index in roster.conditions.indices {
      if let number = find(roster.conditions[index].column) {
        roster.conditions[index].number = number
      } else {
        report(roster.conditions[index].column, roster.conditions[index].place, table)
        canTake = false
      }
    }
    if !resolve(&roster.account, table, find) { canTake = false }
    for key in [\Roster.name, \.group, \.comment, \.quota] {
      guard var template = roster[keyPath: key] else { continue }
      roster[keyPath: key] = resolve(&template, table, find) ? template : nil
    }
    resolveTexts(table, find)
    roster.aliases = roster.aliases?.compactMap { alias in
      var alias = alias
      return resolve(&alias, table, find) ? alias : nil
    }
  }

  private mutating func resolveTexts(_ table: CSVTable, _ find: (String) -> Int?) {
    if var comment = roster.texts.comment {
      roster.texts.comment = resolve(&comment, table, find) ? comment : nil
    }
    if var reply = roster.texts.reply {
      let isWhole = [
        resolve(&reply.subject, table, find), resolve(&reply.message, table, find),
      ].allSatisfy(\.self)
      roster.texts.reply = isWhole ? reply : nil
    }
  }

  private func resolve(
    _ template: inout RosterTemplate, _ table: CSVTable, _ find: (String) -> Int?
  ) -> Bool {
    if template.resolve(find) { return !template.isBroken }
    let others =
      template.mayNameMembers ? MemberText.Placeholder.allCases.map(\.rawValue) : []
    for name in template.columns where find(name) == nil {
      report(name, template.place, table, others: others)
    }
    return false
  }

  /// Tells an unknown column of the roster's own file; those of joined files were told before.
  private func report(
    _ name: String, _ place: PackedPlace, _ table: CSVTable, others: [String] = []
  ) {
    if JoinedColumn(name, among: roster.joins) != nil { return }
    if table.reportSeparator(at: list.place(roster.csvPlace)) { return }
    if roster.hasBrokenJoins, name.utf8.contains(UInt8(ascii: ".")) { return }
    let names = roster.joins.map { "\($0.name)." }
    list.add(
      .unknownColumn(
        name, in: source.path, known: table.header + names + others, at: list.place(place)))
  }

  private mutating func readRows(
    _ table: CSVTable, _ stage: inout RosterStage, _ draft: inout ManifestBuilder
  ) {
    stage.beginRoster(
      generatesPasswords: roster.generatesPasswords, makesAccounts: !roster.extends,
      mail: roster.mail)
    var fields = RosterFields(roster, list: list)
    var row = RosterRow(table, joins)
    var taken = 0
    while row.advance() {
      guard canTake, row.fits(roster.conditions) else { continue }
      taken += 1
      if row.reportJoins(list) { continue }
      takeRow(row, &fields, &stage, &draft)
    }
    draft.manifest.sources[source.file].entries += taken
    if taken == 0, !list.hasErrors {
      list.add(.noRows(source.path, at: list.place(roster.place)))
    }
  }

  private mutating func takeRow(
    _ row: RosterRow, _ fields: inout RosterFields, _ stage: inout RosterStage,
    _ draft: inout ManifestBuilder
  ) {
    // The account stands in the roster's file, whatever its name is made of.
    let note = row.ownPlace(of: roster.account)
    roster.account.expand(row, into: &text)
    if text.isEmpty {
      list.add(.emptyAccount(at: list.place(note)))
      return
    }
    let verdict = text.withUnsafeBytes {
      Names.account($0, in: draft, into: &address)
    }
    switch verdict {
    case .invalid:
      if row.reportEmptyColumn(of: roster.account, "account", list) { return }
      text.withUnsafeBytes { text in
        list.add(
          .catchAll(text, at: list.place(note))
            ?? .builtInName(text, at: list.place(note), help: "leave the row out with `where`")
            ?? .invalidName(text, "an account name", at: list.place(note)))
      }
      return
    case .missingDomain:
      text.withUnsafeBytes { draft.reportMissingDomain($0, at: note) }
      return
    case .fine: break
    }
    let groupPlace = fields.read(row, of: address, &draft)
    if !draft.manifest.scopes.isEmpty {
      draft.noteRow(
        address, fields.builder, at: groupPlace ?? note, accountPlace: note,
        file: roster.place.file)
    }
    let first = stage.take(
      address, fields.builder, at: note, groupPlace: groupPlace, aliases: fields.aliases)
    if let first { duplicates.add(address, row, at: note, first: first) }
    if let dispute = stage.lastOfTwoPeople {
      twins.rows.add(row)
      twins.disputes.append(dispute)
    }
  }
}
