import MailModel

/// Reads entries of `users` into rows.
///
/// Fields of one scalar are read straight from the parser's event, everything else from composed
/// nodes; both ways meet in `take`.
struct UserReader {
  private let table = KeyTable<UserKey>()
  private var fields = FieldReader()
  private var address: [UInt8] = []
  private var former: [UInt8] = []
  private var owner = PackedPlace(rawValue: 0)
  private var isNamed = false
  /// Keys met so far, one bit each, and where.
  private var seen: UInt32 = 0
  private var places = InlineArray<32, UInt64>(repeating: 0)
  /// The number of the entry's group; nil without one.
  private var group: Int?
  private var groupPlace = PackedPlace(rawValue: 0)
  private var extra = DesiredAccounts.Extra()
  private var hasExtra = false
  /// True of `mail: null`, which takes no default.
  private var refusesMail = false

  init() {}

  /// Reads the user whose name the composer's event is, and stops at the last event of it.
  ///
  /// - Returns: False when the file ends inside.
  @inline(__always)
  mutating func read(from composer: inout Composer, into draft: inout ManifestBuilder) -> Bool {
    composer.removeAll()
    if composer.withScalar({ begin($0, key: 0, &draft) }) == nil {
      guard let key = composer.compose() else { return false }
      composer.withTree { begin($0, key: key, &draft) }
      composer.removeAll()
    }
    guard composer.advance() else { return false }
    if composer.isPlainMapping {
      guard readFields(from: &composer, &draft) else { return false }
    } else {
      guard let value = composer.compose() else { return false }
      composer.withTree { readValue($0, value, &draft) }
    }
    finish(file: composer.file, &draft)
    return true
  }

  /// Reads one user and appends its row, unless its name is wrong.
  mutating func read(_ tree: Tree, key: Int, value: Int, into draft: inout ManifestBuilder) {
    begin(tree, key: key, &draft)
    readValue(tree, value, &draft)
    finish(file: tree.file, &draft)
  }

  @inline(__always)
  private mutating func begin(_ tree: Tree, key: Int, _ draft: inout ManifestBuilder) {
    owner = tree.place(key)
    isNamed = readAddress(key, ValueReader(tree: tree, list: draft.list), &draft)
    fields.begin(owner: owner)
    group = nil
    seen = 0
    refusesMail = false
    if hasExtra {
      extra = DesiredAccounts.Extra()
      hasExtra = false
    }
  }

  private mutating func readValue(_ tree: Tree, _ node: Int, _ draft: inout ManifestBuilder) {
    let values = ValueReader(tree: tree, list: draft.list)
    switch tree.kind(node) {
    case .mapping:
      for (key, value) in tree.pairs(of: node) {
        guard let number = values.number(ofKey: key, table, "a user", in: node),
          isFirst(number, at: tree.place(key), draft)
        else { continue }
        take(number, tree.place(key), value, values, &draft)
      }
    case .broken: break
    case .scalar, .sequence:
      if !tree.isNull(node) { values.reportType(node, "a user", "a mapping") }
    }
  }

