import MailModel

/// The changes of groups, and the errors of groups that can't go.
struct GroupChanges: Sendable {
  private(set) var entries: [PlannedChange] = []
  private(set) var diagnostics: [Diagnostic] = []

  /// `accounts` are the changes of accounts; a group goes only when they leave it empty.
  init(_ sides: DesiredAndLive, accounts: [PlannedChange], held: Set<Int>) {
    let live = sides.snapshot.groups
    let renames = sides.groupRenames
    var listed = renames.leaving
    let leaving = renames.isEmpty ? [] : Self.leaving(accounts)
    let followers = GroupMembers(of: renames.newNames.values, sides)
    for desired in sides.manifest.groups {
      if let row = renames.liveRows[desired.name] {
        let count = followers[desired.name].count {
          sides.isGroupRenamed($0) && !leaving.contains($0)
        }
        rename(desired, live[row], row, members: count, sides)
        // Whoever stands on the name is listed by it, if by mistake.
        if let holder = live.index(named: desired.name) { listed.insert(holder) }
      } else if let row = live.index(named: desired.name), !renames.leaving.contains(row) {
        listed.insert(row)
        change(desired, live[row], row, sides)
      } else {
        add(desired, sides)
      }
    }
    guard sides.manifest.policy.mode == .authoritative else { return }
    let unlisted = live.indices.filter { live[$0].isOwned && !listed.contains($0) }
    guard !unlisted.isEmpty else { return }
    removeUnlisted(unlisted, sides, accounts, held)
  }

  private mutating func removeUnlisted(
    _ unlisted: [Int], _ sides: DesiredAndLive, _ accounts: [PlannedChange], _ held: Set<Int>
  ) {
    let live = sides.snapshot.groups
    let arriving = Self.arriving(accounts)
    let leaving = Self.leaving(accounts)
    let members = GroupMembers(of: unlisted.map { live[$0].name }, sides)
    for row in unlisted {
      let staying = members[live[row].name].filter { !leaving.contains($0) }
      let heldBack = staying.count(where: held.contains)
      remove(live[row], row, count: staying.count + arriving[live[row].name, default: 0], heldBack)
    }
  }

  /// The groups that `entries` remove although members are left, and how many.
  static func membersLeft(_ entries: [PlannedChange], _ sides: DesiredAndLive) -> [(
    group: String, count: Int
  )] {
    let groups = entries.filter { !$0.isAccount && $0.isRemoval }.map(\.change.name)
    guard !groups.isEmpty else { return [] }
    let accounts = entries.filter(\.isAccount)
    let arriving = arriving(accounts)
    let leaving = leaving(accounts)
    let members = GroupMembers(of: groups, sides)
    return groups.compactMap { group in
      let count =
        members[group].count { !leaving.contains($0) } + arriving[group, default: 0]
      return count > 0 ? (group, count) : nil
    }
  }

  /// Leaves out the removals of groups that have no members but those whose removal is `held`.
  static func dropWaiting(
    for held: Set<Int>, from entries: inout [PlannedChange], _ sides: DesiredAndLive
  ) {
    let groups = entries.filter { !$0.isAccount && $0.isRemoval }.map(\.change.name)
    guard !held.isEmpty, !groups.isEmpty else { return }
    let left = Dictionary(
      membersLeft(entries, sides).map { ($0.group, $0.count) }, uniquingKeysWith: { $1 })
    let members = GroupMembers(of: groups, sides)
    entries.removeAll { entry in
      guard !entry.isAccount, entry.isRemoval, let count = left[entry.change.name] else {
        return false
      }
      return members[entry.change.name].count(where: held.contains) == count
    }
  }

