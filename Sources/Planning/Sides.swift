import MailModel

/// Both sides of a plan with their rows open for reading; valid only inside `Planner.draft`.
struct Sides {
  let manifest: Manifest
  let snapshot: Snapshot
  let context: PlanContext
  let desired: AccountRows.View
  let live: LiveAccounts.View
  let aliases: AliasRows
  let groupRenames: GroupRenames

  func place(ofDesired row: Int) -> Place {
    manifest.place(PackedPlace(rawValue: desired.note(row)))
  }

  /// The group of a live account, by the name that it has once groups are renamed.
  func group(ofLive row: Int) -> String? {
    if case .text(let name) = value(of: .group, row) { name } else { nil }
  }

  /// The value of a live account once groups are renamed, which members follow.
  func value(of field: Field, _ row: Int) -> FieldValue {
    let value = live.value(of: field, row)
    guard field == .group, !groupRenames.isEmpty, case .text(let name) = value else { return value }
    return .text(groupRenames.newName(of: name))
  }

  /// True when the group of a live account takes another name.
  func isGroupRenamed(_ row: Int) -> Bool {
    guard !groupRenames.isEmpty, case .text(let name) = live.value(of: .group, row) else {
      return false
    }
    return groupRenames.newNames[name] != nil
  }
}

extension Snapshot {
  /// Opens the rows of both sides.
  func withSides<Result>(
    _ manifest: Manifest, _ context: PlanContext, _ body: (Sides) throws -> Result
  ) rethrows -> Result {
    let renames = GroupRenames(manifest, self)
    return try manifest.accounts.rows.withView { desired in
      try accounts.withView { live in
        try body(
          Sides(
            manifest: manifest, snapshot: self, context: context, desired: desired, live: live,
            aliases: AliasRows(live), groupRenames: renames))
      }
    }
  }
}

extension LiveAccounts.View {
  /// The canonical bytes of a field, owned or not; nil where it is not set.
  func bytes(of field: Field, _ row: Int) -> UnsafeRawBufferPointer? {
    rows.image(row).bytes(of: field) ?? rows.rest(row)?.bytes(of: field)
  }
}

extension AccountRows.View {
  /// How many rows at the front are built-in names; `*` sorts before every other name.
  var builtInCount: Int {
    var count = 0
    while count < self.count, key(count).first == UInt8(ascii: "*") { count += 1 }
    return count
  }
}
