import MailModel

/// Expands what a roster says of an account, beside its name, for one row after the other.
struct RosterFields {
  private let roster: Roster
  private let list: DiagnosticList
  /// What the row that was read last gives, defaults of the roster included.
  private(set) var builder = ImageBuilder()
  private var text: [UInt8] = []
  private var addresses = AddressList()
  /// Where the aliases of the last row stand.
  private(set) var aliases: [(hash: UInt64, place: PackedPlace)] = []

  /// - Precondition: The roster's columns are resolved.
  init(_ roster: Roster, list: DiagnosticList) {
    self.roster = roster
    self.list = list
  }

  /// Reads a row of the account `address`.
  ///
  /// - Returns: Where the group comes from.
  mutating func read(
    _ row: RosterRow, of address: [UInt8], _ draft: inout ManifestBuilder
  ) -> PackedPlace? {
    builder.removeAll()
    takeLine(.name, roster.name, row)
    takeLine(.comment, roster.comment, row)
    takeQuota(row)
    let groupPlace = takeGroup(row, draft)
    takeAliases(row, address, &draft)
    if !builder.fields.contains(Field.comment) { takeLine(.comment, roster.texts.comment, row) }
    if let reply = roster.texts.reply { takeReply(reply, row, &draft) }
    if roster.defaults.fields.rawValue != 0 { builder.complete(from: roster.defaults) }
    return groupPlace
  }

  private mutating func takeLine(_ field: Field, _ template: RosterTemplate?, _ row: RosterRow) {
    guard let template else { return }
    template.expand(row, into: &text)
    text.withUnsafeBytes { bytes in
      if TextRules.isLine(bytes) { return builder.set(field, bytes) }
      let place = list.place(row.place(of: template))
      list.add(
        bytes.count > ValueReader.maximumLength
          ? .textTooLong(field.key, limit: ValueReader.maximumLength, at: place)
          : .invalidText(field.key, at: place))
    }
  }

  private mutating func takeReply(
    _ reply: RosterTexts.Reply, _ row: RosterRow, _ draft: inout ManifestBuilder
  ) {
    let doublesBraces = reply.namesMembers
    var responder = reply.responder
    reply.subject.expand(row, into: &text, doublesBraces: doublesBraces)
    let subject = text.withUnsafeBytes {
      self.text($0, "subject", isLine: true, at: row.place(of: reply.subject))
    }
    reply.message.expand(row, into: &text, doublesBraces: doublesBraces)
    let message = text.withUnsafeBytes {
      self.text($0, "message", isLine: false, at: row.place(of: reply.message))
    }
    guard let subject, let message else { return }
    responder.subject = subject
    responder.message = message
    let bytes =
      doublesBraces
      ? MemberReply.marked(responder, &draft) : FieldValue.autoresponder(responder).canonicalBytes
    bytes.withUnsafeBytes { builder.set(.autoresponder, $0) }
  }

  /// Nil, and reported, for what a row makes of a reply's text and can't be sent.
  private func text(
    _ bytes: UnsafeRawBufferPointer, _ what: String, isLine: Bool, at packed: PackedPlace
  ) -> String? {
    let place = list.place(packed)
    if bytes.isEmpty {
      list.add(.emptyText(what, at: place))
    } else if bytes.count > ValueReader.maximumLength {
      list.add(.textTooLong(what, limit: ValueReader.maximumLength, at: place))
    } else if isLine ? TextRules.isLine(bytes) : TextRules.isLines(bytes) {
      return String(decoding: bytes, as: UTF8.self)
    } else {
      list.add(.invalidText(what, at: place))
    }
    return nil
  }

  private mutating func takeQuota(_ row: RosterRow) {
    guard let template = roster.quota else { return }
    template.expand(row, into: &text)
    text.withUnsafeBytes { bytes in
      guard let size = QuotaText.bytes(bytes) else {
        if template.onlyColumn == nil, row.reportEmptyColumn(of: template, "quota", list) { return }
        list.add(
          .invalidQuota(
            shown(bytes), column: template.onlyColumn, at: list.place(row.place(of: template))))
        return
      }
      withUnsafeBytes(of: size.littleEndian) {
        builder.set(.quota, size == 0 ? UnsafeRawBufferPointer(start: nil, count: 0) : $0)
      }
    }
  }

  private mutating func takeGroup(_ row: RosterRow, _ draft: ManifestBuilder) -> PackedPlace? {
    guard let template = roster.group else { return nil }
    let place = row.place(of: template)
    template.expand(row, into: &text)
    return text.withUnsafeBytes { bytes in
      if bytes.isEmpty {
        list.add(.emptyText("group", at: list.place(place)))
        return nil
      }
      var name: [UInt8] = []
      let isName = Names.group(bytes, into: &name)
      let known = name.withUnsafeBytes(draft.groupNames.find)
      let isKnown = known.map { draft.groups[$0].isDeclared } ?? false
      if !isName || !isKnown, row.reportEmptyColumn(of: template, "group", list) { return nil }
      guard isName else {
        list.add(.invalidName(bytes, "a group name", at: list.place(place)))
        return nil
      }
      name.withUnsafeBytes { builder.set(.group, $0) }
      return place
    }
  }

  /// An alias that comes out empty is left out: not everybody has one.
  private mutating func takeAliases(
    _ row: RosterRow, _ address: [UInt8], _ draft: inout ManifestBuilder
  ) {
    aliases.removeAll(keepingCapacity: true)
    guard let templates = roster.aliases else { return }
    addresses.removeAll()
    var alias: [UInt8] = []
    for template in templates {
      template.expand(row, into: &text)
      if text.isEmpty { continue }
      let place = row.place(of: template)
      text.withUnsafeBytes { bytes in
        switch Names.account(bytes, in: draft, into: &alias) {
        case .invalid:
          if row.reportEmptyColumn(of: template, "aliases", list) { return }
          list.add(.invalidName(bytes, "an account name", at: list.place(place)))
        case .missingDomain: draft.reportMissingDomain(bytes, at: place)
        case .fine:
          if alias != address, addresses.insert(alias) {
            draft.addAliasDomain(of: alias)
            aliases.append((alias.withUnsafeBytes(NameTable.wideHash), place))
            if draft.manifest.scopes[roster.place.file] != nil {
              draft.noteAlias(alias, at: place, file: roster.place.file)
            }
          }
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
