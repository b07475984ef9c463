import MailModel

/// Both sides of a plan: what the manifest wants, and what lives.
struct DesiredAndLive {
  let manifest: Manifest
  let snapshot: Snapshot
  let context: PlanContext
  let desired: AccountRows.View
  let live: LiveAccounts.View
  let aliases: AliasRows
  let groupRenames: GroupRenames

  init(_ manifest: Manifest, _ snapshot: Snapshot, _ context: PlanContext) {
    let live = snapshot.accounts.view
    self.init(
      manifest, snapshot, context, live: live, aliases: AliasRows(live),
      groupRenames: GroupRenames(manifest, snapshot))
  }

  private init(
    _ manifest: Manifest, _ snapshot: Snapshot, _ context: PlanContext, live: LiveAccounts.View,
    aliases: AliasRows, groupRenames: GroupRenames
  ) {
    self.manifest = manifest
    self.snapshot = snapshot
    self.context = context
    desired = manifest.accounts.rows.view
    self.live = live
    self.aliases = aliases
    self.groupRenames = groupRenames
  }

  /// The same before groups are renamed.
  var withoutRenames: DesiredAndLive {
    DesiredAndLive(
      manifest, snapshot, context, live: live, aliases: aliases,
      groupRenames: GroupRenames(Manifest(), snapshot))
  }

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