  @inline(__always)
  private mutating func readFields(
    from composer: inout Composer, _ draft: inout ManifestBuilder
  ) -> Bool {
    let isFlow = composer.events.isFlow
    composer.enter()
    defer { composer.leave() }
    var merged: [StoredTree] = []
    var mergePlace: PackedPlace?
    var isBehindSecret = false
    while true {
      guard composer.advance() else { return false }
      if composer.isMappingEnd { break }
      composer.removeAll()
      let place = composer.place
      var number = composer.keyNumber(table)
      let isMerge = number == nil && composer.isMergeKey
      if isMerge {
        if let mergePlace {
          draft.list.add(
            .duplicateKey("<<", at: draft.list.place(place), first: draft.list.place(mergePlace)))
        }
        mergePlace = mergePlace ?? place
      }
      var unknown: Int?
      if number == nil, !isMerge {
        unknown = composer.compose()
        if unknown == nil { return false }
      }
      guard composer.advance() else { return false }
      if let key = unknown {
        let remnant = Remnant(
          end: isFlow ? composer.emptyPlace : nil, isSecret: isBehindSecret)
        number = composer.withTree {
          isBehindSecret = remnant.leadsToSecret(key, $0)
          return ValueReader(tree: $0, list: draft.list).number(
            ofKey: key, table, "a user", remnant: remnant
          ) { seen & (1 << UInt32($0)) != 0 }
        }
        composer.removeAll()
      } else {
        isBehindSecret =
          number.map { table[$0] == .field(.password) || table[$0] == .initialPassword } ?? false
      }
      let isTaken: Bool
      if let number, isFirst(number, at: place, draft) {
        isTaken =
          composer.withScalar {
            take(number, place, 0, ValueReader(tree: $0, list: draft.list), &draft)
          } != nil
        if isTaken { continue }
      } else {
        number = nil
      }
      guard let value = composer.compose() else { return false }
      if let number {
        composer.withTree {
          take(number, place, value, ValueReader(tree: $0, list: draft.list), &draft)
        }
      } else if isMerge {
        merged.append(composer.withTree { StoredTree(value, in: $0) })
      }
    }
    if !merged.isEmpty { takeMerged(merged, file: composer.file, &draft) }
    return true
  }

  /// Takes what `<<` gives and the user does not say.
  private mutating func takeMerged(
    _ merged: [StoredTree], file: Int, _ draft: inout ManifestBuilder
  ) {
    for stored in merged {
      stored.withTree(file: file) { tree in
        let values = ValueReader(tree: tree, list: draft.list)
        for part in tree.kind(0) == .sequence ? tree.children(of: 0) : [0] {
          if tree.kind(part) == .broken { continue }
          guard tree.kind(part) == .mapping else {
            draft.list.add(.mergeOfOther(at: values.place(part)))
            continue
          }
          for (key, value) in tree.pairs(of: part) {
            guard let number = values.number(ofKey: key, table, "a user"),
              seen & (1 << UInt32(number)) == 0
            else { continue }
            seen |= 1 << UInt32(number)
            places[number] = tree.place(key).rawValue
            take(number, tree.place(key), value, values, &draft)
          }
        }
      }
    }
  }

  /// False, and reported, for a key that the user has already.
  @inline(__always)
  private mutating func isFirst(_ number: Int, at place: PackedPlace, _ draft: ManifestBuilder)
    -> Bool
  {
    if seen & (1 << UInt32(number)) != 0 {
      draft.list.add(
        .duplicateKey(
          table[number].rawValue, at: draft.list.place(place),
          first: draft.list.place(PackedPlace(rawValue: places[number]))))
      return false
    }
    seen |= 1 << UInt32(number)
    places[number] = place.rawValue
    return true
  }

  @inline(__always)
  private mutating func finish(file: Int, _ draft: inout ManifestBuilder) {
    let explicit = fields.builder.fields
    if draft.notesGroups, isNamed { note(&draft) }
    if hasExtra, extra.initialPassword != nil, fields.builder.filled.contains(.password) {
      reportTwice(draft.list)
    }
    if let group {
      if draft.groups[group].isDeclared {
        if draft.groups[group].hasDefaults {
          fields.complete(from: draft.groups[group].defaults)
        }
      } else {
        draft.earlyUses.append(ManifestBuilder.GroupUse(group: group, place: groupPlace))
      }
    }
    guard isNamed else { return }
    if fields.builder.fields.rawValue & MentionPlaces.lists != 0 {
      draft.listedRows.append(draft.manifest.accounts.rows.count)
    }
    address.withUnsafeBytes {
      draft.addDomain(of: $0)
      draft.keyHashes.append(NameTable.wideHash($0))
      draft.explicitFields.append(explicit)
      draft.manifest.accounts.rows.append(
        key: $0, builder: fields.builder, counted: fields.builder.fields, note: owner.rawValue)
    }
    draft.manifest.sources[file].entries += 1
    if refusesMail {
      draft.mailChoices.refused.insert(
        Address(canonical: String(decoding: address, as: UTF8.self)))
    }
    if hasExtra {
      let address = Address(canonical: String(decoding: address, as: UTF8.self))
      draft.manifest.accounts.extras[address] = extra
    }
  }

