import MailModel

/// The changes of groups, and the errors of groups that can't go.
struct GroupChanges: Sendable {
  private(set) var entries: [Entry] = []
  private(set) var diagnostics: [Diagnostic] = []

  /// `accounts` are the changes of accounts; a group goes only when they leave it empty.
  init(_ sides: Sides, accounts: [Entry], held: Set<Int>) {
    let live = sides.snapshot.groups
    var listed: Set<Int> = []
    for desired in sides.manifest.groups {
      if let row = live.firstIndex(where: { $0.name.sameBytes(as: desired.name) }) {
        listed.insert(row)
        change(desired, live[row], row, sides)
      } else {
        add(desired, sides)
      }
    }
    guard sides.manifest.policy.mode == .authoritative else { return }
    for row in live.indices where live[row].isOwned && !listed.contains(row) {
      remove(live[row], row, sides, accounts, held)
    }
  }

  private mutating func add(_ desired: DesiredGroup, _ sides: Sides) {
    let fields = desired.values.fields.fields.map {
      FieldChange($0, before: nil, after: desired.values[$0])
    }
    var change = Change(
      .add, .group, desired.name, fields: fields, owned: desired.values.fields)
    change.source = sides.manifest.place(desired.place)
    entries.append(Entry(change: change, row: nil))
  }

  private mutating func change(
    _ desired: DesiredGroup, _ live: LiveGroup, _ row: Int, _ sides: Sides
  ) {
    let fields = FieldDifference.changes(desired, live)
    if fields.isEmpty, live.isOwned { return }
    var change = Change(
      live.isOwned ? .edit : .adopt, .group, live.name, fields: fields,
      owned: desired.values.fields)
    change.source = sides.manifest.place(desired.place)
    change.precondition = Precondition.of(change, group: live)
    entries.append(Entry(change: change, row: row))
  }

  private mutating func remove(
    _ group: LiveGroup, _ row: Int, _ sides: Sides, _ accounts: [Entry], _ held: Set<Int>
  ) {
    var members: Set<Int> = []
    sides.forEachMember(of: group.name) { members.insert($0) }
    var count = members.count
    for entry in accounts {
      let wasMember = entry.row.map(members.contains) ?? false
      let isMember =
        !entry.isRemoval
        && (entry.change[.group].map { $0.after.text.sameBytes(as: group.name) } ?? wasMember)
      count += (isMember ? 1 : 0) - (wasMember ? 1 : 0)
    }
    // It goes with its last member, once removals are no longer held back.
    if count > 0, count == members.intersection(held).count { return }
    if count > 0 {
      diagnostics.append(Self.hasMembers(group.name, count))
      return
    }
    var change = Change(.remove, .group, group.name)
    change.precondition = Precondition.of(change, group: group)
    entries.append(Entry(change: change, row: row))
  }

  private static func hasMembers(_ name: String, _ count: Int) -> Diagnostic {
    .error(
      "group-has-members",
      "group \(name) is no longer listed, but it still has \(count.counted("member"))", at: nil,
      help: "list the group again, or move its members to another one")
  }
}
