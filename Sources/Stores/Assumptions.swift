import MailModel

extension Change {
  /// Checks that an account is still what the change assumes; nil for one that is not there.
  func check(account: LiveAccount?) throws(StoreError) {
    guard let account, id == nil || account.id == id else {
      throw .conflict("account \(formerName ?? name) is gone")
    }
    try check(values: account.values)
  }

  /// Checks that a group is still what the change assumes; nil for one that is not there.
  func check(group: LiveGroup?) throws(StoreError) {
    guard let group else { throw .conflict("group \(formerName ?? name) is gone") }
    try check(values: group.values)
  }

  private func check(values: FieldValues) throws(StoreError) {
    for field in fields {
      if let before = field.before, values[field.field] != before {
        throw .conflict("\(field.field.key) of \(formerName ?? name) is not what it was")
      }
    }
  }

  /// Whether rollbook owns its subject once it is done; nil where that stays as it is.
  var ownsAfterwards: Bool? {
    switch ownership {
    case .taken: true
    case .dropped: false
    case .unchanged: action == .add || action == .adopt ? true : nil
    }
  }

  /// The fields that it looks at or writes.
  var touched: FieldSet { FieldSet(fields.lazy.map(\.field)) }

  /// What its fields are afterwards.
  var after: FieldValues {
    FieldValues(Dictionary(uniqueKeysWithValues: fields.map { ($0.field, $0.after) }))
  }

  /// The address that its account has before.
  var formerAddress: Address { Address(canonical: formerName ?? name) }

  /// The addresses that it gives away, before anybody takes one.
  package var releasedAliases: [Address] { aliases(in: \.before, without: \.after) }

  /// The addresses that it takes.
  package var claimedAliases: [Address] { aliases(in: \.after, without: \.before) }

  private func aliases(
    in side: (FieldChange) -> FieldValue?, without other: (FieldChange) -> FieldValue?
  ) -> [Address] {
    guard let change = self[.aliases] else { return [] }
    return Self.addresses(side(change)).leavingOut(Self.addresses(other(change)))
  }

  private static func addresses(_ value: FieldValue?) -> [Address] {
    if case .addresses(let addresses) = value { addresses } else { [] }
  }
}

extension RunBatch {
  /// The account changes of one kind, in the plan's order.
  func accounts(_ action: Change.Action) -> some Sequence<Change> {
    changes.lazy.filter { $0.kind == .account && $0.action == action }
  }

  func groups(_ actions: Change.Action...) -> some Sequence<Change> {
    changes.lazy.filter { $0.kind == .group && actions.contains($0.action) }
  }

  /// The passwords that change and have to be kept for an undo.
  var formerPasswords: [FormerPassword] {
    guard passwordsHeldUntil > start.started else { return [] }
    return changes.compactMap { change in
      guard change.kind == .account, let id = change.id, let field = change[.password],
        let before = field.before, field.changesValue
      else { return nil }
      return FormerPassword(
        id: id, before: FieldValues([.password: before]).password,
        after: FieldValues([.password: field.after]).password)
    }
  }

  /// New names by old ones.
  var renames: [Address: Address] {
    var renames: [Address: Address] = [:]
    for change in accounts(.rename) {
      renames[change.formerAddress] = change.address
    }
    return renames
  }

  /// New names of groups by old ones.
  var groupRenames: [String: String] {
    var renames: [String: String] = [:]
    for change in groups(.rename) { renames[change.formerName ?? change.name] = change.name }
    return renames
  }

  /// What an added account is given beside its fields.
  func identity(of change: Change) throws(StoreError) -> NewAccount {
    guard let account = newAccounts[change.address] else {
      throw .conflict("account \(change.name) was given no id")
    }
    return account
  }
}

extension LiveAccount {
  /// As it is once its group has taken the new name that `groups` gives by the old one.
  func following(_ groups: [String: String]) -> LiveAccount {
    guard let group = values.group, let name = groups[group] else { return self }
    var copy = self
    copy.values[.group] = .text(name)
    return copy
  }
}

extension NewAccount {
  /// The values of a new account: those of `change`, and the initial password where it sets none.
  func values(for change: Change) -> FieldValues {
    var values = change.after
    if values.password == nil, let initialPassword {
      values[.password] = .secret(initialPassword)
    }
    return values
  }
}

extension JournalStep {
  /// Checks that the effect of this step may still be confirmed or announced.
  func checkOpen(of run: Int) throws(StoreError) {
    guard state == .due || state == .announced else {
      throw .conflict("step \(number) of run \(run) is \(state.rawValue)")
    }
  }
}
