/// One difference between the manifest and the store, of one account or group.
package struct Change: Hashable, Sendable {
  package enum Action: String, Hashable, Sendable, CaseIterable {
    case add
    case edit
    case rename
    case adopt
    case remove
  }

  package enum Kind: String, Hashable, Sendable {
    case account
    case group
  }

  package var action: Action
  package var kind: Kind
  /// An account's address or a group's name; of a rename the new one.
  package var name: String
  /// Of a rename: the name the account or group has now.
  package var formerName: String?
  /// Of a group's rename: how many accounts follow it to its new name.
  package var members: Int?
  /// What differs, field by field, sorted.
  ///
  /// An add lists every managed field; a removal none.
  package var fields: [FieldChange]
  /// The managed fields once the change is done: what the store will call owned; of a removal
  /// those until then.
  package var owned: FieldSet
  /// What becomes of rollbook's care for the whole account, where the action does not say it.
  ///
  /// A rename may take an account under its care; a removal drops it, and an undone run may let one
  /// go without removing it.
  package var ownership = FieldChange.Ownership.unchanged
  /// What allowed a removal; of an account that `restores` names, what had allowed it.
  package var removal: Removal?
  /// Of an account that comes back from the trash before the change: `NAME#RUN`.
  package var restores: String?
  /// Of an add: what few accounts have.
  package var extra: DesiredAccounts.Extra?
  /// Where the manifest asks for it; nil for a removal by omission.
  package var source: Place?
  /// The live account's id; nil for an add and for groups.
  package var id: String?
  /// `sha256:…` of what the change assumes of the live side; nil for an add.
  package var precondition: String?

  package init(
    _ action: Action, _ kind: Kind, _ name: String, fields: [FieldChange] = [],
    owned: FieldSet = []
  ) {
    self.action = action
    self.kind = kind
    self.name = name
    self.fields = fields
    self.owned = owned
  }

  /// An account's address; a group's name in no domain.
  package var address: Address { Address(canonical: name) }

  package subscript(field: Field) -> FieldChange? {
    for index in fields.indices where fields[index].field == field { return fields[index] }
    return nil
  }

  /// The value that a field gets; nil for one that it does not touch.
  package func newValue(of field: Field) -> FieldValue? {
    for index in fields.indices where fields[index].field == field { return fields[index].after }
    return nil
  }
}

/// One field before and after.
package struct FieldChange: Hashable, Sendable {
  package enum Ownership: String, Hashable, Sendable {
    case unchanged
    /// rollbook begins to manage the field.
    case taken
    /// The manifest no longer names the field.
    case dropped
  }

  package var field: Field
  /// nil for an add.
  package var before: FieldValue?
  package var after: FieldValue
  package var ownership: Ownership

  package init(
    _ field: Field, before: FieldValue?, after: FieldValue, ownership: Ownership = .unchanged
  ) {
    self.field = field
    self.before = before
    self.after = after
    self.ownership = ownership
  }

  /// False when only the ownership changes.
  package var changesValue: Bool { before != after }
}

/// What a removal is based on.
package struct Removal: Hashable, Sendable {
  /// Consent to clear a mailbox that still holds mail.
  package var purges: Bool
  package var reason: String?
  /// The leaver entry's fingerprint; nil for a removal by omission.
  package var leaver: String?
  /// What the mailbox held when the plan was made.
  package var mailbox: Mailbox

  package init(
    purges: Bool = false, reason: String? = nil, leaver: String? = nil, mailbox: Mailbox = .empty
  ) {
    self.purges = purges
    self.reason = reason
    self.leaver = leaver
    self.mailbox = mailbox
  }
}
