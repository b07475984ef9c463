import MailModel

/// The live account or group that a run had changed.
struct UndoSubject {
  let isOwned: Bool
  let ownedFields: FieldSet
  let values: FieldValues
  let password: FormerPassword?

  /// - Throws: The first field that is not as the run left it.
  func checkUntouched(since change: Change) throws(StaleChange) {
    let held = isOwned ? ownedFields : []
    for field in change.fields {
      let key = field.field.key
      if let after = try after(field, change), values[field.field] != after,
        !isTakenBack(field, change)
      {
        throw StaleChange(change.name, "\(key) changed since")
      }
      if field.ownership != .unchanged || change.action == .add,
        held.contains(field.field) != change.owned.contains(field.field)
      {
        throw StaleChange(
          change.name,
          held.contains(field.field) ? "\(key) is managed since" : "\(key) is no longer managed")
      }
    }
  }

  /// True where an undo that was cut off has given the field back already, of an account that is to go
  /// back to the trash.
  private func isTakenBack(_ field: FieldChange, _ change: Change) -> Bool {
    guard change.restores != nil else { return false }
    return values[field.field] == former(field)
  }

  /// What a field was before the run.
  private func former(_ field: FieldChange) -> FieldValue {
    guard field.field == .password else { return field.before ?? field.field.emptyValue }
    guard field.changesValue else { return values[.password] }
    return password?.before.map(FieldValue.secret) ?? .nothing
  }

  /// What a field was once the run was done; nil where nobody knows.
  private func after(_ field: FieldChange, _ change: Change) throws(StaleChange) -> FieldValue? {
    guard field.field == .password else { return field.after }
    // A new account has its password itself, and one that only changed hands is not kept.
    guard change.action != .add, field.changesValue else { return nil }
    guard let password else {
      throw StaleChange(change.name, "its former password is no longer kept")
    }
    return password.after.map(FieldValue.secret) ?? .nothing
  }

  func inverse(of change: Change) throws(StaleChange) -> Change {
    let action: Change.Action =
      switch (change.action, change.ownership) {
      case (.adopt, _): .edit
      case (.edit, .dropped): .adopt
      default: change.action
      }
    var inverse = Change(action, change.kind, change.formerName ?? change.name)
    if change.formerName != nil { inverse.formerName = change.name }
    var owned = isOwned ? ownedFields : []
    for field in change.fields {
      let now = values[field.field]
      switch field.ownership {
      case .taken: owned.remove(FieldSet([field.field]))
      case .dropped: owned.insert(field.field)
      case .unchanged: break
      }
      inverse.fields.append(
        FieldChange(
          field.field, before: now, after: former(field), ownership: field.ownership.inverse))
    }
    let isReleased = change.action == .adopt || change.ownership == .taken
    if isReleased {
      inverse.ownership = .dropped
      owned = []
    } else if change.ownership == .dropped, action != .adopt {
      inverse.ownership = .taken
    }
    inverse.owned = owned
    return inverse
  }
}

extension FieldChange.Ownership {
  fileprivate var inverse: Self {
    switch self {
    case .unchanged: .unchanged
    case .taken: .dropped
    case .dropped: .taken
    }
  }
}