  @inline(__always)
  private mutating func readAddress(
    _ key: Int, _ values: ValueReader, _ draft: inout ManifestBuilder
  ) -> Bool {
    guard values.tree.kind(key) == .scalar else {
      values.reportType(key, "an account name", "text")
      return false
    }
    let text = values.tree.text(key)
    switch Names.account(text, in: draft, into: &address) {
    case .fine: return true
    case .invalid:
      draft.list.add(.invalidName(text, "an account name", at: values.place(key)))
    case .missingDomain: draft.reportMissingDomain(text, at: values.tree.place(key))
    }
    return false
  }

  @inline(__always)
  private mutating func take(
    _ number: Int, _ key: PackedPlace, _ value: Int, _ values: ValueReader,
    _ draft: inout ManifestBuilder
  ) {
    let name = table[number]
    // No service at all is not the same as nothing said.
    if name == .field(.services) ? values.tree.isNull(value) : values.isEmpty(value) {
      values.reportBare(value, name.rawValue, at: key)
      if case .field(let field) = name { fields.setEmpty(field) }
      if name == .mail { refusesMail = true }
      return
    }
    switch name {
    case .field(let field):
      let number = fields.read(field, at: key, value, values, &draft)
      if field == .group {
        group = number
        groupPlace = values.tree.place(value)
      }
    case .initialPassword:
      extra.initialPassword = SecretText.initialPassword(value, values)
      hasExtra = true
    case .was: readFormerName(value, values, &draft)
    case .mail:
      extra.mail = values.mailChoice(value)
      hasExtra = hasExtra || extra.mail != nil
    }
  }

  private mutating func readFormerName(
    _ node: Int, _ values: ValueReader, _ draft: inout ManifestBuilder
  ) {
    guard let text = values.name(node, "was") else { return }
    switch Names.account(text, in: draft, into: &former) {
    case .invalid:
      draft.list.add(.invalidName(text, "an account name", at: values.place(node)))
    case .missingDomain: draft.reportMissingDomain(text, at: values.tree.place(node))
    case .fine:
      extra.was = Address(canonical: String(decoding: former, as: UTF8.self))
      extra.wasPlace = values.tree.place(node)
      hasExtra = true
    }
  }

  /// Keeps what a scope is held against.
  private func note(_ draft: inout ManifestBuilder) {
    func place(_ key: UserKey) -> PackedPlace? {
      UserKey.allCases.firstIndex(of: key).flatMap { number in
        seen & (1 << UInt32(number)) == 0 ? nil : PackedPlace(rawValue: places[number])
      }
    }
    draft.scoped.users.append(
      ScopedEntries.User(
        address: Address(canonical: String(decoding: address, as: UTF8.self)), place: owner,
        group: group, groupPlace: groupPlace,
        adminPlace: fields.builder.filled.contains(Field.admin) ? place(.field(.admin)) : nil,
        isGroupKnown: place(.field(.group)) == nil || fields.builder.fields.contains(Field.group)))
  }

  private func reportTwice(_ list: DiagnosticList) {
    let found = [UserKey.field(.password), .initialPassword].compactMap { key in
      UserKey.allCases.firstIndex(of: key).map { list.place(PackedPlace(rawValue: places[$0])) }
    }
    guard let first = found.first, let second = found.last else { return }
    list.add(.passwordTwice(at: second, first: first))
  }
}

extension Diagnostic {
  fileprivate static func passwordTwice(at place: Place, first: Place) -> Diagnostic {
    .error(
      "password-twice", "an enforced password leaves an initial one without use", at: place,
      notes: [Note("the enforced password is here", at: first)], help: "keep one of the two")
  }
}