  /// How many accounts follow the groups that `entries` rename.
  static func countFollowers(in entries: inout [PlannedChange], _ sides: DesiredAndLive) {
    let renamed = entries.indices.filter {
      !entries[$0].isAccount && entries[$0].change.action == .rename
    }
    guard !renamed.isEmpty else { return }
    let leaving = leaving(entries.filter(\.isAccount))
    let followers = GroupMembers(of: renamed.map { entries[$0].change.name }, sides)
    for index in renamed {
      entries[index].change.members = followers[entries[index].change.name].count {
        sides.isGroupRenamed($0) && !leaving.contains($0)
      }
    }
  }

  private mutating func add(_ desired: DesiredGroup, _ sides: DesiredAndLive) {
    let fields = desired.values.fields.fields.map {
      FieldChange($0, before: nil, after: desired.values[$0])
    }
    var change = Change(
      .add, .group, desired.name, fields: fields, owned: desired.values.fields)
    change.source = sides.manifest.place(desired.place)
    entries.append(PlannedChange(change: change, row: nil))
  }

  private mutating func change(
    _ desired: DesiredGroup, _ live: LiveGroup, _ row: Int, _ sides: DesiredAndLive
  ) {
    let fields = FieldDifference.changes(desired, live)
    if fields.isEmpty, live.isOwned { return }
    var change = Change(
      live.isOwned ? .edit : .adopt, .group, live.name, fields: fields,
      owned: desired.values.fields)
    change.source = sides.manifest.place(desired.place)
    change.precondition = Precondition.of(change, group: live)
    entries.append(PlannedChange(change: change, row: row))
  }

  private mutating func rename(
    _ desired: DesiredGroup, _ live: LiveGroup, _ row: Int, members: Int, _ sides: DesiredAndLive
  ) {
    var change = Change(
      .rename, .group, desired.name, fields: FieldDifference.changes(desired, live),
      owned: desired.values.fields)
    change.formerName = live.name
    change.members = members
    // Whatever is renamed is listed, and so under rollbook's care from now on.
    if !live.isOwned { change.ownership = .taken }
    change.source = sides.manifest.place(desired.place)
    change.precondition = Precondition.of(change, group: live)
    entries.append(PlannedChange(change: change, row: row))
  }

  /// How many accounts get each group that did not have it, or have it set anew.
  private static func arriving(_ accounts: [PlannedChange]) -> [String: Int] {
    var result: [String: Int] = [:]
    for entry in accounts where !entry.isRemoval {
      if let change = entry[.group], change.after != .nothing {
        result[change.after.text, default: 0] += 1
      }
    }
    return result
  }

  /// The live rows that no longer count for the group they have.
  private static func leaving(_ accounts: [PlannedChange]) -> Set<Int> {
    Set(accounts.compactMap { $0.isRemoval || $0[.group] != nil ? $0.row : nil })
  }

  /// `count` members would be left, `held` of them only until removals are no longer held back.
  private mutating func remove(_ group: LiveGroup, _ row: Int, count: Int, _ held: Int) {
    // It goes with its last member.
    if count > 0, count == held { return }
    if count > 0 {
      diagnostics.append(Self.hasMembers(group.name, count))
      return
    }
    var change = Change.removal(of: group)
    change.precondition = Precondition.of(change, group: group)
    entries.append(PlannedChange(change: change, row: row))
  }

  private static func hasMembers(_ name: String, _ count: Int) -> Diagnostic {
    .error(
      "group-has-members",
      "group \(name) is no longer listed, but it still has \(count.counted("member"))", at: nil,
      help: "list the group again, or move its members to another one")
  }
}

extension Change {
  /// The removal of a group, with what it had for whoever wants it back.
  static func removal(of group: LiveGroup) -> Change {
    var change = Change(.remove, .group, group.name)
    change.fields = Field.ofGroup.sorted().compactMap { field in
      let isOwned = group.ownedFields.contains(field)
      guard isOwned || group.values[field] != field.emptyValue else { return nil }
      return FieldChange(
        field, before: group.values[field], after: field.emptyValue,
        ownership: isOwned ? .dropped : .unchanged)
    }
    return change
  }
}
