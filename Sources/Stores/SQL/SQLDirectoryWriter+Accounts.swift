import MailModel

extension SQLDirectoryWriter {
  /// Makes an owned account; its aliases are claimed later.
  func add(_ change: Change, _ identity: NewAccount) throws(StoreError) {
    do {
      try write("INSERT INTO given_id (id) VALUES (?)", .text(identity.id))
    } catch {
      if case .conflict = error { throw .conflict("id \(identity.id) was given before") }
      throw error
    }
    try insert(
      LiveAccount(
        address: change.address, id: identity.id, home: identity.home,
        values: identity.values(for: change), ownedFields: change.owned, marks: .owned))
  }

  /// Inserts an account with everything but its aliases; its id is known to the store.
  func insert(_ account: LiveAccount) throws(StoreError) {
    let values = account.values
    try claiming(account.address.text) { () throws(StoreError) in
      let columns = AccountColumns.fields
      try write(
        """
        INSERT INTO account (address, id, home, is_owned, owned_fields
          \(columns.map { ", \($0.name)" }.joined()))
        VALUES (?, ?, ?, ?, ?\(columns.map { _ in ", ?" }.joined()))
        """,
        all: [
          .text(account.address.text), .text(account.id), .text(account.home),
          .flag(account.isOwned), .number(Int(account.ownedFields.rawValue)),
        ] + columns.map { SQLValue(values[$0.field]) })
    }
    for field in [Field.forward, .assistant, .autoresponder] where values[field] != .nothing {
      try set(field, of: values, account.address)
    }
  }

  /// Writes the values that change and what is owned from now on.
  func edit(_ change: Change) throws(StoreError) {
    try writeValues(change)
    try write(
      "UPDATE account SET owned_fields = ?, is_owned = coalesce(?, is_owned) WHERE address = ?",
      .number(Int(change.owned.rawValue)), .optional(change.ownsAfterwards.map { $0 ? 1 : 0 }),
      .text(change.name))
  }

  /// Writes the values that a change gives its account, but for aliases, which are claimed.
  func writeValues(_ change: Change) throws(StoreError) {
    guard !change.fields.isEmpty else { return }
    let values = change.after
    for field in change.fields where field.changesValue && field.field != .aliases {
      try set(field.field, of: values, change.address)
    }
  }

  func claimAlias(_ alias: Address, of account: Address) throws(StoreError) {
    try claiming(alias.text) { () throws(StoreError) in
      try write(
        "INSERT INTO address (address, alias_of) VALUES (?, ?)", .text(alias.text),
        .text(account.text))
    }
  }

  /// Writes one field's value; aliases are claimed elsewhere.
  private func set(
    _ field: Field, of values: FieldValues, _ account: Address
  ) throws(StoreError) {
    if let column = field.traits.column { return try set(column, SQLValue(values[field]), account) }
    switch field.kind {
    case .forward:
      let value = values.forwarding ?? Forwarding(targets: [])
      try set("forward_keeps", .flag(value.keepsCopy), account)
      try set("forward_enabled", .flag(value.isEnabled), account)
      try replaceTargets(in: "forward_target", with: value.targets, account)
    case .assistant:
      let value = values.assistant ?? Assistant(targets: [])
      try set("assistant_only", .flag(value.isOnly), account)
      try replaceTargets(in: "assistant_target", with: value.targets, account)
    case .autoresponder: try setAutoresponder(values.autoresponder, account)
    case .line, .groupName, .flag, .quota, .addresses, .address, .password, .services:
      preconditionFailure("\(field.key) is written elsewhere")
    }
  }

  private func set(
    _ column: String, _ value: SQLValue, _ account: Address
  ) throws(StoreError) {
    try write("UPDATE account SET \(column) = ? WHERE address = ?", value, .text(account.text))
  }

  private func replaceTargets(
    in table: String, with targets: [Address], _ account: Address
  ) throws(StoreError) {
    try write("DELETE FROM \(table) WHERE account = ?", .text(account.text))
    for target in targets {
      try write(
        "INSERT INTO \(table) (account, target) VALUES (?, ?) ON CONFLICT DO NOTHING",
        .text(account.text), .text(target.text))
    }
  }

  private func setAutoresponder(
    _ responder: Autoresponder?, _ account: Address
  ) throws(StoreError) {
    try write("DELETE FROM autoresponder WHERE account = ?", .text(account.text))
    guard let responder else { return }
    try write(
      """
      INSERT INTO autoresponder (account, subject, message, from_day, until_day, every,
        keeps_original)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      .text(account.text), .text(responder.subject), .text(responder.message),
      .optional(responder.from?.description), .optional(responder.until?.description),
      .integer(responder.every.seconds), .flag(responder.keepsOriginal))
  }
}
