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
      try write(
        """
        INSERT INTO account (address, id, home, is_owned, owned_fields, name, mail_group, is_admin,
          is_enabled, comment, quota, password, is_protected)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        .text(account.address.text), .text(account.id), .text(account.home),
        .flag(account.isOwned), .number(Int(account.ownedFields.rawValue)), .text(values.name),
        .optional(values.group), .flag(values.isAdmin), .flag(values.isEnabled),
        .text(values.comment), .integer(Int64(values.quota.bytes)),
        .optional(values.password?.revealed), .flag(values.isProtected))
    }
    for field in [Field.forward, .assistant, .autoresponder] where values[field] != .nothing {
      try set(field, of: values, account.address)
    }
  }

  /// Writes the values that change and what is owned from now on.
  func edit(_ change: Change) throws(StoreError) {
    let values = change.after
    for field in change.fields where field.changesValue && field.field != .aliases {
      try set(field.field, of: values, change.address)
    }
    try write(
      "UPDATE account SET owned_fields = ?, is_owned = coalesce(?, is_owned) WHERE address = ?",
      .number(Int(change.owned.rawValue)), .optional(change.ownsAfterwards.map { $0 ? 1 : 0 }),
      .text(change.name))
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
    switch field {
    case .name: try set("name", .text(values.name), account)
    case .comment: try set("comment", .text(values.comment), account)
    case .group: try set("mail_group", .optional(values.group), account)
    case .admin: try set("is_admin", .flag(values.isAdmin), account)
    case .enabled: try set("is_enabled", .flag(values.isEnabled), account)
    case .protect: try set("is_protected", .flag(values.isProtected), account)
    case .quota: try set("quota", .integer(Int64(values.quota.bytes)), account)
    case .password: try set("password", .optional(values.password?.revealed), account)
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
    case .aliases, .address: preconditionFailure("\(field.key) is not a value of the account's row")
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
