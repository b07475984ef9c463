import MailModel

/// Holds a plan that was made before against the live side of this moment.
///
/// Every change is made anew on what lives now; what does not fit any more is stale. The draft
/// that comes out goes past the guards like any other.
package struct Replay {
  private let decided: SavedPlan
  private var snapshot: Snapshot
  private let context: PlanContext

  /// - Precondition: Accounts that the plan brings back from the trash live in `snapshot`.
  package init(_ decided: SavedPlan, snapshot: Snapshot, context: PlanContext) {
    self.decided = decided
    self.snapshot = snapshot
    // That a name was had before tells of a `was` that is spent; here every rename is meant.
    self.snapshot.formerGroupNames = [:]
    self.context = context
  }

  /// Everything but what depends on mailboxes; with something `stale` it is not to be applied.
  package func draft() -> UnjudgedPlan {
    let manifest = decided.manifest(live: snapshot.groups)
    let sides = DesiredAndLive(manifest, snapshot, context)
    let comparison = Comparison(sides, Renames(sides))
    var stale: [StaleChange] = []
    var entries: [PlannedChange] = []
    let moving = Set(
      decided.changes.lazy.filter { $0.action == .rename }
        .map { "\($0.kind) \($0.formerName ?? $0.name)" })
    for change in decided.changes {
      do throws(StaleChange) {
        try Self.checkRoom(for: change, moving, sides)
        entries.append(try Self.entry(change, sides, isUndo: decided.undoes != nil))
      } catch { stale.append(error) }
    }
    entries.sort(by: PlannedChange.isOrdered)
    GroupChanges.dropWaiting(for: heldRows(sides), from: &entries, sides)
    GroupChanges.countFollowers(in: &entries, sides)
    let accounts = entries.filter(\.isAccount)
    let claims = AddressClaims(
      sides, accounts: accounts, groups: entries.filter { !$0.isAccount },
      leaving: Set(accounts.filter(\.isRemoval).compactMap(\.row)))
    stale += claims.conflicts.map { StaleChange($0.subject, advice($0.diagnostic)) }
    stale += GroupChanges.membersLeft(entries, sides).map {
      StaleChange($0.group, "it still has \($0.count.counted("member"))")
    }
    stale += Self.withoutGroup(entries, sides)
    if let lockout = decided.lockout, lockout.before != snapshot.lockout {
      stale.append(.lockout)
    }
    var draft = UnjudgedPlan(
      sides: sides, diagnostics: [],
      removals: entries.filter(\.isAccountRemoval).compactMap { entry in
        entry.row.map(sides.live.account)
      },
      heldRemovals: decided.heldRemovals, entries: entries, comparison: comparison,
      leaverRows: [], builtIns: [], notices: [],
      appliedState: appliedState)
    draft.stale = stale
    draft.decided = decided
    return draft
  }

  /// What to remember; another lockout only where the plan shows one.
  private var appliedState: AppliedState {
    var result =
      decided.appliedState ?? AppliedState(lastApplied: snapshot.lastApplied ?? LastApplied())
    result.lastApplied.lockout = decided.lockout?.after ?? snapshot.lockout
    return result
  }

  /// The message of a conflict of addresses, and for an undo the way past one that takes two runs.
  private func advice(_ conflict: Diagnostic) -> String {
    guard let run = decided.undoes, conflict.code == AddressClaims.stillLeaving else {
      return conflict.message
    }
    return
      "\(conflict.message); leave it out, then undo run \(run) once more for it, and mail to "
      + "the address is turned away in between; without that gap, give it back in the manifest first"
  }

  /// The accounts whose removal waits.
  private func heldRows(_ sides: DesiredAndLive) -> Set<Int> {
    Set(decided.heldRemovals.compactMap(sides.live.rows.index))
  }

  /// Checks that nobody who stays has the name that a rename gives; `moving` are the others' kinds
  /// and names.
  private static func checkRoom(
    for change: Change, _ moving: Set<String>, _ sides: DesiredAndLive
  ) throws(StaleChange) {
    guard change.action == .rename, !moving.contains("\(change.kind) \(change.name)") else {
      return
    }
    let isTaken =
      switch change.kind {
      case .account: sides.live.rows.index(of: change.address) != nil
      case .group: sides.snapshot.groups.index(named: change.name) != nil
      }
    if isTaken { throw StaleChange(change.name, "there is such \(change.kind.article) by now") }
  }

  /// Why the account that a change is about does not live under its name.
  private static func absence(of change: Change, _ snapshot: Snapshot) -> String {
    guard change.restores != nil else { return "it is gone, or has another name" }
    return snapshot.trash.contains { $0.id == change.id }
      ? "an address of it belongs to somebody else by now" : "it is no longer in the trash"
  }

  /// Accounts that would be put into a group that nobody has any more.
  private static func withoutGroup(_ entries: [PlannedChange], _ sides: DesiredAndLive)
    -> [StaleChange]
  {
    let moved = entries.filter { entry in
      guard entry.isAccount, !entry.isRemoval, let change = entry[.group] else {
        return false
      }
      return change.after != .nothing
    }
    guard !moved.isEmpty else { return [] }
    var groups = Set(sides.snapshot.groups.map { sides.groupRenames.newName(of: $0.name) })
    for entry in entries where !entry.isAccount {
      if entry.isRemoval {
        groups.remove(entry.change.name)
      } else {
        groups.insert(entry.change.name)
      }
    }
    return moved.compactMap { entry in
      guard let name = entry[.group]?.after.text, !groups.contains(name) else { return nil }
      return StaleChange(entry.change.name, "its group \(name) is gone")
    }
  }

  /// The change as it would be planned now.
  private static func entry(
    _ change: Change, _ sides: DesiredAndLive, isUndo: Bool
  ) throws(StaleChange) -> PlannedChange {
    let now = change.formerName ?? change.name
    switch (change.kind, change.action) {
    case (.account, .add):
      return PlannedChange(change: change, row: nil)
    case (.group, .add):
      if sides.snapshot.groups.index(named: change.name) == nil {
        return PlannedChange(change: change, row: nil)
      }
      throw StaleChange(change.name, "there is such a group by now")
    case (.account, _):
      guard let row = sides.live.rows.index(of: Address(canonical: now)),
        sides.live.id(row) == change.id
      else { throw StaleChange(change.name, absence(of: change, sides.snapshot)) }
      let account = sides.live.account(row)
      if let leaver = change.removal?.leaver, change.action == .remove, !isUndo,
        sides.snapshot.spentLeavers[account.address]?.contains(leaver) == true
      {
        throw StaleChange(change.name, "a run has removed it since, and it came back")
      }
      var values = account.values
      values[.group] = sides.value(of: .group, row)
      let subject = Subject(
        isOwned: account.isOwned, ownedFields: account.ownedFields, values: values)
      var fresh = try subject.change(change)
      fresh.precondition = Precondition.of(
        fresh, account: account, mailbox: fresh.removal?.mailbox ?? .empty)
      return PlannedChange(change: try fresh.holding(change), row: row)
    case (.group, _):
      guard let row = sides.snapshot.groups.index(named: now) else {
        throw StaleChange(change.name, "it is gone")
      }
      let group = sides.snapshot.groups[row]
      let subject = Subject(
        isOwned: group.isOwned, ownedFields: group.ownedFields, values: group.values)
      var fresh = try subject.change(change)
      fresh.precondition = Precondition.of(fresh, group: group)
      return PlannedChange(change: try fresh.holding(change), row: row)
    }
  }
}

