import MailModel

extension InMemoryState {
  /// The first transaction of a run, in the order of the SQL directory.
  mutating func begin(_ batch: RunBatch, at now: Int64) throws(StoreError) -> Int {
    for address in accounts.keys { accounts[address]?.isLeaving = false }
    for account in batch.returning { try insert(account) }
    try checkAssumptions(of: batch, at: now)
    runs.append(
      RunRecord(
        number: runs.count + 1, start: batch.start, finished: nil, outcome: .unfinished,
        steps: batch.steps))
    formerPasswords = formerPasswords.filter { $0.value.heldUntil > batch.start.started }
    formerPasswords[runs.count] = FormerPasswords(
      heldUntil: batch.passwordsHeldUntil,
      byID: Dictionary(uniqueKeysWithValues: batch.formerPasswords.map { ($0.id, $0) }))
    if batch.start.kind.isOfPlan { heldNames = [:] }
    release(batch)
    try renameGroups(batch)
    try writeGroups(batch)
    for change in batch.accounts(.remove) { writeValues(change) }
    try rename(batch)
    for change in batch.accounts(.add) { try add(change, batch.identity(of: change)) }
    for action in [Change.Action.edit, .rename, .adopt] {
      for change in batch.accounts(action) { edit(change) }
    }
    try claim(batch)
    for change in batch.accounts(.remove) { try markLeaving(change) }
    for change in batch.groups(.remove) {
      groups[change.name] = nil
      formerGroupNames[change.name] = nil
    }
    if let appliedState = batch.appliedState { note(appliedState) }
    return runs.count
  }

  private mutating func insert(_ returning: ReturningAccount) throws(StoreError) {
    let (item, name) = (returning.item, returning.name)
    guard trash.contains(where: { $0.label == item.label && $0.id == item.id }) else {
      throw .conflict("\(item.label) is not in the trash")
    }
    try checkFree(name)
    if accounts.values.contains(where: { $0.id == item.id || $0.home == item.home }) {
      throw .conflict("mail home \(item.home) is taken")
    }
    var values = item.values
    values[.aliases] = .addresses(values.aliases.filter { $0 != name && !isTaken($0) })
    accounts[name] = Account(id: item.id, home: item.home, values: values, isLeaving: true)
    if name != item.name { formerNames[item.id, default: []].insert(item.name) }
  }

  private mutating func markLeaving(_ change: Change) throws(StoreError) {
    guard let id = change.id, let name = accounts.first(where: { $0.value.id == id })?.key else {
      throw .conflict("account \(change.name) is gone")
    }
    accounts[name]?.isLeaving = true
  }

  mutating func note(_ appliedState: AppliedState) {
    lastApplied = appliedState.lastApplied
    for (account, path) in appliedState.accountSources { accounts[account]?.source = path }
    for (group, path) in appliedState.groupSources { groups[group]?.source = path }
  }

  private func checkAssumptions(of batch: RunBatch, at now: Int64) throws(StoreError) {
    let renames = batch.groupRenames
    for change in batch.changes where change.action != .add {
      let name = change.formerName ?? change.name
      switch change.kind {
      case .account:
        try change.check(account: account(Address(canonical: name), at: now)?.following(renames))
      case .group: try change.check(group: groups[name])
      }
    }
  }

  private mutating func release(_ batch: RunBatch) {
    for change in batch.changes {
      let name = change.formerName ?? change.name
      switch change.kind {
      case .account:
        setAliases(of: Address(canonical: name)) { old in
          old.filter { !change.releasedAliases.contains($0) }
        }
      case .group where change.action == .remove || change[.address]?.changesValue == true:
        groups[name]?.values[.address] = .nothing
      case .group: continue
      }
    }
    for (old, new) in batch.renames { setAliases(of: old) { $0.filter { $0 != new } } }
  }

  private mutating func setAliases(of account: Address, _ change: ([Address]) -> [Address]) {
    guard let old = accounts[account]?.values.aliases else { return }
    accounts[account]?.values[.aliases] = .addresses(change(old).sorted())
  }

  private mutating func claim(_ batch: RunBatch) throws(StoreError) {
    for change in batch.changes {
      switch change.kind {
      case .account:
        for alias in change.claimedAliases {
          try checkFree(alias)
          setAliases(of: change.address) { $0 + [alias] }
        }
      case .group where change.action == .remove: continue
      case .group:
        guard let field = change[.address], field.changesValue,
          case .address(let address) = field.after
        else { continue }
        try checkFree(address)
        groups[change.name]?.values[.address] = field.after
      }
    }
  }

  private func checkFree(_ address: Address) throws(StoreError) {
    if isTaken(address) { throw .conflict("\(address) is taken") }
  }

  private mutating func rename(_ batch: RunBatch) throws(StoreError) {
    let renames = batch.renames
    var moved: [(Address, Account)] = []
    for (old, new) in renames {
      guard let account = accounts.removeValue(forKey: old) else { continue }
      formerNames[account.id, default: []].insert(old)
      moved.append((new, account))
    }
    for (name, account) in moved {
      try checkFree(name)
      accounts[name] = account
    }
  }

  private mutating func add(_ change: Change, _ identity: NewAccount) throws(StoreError) {
    guard givenIDs.insert(identity.id).inserted else {
      throw .conflict("id \(identity.id) was given before")
    }
    try checkFree(change.address)
    if accounts.values.contains(where: { $0.home == identity.home }) {
      throw .conflict("mail home \(identity.home) is taken")
    }
    var values = identity.values(for: change)
    values[.aliases] = .addresses([])
    accounts[change.address] = Account(
      id: identity.id, home: identity.home, values: values, ownedFields: change.owned,
      isOwned: true)
  }

  private mutating func writeValues(_ change: Change) {
    for field in change.fields where field.changesValue && field.field != .aliases {
      accounts[change.address]?.values[field.field] = field.after
    }
  }

  private mutating func edit(_ change: Change) {
    writeValues(change)
    accounts[change.address]?.ownedFields = change.owned
    if let owns = change.ownsAfterwards { accounts[change.address]?.isOwned = owns }
  }

  private mutating func renameGroups(_ batch: RunBatch) throws(StoreError) {
    let renames = batch.groupRenames
    var moved: [(name: String, group: LiveGroup, formerNames: Set<String>)] = []
    for (old, new) in renames {
      guard let group = groups.removeValue(forKey: old) else { continue }
      moved.append((new, group, formerGroupNames.removeValue(forKey: old) ?? []))
    }
    for (name, group, formerNames) in moved {
      guard groups[name] == nil else { throw .conflict("group \(name) is taken") }
      groups[name] = group
      groups[name]?.name = name
      formerGroupNames[name] = formerNames.union([group.name])
    }
    for (address, account) in accounts {
      guard let group = account.values.group, let name = renames[group] else { continue }
      accounts[address]?.values[.group] = .text(name)
    }
  }

  private mutating func writeGroups(_ batch: RunBatch) throws(StoreError) {
    for change in batch.groups(.add) {
      guard groups[change.name] == nil else {
        throw .conflict("group \(change.name) is taken")
      }
      groups[change.name] = LiveGroup(
        name: change.name, values: FieldValues(), ownedFields: [], isOwned: true)
    }
    for change in batch.groups(.add, .edit, .rename, .adopt) {
      for field in change.fields where field.changesValue && field.field != .address {
        groups[change.name]?.values[field.field] = field.after
      }
      groups[change.name]?.ownedFields = change.owned
      if let owns = change.ownsAfterwards { groups[change.name]?.isOwned = owns }
    }
  }
}
