import MailModel

/// The inverse of a run, account by account, as far as the live side is as the run left it.
///
/// What changed since is refused by the name of the account, with the field that did.
package struct Undo: Sendable {
  /// The changes that take the run back, in no order.
  package private(set) var changes: [Change] = []
  /// What cannot be taken back.
  package private(set) var refusals: [StaleChange] = []

  /// True when other runs have taken all of it back.
  package let isTakenBack: Bool

  /// The run's.
  var number: Int { record.number }

  private let record: RunRecord
  private let snapshot: Snapshot
  private let passwords: [String: FormerPassword]
  private let rowOfID: [String: Int]
  private let takenAddresses: Set<Address>
  /// What the run removed and the trash still holds, by id.
  private let trash: [String: TrashItem]
  private let takenBack: TakenBack
  /// The former name of each group that the run renamed, by the name it gave.
  private var formerGroupNames: [String: String] = [:]

  /// `passwords` are what the run changed passwords from and to, by account id; `skipped` are names,
  /// had or given by the run, of accounts and groups that stay as they are; `takenBack` is what
  /// other runs have done of this already.
  ///
  /// - Throws: `notAPlan` when the journal of the run cannot be read.
  package init(
    of record: RunRecord, passwords: [String: FormerPassword], skipping skipped: Set<String> = [],
    after takenBack: TakenBack = TakenBack(), in snapshot: Snapshot
  ) throws(PlanDocumentError) {
    self.record = record
    self.takenBack = takenBack
    self.snapshot = snapshot
    self.passwords = passwords
    trash = Dictionary(
      snapshot.trash.lazy.filter { $0.run == record.number }.map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first })
    let live = snapshot.accounts.view
    rowOfID = Dictionary(
      (0..<live.rows.count).map { (live.id($0), $0) }, uniquingKeysWith: { first, _ in first })
    let changes = try record.doneChanges()
    let due = changes.filter { !takenBack.contains($0) }
    isTakenBack = due.isEmpty && !changes.isEmpty
    let wanted = due.filter {
      !skipped.contains($0.name) && !skipped.contains($0.formerName ?? $0.name)
    }
    takenAddresses = wanted.contains { $0.action == .remove } ? snapshot.takenAddresses : []
    for change in wanted where change.kind == .group {
      if let old = change.formerName { formerGroupNames[change.name] = old }
    }
    for change in wanted {
      do throws(StaleChange) {
        if let inverse = try inverse(of: change) { self.changes.append(inverse) }
      } catch { refusals.append(error) }
    }
  }

  /// The accounts and groups that it would change, by any name that `skipping` takes.
  package var names: Set<String> { Set(changes.flatMap { [$0.name, $0.formerName ?? $0.name] }) }

  /// Accounts that would go without consent to purge their mail.
  package var unpurged: Set<String> {
    Set(changes.filter { $0.action == .remove && $0.removal?.purges == false }.map(\.name))
  }

  private func inverse(of change: Change) throws(StaleChange) -> Change? {
    switch change.kind {
    case .account: try accountInverse(of: change)
    case .group: try groupInverse(of: change)
    }
  }

  private func accountInverse(of change: Change) throws(StaleChange) -> Change? {
    if change.action == .remove { return try comeback(of: change) }
    guard let account = change.id.flatMap(live) else {
      throw StaleChange(change.name, "it is gone since")
    }
    guard account.address == change.address else {
      throw StaleChange(change.name, "it is called \(account.address) by now")
    }
    var change = change
    for index in change.fields.indices where change.fields[index].field == .group {
      change.fields[index].before = change.fields[index].before.map(renamedAlready)
      change.fields[index].after = renamedAlready(change.fields[index].after)
    }
    let subject = UndoSubject(
      isOwned: account.isOwned, ownedFields: account.ownedFields, values: account.values,
      password: passwords[account.id])
    try subject.checkUntouched(since: change)
    let isNew = change.action == .add || change.restores != nil
    var inverse = isNew ? Change(.remove, .account, change.name) : try subject.inverse(of: change)
    inverse.id = account.id
    if isNew {
      if account.isOwned {
        inverse.ownership = .dropped
        inverse.owned = account.ownedFields
      }
      inverse.removal = Removal(reason: "run \(record.number) added it")
    }
    if change.restores != nil {
      inverse.removal = change.removal
      inverse.removal?.reason =
        change.removal?.reason ?? "run \(record.number) brought it back"
      // It goes back to the trash with the values that it came from there with.
      inverse.fields = try subject.inverse(of: change).fields.filter(\.changesValue).map {
        FieldChange($0.field, before: $0.before, after: $0.after)
      }
    }
    for index in inverse.fields.indices where inverse.fields[index].field == .group {
      inverse.fields[index].before = inverse.fields[index].before.map(renamedBack)
      inverse.fields[index].after = renamedBack(inverse.fields[index].after)
    }
    return inverse
  }

  /// A group by the name it has once the run's renames are taken back, which its members follow.
  private func renamedBack(_ value: FieldValue) -> FieldValue {
    Self.renamed(value, by: formerGroupNames)
  }

  /// A group by the name it has now, where the run's rename of it was taken back before.
  private func renamedAlready(_ value: FieldValue) -> FieldValue {
    Self.renamed(value, by: takenBack.formerGroupNames)
  }

  private static func renamed(_ value: FieldValue, by names: [String: String]) -> FieldValue {
    if case .text(let name) = value, let old = names[name] { .text(old) } else { value }
  }

  private func live(_ id: String) -> LiveAccount? {
    rowOfID[id].map(snapshot.accounts.view.account)
  }

  /// The account that the run removed, back from the trash and under rollbook's care as it was;
  /// nil where it is back already.
  private func comeback(of change: Change) throws(StaleChange) -> Change? {
    let wasOwned = change.ownership == .dropped
    var inverse = Change(wasOwned ? .adopt : .edit, .account, change.name)
    inverse.id = change.id
    let values: FieldValues
    if let account = change.id.flatMap(live) {
      guard account.address == change.address else {
        throw StaleChange(change.name, "it came back as \(account.address)")
      }
      if account.isOwned == wasOwned, account.ownedFields == change.owned { return nil }
      if account.isOwned { throw StaleChange(change.name, "it came back, and is managed anew") }
      values = account.values
    } else {
      let item = try trashed(change)
      inverse.restores = item.label
      inverse.removal = Removal(
        purges: change.removal?.purges ?? false, reason: item.reason,
        leaver: change.removal?.leaver, mailbox: item.mailbox)
      values = item.values
    }
    let owned = wasOwned ? change.owned : []
    let changed = Dictionary(
      change.fields.lazy.filter(\.changesValue).map { ($0.field, $0) },
      uniquingKeysWith: { first, _ in first })
    inverse.owned = owned
    inverse.fields = owned.union(FieldSet(changed.keys)).fields.map { field in
      let now = values[field]
      var former = now
      if field == .password {
        if let password = change.id.flatMap({ passwords[$0] }), changed[field] != nil,
          now == password.after.map(FieldValue.secret) ?? .nothing
        {
          former = password.before.map(FieldValue.secret) ?? .nothing
        }
      } else if let changed = changed[field], changed.after == now {
        former = changed.before ?? field.emptyValue
      }
      let isGroup = field == .group
      return FieldChange(
        field, before: isGroup ? renamedBack(now) : now,
        after: isGroup ? renamedBack(former) : former,
        ownership: owned.contains(field) ? .taken : .unchanged)
    }
    return inverse
  }

  /// What the trash holds of a removed account, as long as nobody has its addresses.
  private func trashed(_ change: Change) throws(StaleChange) -> TrashItem {
    guard let item = change.id.flatMap({ trash[$0] }) else {
      throw StaleChange(change.name, "its mail was erased, so nothing is left to bring back")
    }
    for address in [item.name] + item.values.aliases where takenAddresses.contains(address) {
      throw StaleChange(change.name, "\(address) belongs to somebody else by now")
    }
    return item
  }

  private func groupInverse(of change: Change) throws(StaleChange) -> Change? {
    let row = snapshot.groups.index(named: change.name)
    if change.action == .remove {
      guard row == nil else { throw StaleChange(change.name, "there is such a group by now") }
      var inverse = Change(.add, .group, change.name)
      inverse.fields = change.fields.map {
        FieldChange($0.field, before: nil, after: $0.before ?? $0.field.emptyValue)
      }
      inverse.owned = FieldSet(change.fields.filter { $0.ownership == .dropped }.map(\.field))
      return inverse
    }
    guard let row else { throw StaleChange(change.name, "it is gone since") }
    let group = snapshot.groups[row]
    let subject = UndoSubject(
      isOwned: group.isOwned, ownedFields: group.ownedFields, values: group.values, password: nil)
    try subject.checkUntouched(since: change)
    if change.action == .add {
      return Change.removal(of: group)
    }
    return try subject.inverse(of: change)
  }
}

extension Finding {
  /// No manifest can allow what an undo would do, and no leaver entry what it would purge; leaving
  /// the account out does.
  package mutating func offerSkipping(in undo: Undo) {
    guard verdict == .refused, let subject,
      guardName == MailboxNotEmpty.name
        ? undo.unpurged.contains(subject) : allow == nil && undo.names.contains(subject)
    else { return }
    allow = "--skip \(subject)"
  }

  /// Refuses to take a change back that is no longer the last word on its account.
  package static func changedSince(_ stale: StaleChange) -> Finding {
    Finding(
      "changed-since", .refused, subject: stale.name, subjects: [stale.name], measured: 1,
      limit: 0, base: 1, message: stale.description, allow: "--skip \(stale.name)")
  }
}