extension Change.Kind {
  fileprivate var article: String { self == .account ? "an account" : "a group" }
}

/// The live account or group that a change is about.
private struct Subject {
  let isOwned: Bool
  let ownedFields: FieldSet
  let values: FieldValues

  /// The change on the values of now.
  func change(_ change: Change) throws(StaleChange) -> Change {
    let isTaken = change.action == .adopt || change.ownership == .taken
    if isTaken, isOwned { throw StaleChange(change.name, "rollbook owns it by now") }
    if change.ownership == .dropped, !isOwned, change.action != .remove {
      throw StaleChange(change.name, "rollbook does not own it any more")
    }
    var fresh = change
    let held = isOwned ? ownedFields : []
    var owned = held
    for index in change.fields.indices {
      let field = change.fields[index].field
      switch change.fields[index].ownership {
      case .taken where held.contains(field):
        throw StaleChange(change.name, "\(field.key) is managed by now")
      case .dropped where !held.contains(field):
        throw StaleChange(change.name, "\(field.key) is not managed any more")
      case .taken: owned.insert(field)
      case .dropped: owned.remove(FieldSet([field]))
      case .unchanged: break
      }
      fresh.fields[index].before = values[field]
      if !change.fields[index].changesValue { fresh.fields[index].after = values[field] }
    }
    if change.action != .remove { fresh.owned = change.ownership == .dropped ? [] : owned }
    return fresh
  }
}

extension Change {
  /// Itself, as long as everything that `decided` assumed holds; mailboxes are counted later.
  fileprivate func holding(_ decided: Change) throws(StaleChange) -> Change {
    if action != .remove || kind == .group, let stale = StaleChange.between(decided, self) {
      throw stale
    }
    return self
  }
}
