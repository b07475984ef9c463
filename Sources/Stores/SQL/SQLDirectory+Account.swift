import MailModel

extension SQLDirectory {
  /// One account with the values of `fields`; nil when there is none of that address.
  func account(
    _ address: Address, fields: FieldSet = .ofAccount
  ) throws(StoreError) -> LiveAccount? {
    let sql = "SELECT \(AccountColumns.list) FROM account WHERE address = ?"
    guard
      var account = try connection.statement(sql)
        .first(
          .text(address.text),
          read: { row throws(StoreError) in
            try check(row, of: "account").checkAccount()
            return Self.account(row)
          })
    else { return nil }
    if fields.contains(.aliases) { account.values[.aliases] = try aliases(of: address) }
    if fields.contains(.forward), let value = account.values.forwarding {
      let targets = try targets(of: address, in: "forward_target")
      account.values[.forward] =
        targets.isEmpty
        ? .nothing
        : .forwarding(
          Forwarding(
            targets: targets, keepsCopy: value.keepsCopy, isEnabled: value.isEnabled))
    }
    if fields.contains(.assistant), let value = account.values.assistant {
      let targets = try targets(of: address, in: "assistant_target")
      account.values[.assistant] =
        targets.isEmpty ? .nothing : .assistant(Assistant(targets: targets, isOnly: value.isOnly))
    }
    if fields.contains(.autoresponder) {
      account.values[.autoresponder] = try autoresponder(of: address)
    }
    return account
  }

  /// The account of an id, whatever it is called now.
  func account(id: String) throws(StoreError) -> LiveAccount? {
    let name = try connection.statement("SELECT address FROM account WHERE id = ?")
      .first(.text(id)) { Address(canonical: $0.text(0)) }
    guard let name else { return nil }
    return try account(name)
  }

  /// Reads the account's own row; forwarding and assistant have flags and no targets yet.
  private static func account(_ row: Connection.Statement) -> LiveAccount {
    var values = FieldValues()
    for column in AccountColumns.fields { values[column.field] = column.value(in: row) }
    values[.forward] = .forwarding(
      Forwarding(
        targets: [], keepsCopy: row.flag(AccountColumns.forwardKeeps),
        isEnabled: row.flag(AccountColumns.forwardEnabled)))
    values[.assistant] = .assistant(
      Assistant(targets: [], isOnly: row.flag(AccountColumns.assistantOnly)))
    var marks: LiveMarks = []
    if row.flag(AccountColumns.isOwned) { marks.insert(.owned) }
    if row.flag(AccountColumns.isLeaving) { marks.insert(.leaving) }
    return LiveAccount(
      address: Address(canonical: row.text(AccountColumns.address)),
      id: row.text(AccountColumns.id), home: row.text(AccountColumns.home), values: values,
      ownedFields: FieldSet(
        rawValue: FieldSet.RawValue(truncatingIfNeeded: row.integer(AccountColumns.ownedFields))),
      marks: marks)
  }

  private func aliases(of address: Address) throws(StoreError) -> FieldValue {
    .addresses(
      try addresses(
        "SELECT address FROM address WHERE alias_of = ? ORDER BY address", of: address,
        in: "address"))
  }

  private func targets(of address: Address, in table: String) throws(StoreError) -> [Address] {
    try addresses(
      "SELECT target FROM \(table) WHERE account = ? ORDER BY target", of: address, in: table)
  }

  private func addresses(
    _ sql: String, of address: Address, in table: String
  ) throws(StoreError) -> [Address] {
    var addresses: [Address] = []
    try connection.statement(sql).each(.text(address.text)) { row throws(StoreError) in
      addresses.append(try check(row, of: table).address(0, "address"))
    }
    return addresses
  }

  private func autoresponder(of address: Address) throws(StoreError) -> FieldValue {
    let sql = "SELECT \(AutoresponderColumns.list) FROM autoresponder WHERE account = ?"
    let responder = try connection.statement(sql).first(.text(address.text)) {
      row throws(StoreError) in
      try check(row, of: "autoresponder").checkAutoresponder()
      return Autoresponder(
        subject: row.text(AutoresponderColumns.subject),
        message: row.text(AutoresponderColumns.message),
        from: Day(row.text(AutoresponderColumns.from)),
        until: Day(row.text(AutoresponderColumns.until)),
        every: TimeSpan(seconds: row.integer(AutoresponderColumns.every)),
        keepsOriginal: row.flag(AutoresponderColumns.keepsOriginal))
    }
    return responder.map(FieldValue.autoresponder) ?? .nothing
  }
}
