import MailModel

/// Who can log in before and after the plan: an account is enabled by itself and by its group, and
/// has something to log in to.
struct Standing: Sendable {
  /// Groups whose members cannot log in, before the plan and after it; both by the names after it.
  let disabledBefore: Set<String>
  let disabledAfter: Set<String>
  /// Live rows that stay and lose their login, in the order of names.
  private(set) var disabled: [Int] = []
  /// Live rows that stay and whose group lets them log in now and not later, or the reverse.
  private(set) var regrouped: Set<Int> = []

  init(_ sides: Sides, _ entries: [Entry], _ entryOfRow: [Int: Int]) {
    let before = Set(
      sides.snapshot.groups.lazy.filter { !$0.values.isEnabled }
        .map { sides.groupRenames.newName(of: $0.name) })
    var after = before
    var candidates: Set<Int> = []
    for entry in entries {
      if !entry.isAccount {
        if entry.isRemoval { after.remove(entry.change.name) }
        guard let change = entry.change[.enabled] else { continue }
        if change.after == .flag(false) {
          after.insert(entry.change.name)
        } else {
          after.remove(entry.change.name)
        }
      } else if let row = entry.row, !entry.isRemoval,
        entry.change[.enabled] != nil || entry.change[.group] != nil
          || entry.change[.services] != nil
      {
        candidates.insert(row)
      }
    }
    disabledBefore = before
    disabledAfter = after
    let toggled = before.symmetricDifference(after)
    let members = GroupMembers(of: toggled, sides)
    for row in toggled.flatMap({ members[$0] }) {
      if let index = entryOfRow[row], entries[index].isRemoval { continue }
      candidates.insert(row)
    }
    for row in candidates.sorted() {
      let change = entryOfRow[row].map { entries[$0].change }
      let isOpenBefore = Self.isOpen(group: sides.group(ofLive: row), before)
      let isOpenAfter = Self.isOpen(group: Self.group(of: row, change, sides), after)
      if isOpenBefore != isOpenAfter { regrouped.insert(row) }
      let isEnabled = Self.isEnabled(row, nil, sides)
      let staysEnabled = Self.isEnabled(row, change, sides)
      if isEnabled, isOpenBefore, !(staysEnabled && isOpenAfter) { disabled.append(row) }
    }
  }

  /// How many administrators can log in, before the plan and after it.
  func admins(in situation: Situation) -> (before: Int, after: Int) {
    situation.withSides { sides in
      var before = 0
      var after = 0
      for row in situation.comparison.adminRows {
        if Self.isEnabled(row, nil, sides),
          disabledBefore.isEmpty || Self.isOpen(group: sides.group(ofLive: row), disabledBefore)
        {
          before += 1
        }
        let change = situation.change(ofRow: row)
        if change?.action != .remove, change?[.admin].map({ $0.after == .flag(true) }) ?? true,
          Self.isEnabled(row, change, sides),
          disabledAfter.isEmpty
            || Self.isOpen(group: Self.group(of: row, change, sides), disabledAfter)
        {
          after += 1
        }
      }
      for entry in situation.accountEntries where entry.change[.admin]?.after == .flag(true) {
        if let row = entry.row, sides.live.marks(row).contains(.admin) { continue }
        let group =
          entry.row.map { Self.group(of: $0, entry.change, sides) }
          ?? entry.change[.group]?.after
          .text
        if Self.isEnabled(entry.row, entry.change, sides),
          Self.isOpen(group: group, disabledAfter)
        {
          after += 1
        }
      }
      return (before, after)
    }
  }

  /// True of an account, live or new, that by itself may log in to something once `change` is done.
  private static func isEnabled(_ row: Int?, _ change: Change?, _ sides: Sides) -> Bool {
    func value(of field: Field) -> FieldValue {
      change?[field]?.after ?? row.map { sides.live.value(of: field, $0) } ?? field.emptyValue
    }
    let isEnabled =
      change?[.enabled].map { $0.after == .flag(true) }
      ?? row.map { sides.live.marks($0).contains(.enabled) } ?? true
    return isEnabled && value(of: .services) != .services([])
  }

  private static func isOpen(group: String?, _ disabled: Set<String>) -> Bool {
    group.map { !disabled.contains($0) } ?? true
  }

  /// The group of a live account once the plan is done.
  private static func group(of row: Int, _ change: Change?, _ sides: Sides) -> String? {
    guard let change = change?[.group] else { return sides.group(ofLive: row) }
    return change.after == .nothing ? nil : change.after.text
  }
}
