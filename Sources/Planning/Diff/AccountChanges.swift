import MailModel

/// Makes the changes of accounts from what was compared.
enum AccountChanges {
  static func entries(
    _ sides: DesiredAndLive, _ comparison: Comparison, _ renames: Renames,
    _ departures: PlannedRemovals
  ) -> [PlannedChange] {
    var entries = comparison.missing.map { add($0, sides) }
    for pair in comparison.differing {
      if let entry = change(pair, sides) { entries.append(entry) }
    }
    if !sides.context.holdsRemovals {
      entries += departures.all.map { remove($0, sides) }
    }
    follow(renames, comparison, sides, &entries)
    for index in entries.indices {
      guard let row = entries[index].row, !entries[index].isRemoval else { continue }
      let change = entries[index].change
      entries[index].change.precondition = Precondition.digest(
        .account, id: sides.live.id(row), name: sides.live.rows.address(row).text,
        before: change.fields.map { field in
          // What a group is called after its rename is not what the account has now.
          let before = field.field == .group ? sides.live.value(of: .group, row) : field.before
          return (field.field, before ?? field.field.emptyValue)
        }, mailbox: nil)
    }
    return entries
  }

  private static func add(_ row: Int, _ sides: DesiredAndLive) -> PlannedChange {
    let name = sides.desired.address(row)
    let image = sides.desired.image(row)
    let fields = image.fields.fields.map { field in
      FieldChange(field, before: nil, after: image.value(of: field) ?? field.emptyValue)
    }
    var change = Change(.add, .account, name.text, fields: fields, owned: image.fields)
    change.extra = sides.manifest.accounts.extras[name]
    change.source = sides.place(ofDesired: row)
    return PlannedChange(change: change, row: nil)
  }

  /// The edit, rename or adoption of a pair; nil when nothing differs after all.
  private static func change(_ pair: Comparison.Pair, _ sides: DesiredAndLive) -> PlannedChange? {
    let (fields, owned) = FieldDifference.changes(pair, sides)
    let isRenamed =
      sides.desired.key(pair.desired).compareBytes(sides.live.rows.key(pair.live)) != 0
    let isOwned = sides.live.marks(pair.live).contains(.owned)
    if fields.isEmpty, isOwned, !isRenamed { return nil }
    var change = Change(
      isRenamed ? .rename : isOwned ? .edit : .adopt, .account,
      sides.desired.address(pair.desired).text, fields: fields, owned: owned)
    if isRenamed {
      change.formerName = sides.live.rows.address(pair.live).text
      // Whoever is renamed is listed, and so under rollbook's care from now on.
      if !isOwned { change.ownership = .taken }
    }
    change.source = sides.place(ofDesired: pair.desired)
    change.id = sides.live.id(pair.live)
    return PlannedChange(change: change, row: pair.live)
  }

  private static func remove(_ departure: PlannedRemovals.Departure, _ sides: DesiredAndLive)
    -> PlannedChange
  {
    var change = Change(.remove, .account, sides.live.rows.address(departure.row).text)
    change.removal = departure.removal
    if sides.live.marks(departure.row).contains(.owned) {
      change.ownership = .dropped
      change.owned = sides.live.rows.image(departure.row).fields
    }
    change.source = departure.place
    change.id = sides.live.id(departure.row)
    return PlannedChange(change: change, row: departure.row)
  }

  /// Lets forwards and assistants that the manifest does not manage follow a renamed account.
  private static func follow(
    _ renames: Renames, _ comparison: Comparison, _ sides: DesiredAndLive,
    _ entries: inout [PlannedChange]
  ) {
    guard !renames.isEmpty else { return }
    let entryOfRow = entries.byAccountRow
    let pairs = Dictionary(
      (comparison.differing + comparison.relisted).map { ($0.live, $0.desired) },
      uniquingKeysWith: { first, _ in first })
    for row in comparison.routedRows {
      let index = entryOfRow[row]
      if let index, entries[index].isRemoval { continue }
      let listed = pairs[row] ?? sides.desired.index(of: sides.live.rows.key(row))
      let managed = listed.map { sides.desired.image($0).fields } ?? []
      let fields: [FieldChange] = [Field.assistant, .forward].compactMap { field in
        if managed.contains(field) { return nil }
        if let index, entries[index].change[field] != nil { return nil }
        let live = sides.live.value(of: field, row)
        let after = live.following(renames.newNames)
        return after == live ? nil : FieldChange(field, before: live, after: after)
      }
      if fields.isEmpty { continue }
      if let index {
        entries[index].change.fields += fields
        entries[index].change.fields.sort { $0.field < $1.field }
        continue
      }
      let account = sides.live.account(row)
      var change = Change(
        .edit, .account, account.address.text, fields: fields, owned: account.ownedFields)
      change.id = account.id
      change.source = listed.map { sides.place(ofDesired: $0) }
      entries.append(PlannedChange(change: change, row: row))
    }
  }
}

extension FieldValue {
  /// The value with every renamed account under its new name.
  func following(_ newNames: [Address: Address]) -> FieldValue {
    func moved(_ targets: [Address]) -> [Address] {
      let moved = targets.map { target in
        newNames[target]
          ?? target.withoutDetail.flatMap { newNames[$0] }.map(target.moved) ?? target
      }
      return Set(moved).sorted()
    }
    switch self {
    case .forwarding(var forwarding):
      forwarding.targets = moved(forwarding.targets)
      return .forwarding(forwarding)
    case .assistant(var assistant):
      assistant.targets = moved(assistant.targets)
      return .assistant(assistant)
    default:
      return self
    }
  }
}
