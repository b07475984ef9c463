import MailModel

extension ChangeDocument {
  /// The change that this document was made of; passwords are unknown.
  ///
  /// - Throws: What no change can be: documents come from files.
  package func change() throws(PlanDocumentError) -> Change {
    guard let action = Change.Action(rawValue: action), let kind = Change.Kind(rawValue: kind)
    else { throw .notAPlan }
    for name in [name, formerName].compactMap(\.self) {
      guard Self.isName(name, of: kind) else { throw .notAPlan }
    }
    guard (formerName != nil) == (action == .rename), members ?? 0 >= 0 else { throw .notAPlan }
    var change = Change(action, kind, name)
    change.formerName = formerName
    change.id = id
    change.members = members
    for document in fields ?? [] { change.fields.append(try document.fieldChange()) }
    change.owned = try Self.fieldSet(owned ?? [])
    let touched = FieldSet(change.fields.map(\.field))
    let possible = kind == .account ? FieldSet.ofAccount : .ofGroup
    guard touched.fields.count == change.fields.count,
      possible.isSuperset(of: touched.union(change.owned))
    else { throw .notAPlan }
    change.ownership = try Self.ownership(ownership)
    change.source = source.map { Place(file: $0.file, line: $0.line, column: $0.column) }
    change.precondition = precondition
    change.restores = restores
    if action == .remove || restores != nil, kind == .account {
      change.removal = Removal(
        purges: purge ?? false, reason: reason, leaver: leaver,
        mailbox: try mailbox?.mailbox() ?? .empty)
    }
    change.extra = try extra()
    return change
  }

  private func extra() throws(PlanDocumentError) -> DesiredAccounts.Extra? {
    guard was != nil || initialPassword != nil || mail != nil else { return nil }
    var extra = DesiredAccounts.Extra()
    if let was { extra.was = try ValueDocument.name(was) }
    switch initialPassword {
    case nil: break
    case "generate": extra.initialPassword = .generate
    default: extra.initialPassword = .hash(ValueDocument.unknownSecret)
    }
    if let mail {
      guard let mail = DesiredAccounts.Extra.Mail(rawValue: mail) else { throw .notAPlan }
      extra.mail = mail
    }
    return extra
  }

  /// True for a name as plans spell it.
  private static func isName(_ text: String, of kind: Change.Kind) -> Bool {
    switch kind {
    case .account:
      return (try? ValueDocument.name(text))?.text.sameBytes(as: text) == true
    case .group:
      return AddressRules.isLocalName(text.utf8) && text.asciiLowercased.sameBytes(as: text)
    }
  }

  static func ownership(
    _ word: String?
  ) throws(PlanDocumentError) -> FieldChange.Ownership {
    guard let word else { return .unchanged }
    guard let ownership = FieldChange.Ownership(rawValue: word) else { throw .notAPlan }
    return ownership
  }

  private static func fieldSet(_ keys: [String]) throws(PlanDocumentError) -> FieldSet {
    var fields: FieldSet = []
    for key in keys {
      guard let field = Field(key: key) else { throw .notAPlan }
      fields.insert(field)
    }
    return fields
  }
}

extension FieldDocument {
  fileprivate func fieldChange() throws(PlanDocumentError) -> FieldChange {
    guard let field = Field(key: field) else { throw .notAPlan }
    var change = FieldChange(
      field, before: try before?.value(of: field), after: try after.value(of: field),
      ownership: try ChangeDocument.ownership(ownership))
    // Two unknown passwords look the same and are not.
    if field == .password, equal != true, change.before == change.after {
      change.after = .secret(ValueDocument.otherUnknownSecret)
    }
    return change
  }
}

extension MailboxDocument {
  fileprivate func mailbox() throws(PlanDocumentError) -> Mailbox {
    guard messages >= 0, inbox >= 0, bytes >= 0 else { throw .notAPlan }
    return Mailbox(
      inbox: inbox, messages: messages, bytes: bytes,
      newest: newest.flatMap { ISO8601.seconds($0) })
  }
}
