import MailModel

extension SQLDirectoryWriter {
  /// Frees every address that the batch moves, before anybody takes one.
  func releaseAddresses(_ batch: RunBatch) throws(StoreError) {
    for change in batch.changes {
      switch change.kind {
      case .account:
        for alias in change.releasedAliases { try release(alias) }
      case .group:
        guard change.action == .remove || change[.address]?.changesValue == true else { continue }
        try write(
          "UPDATE mail_group SET address = NULL WHERE name = ?",
          .text(change.formerName ?? change.name))
      }
    }
    // An account may be renamed to one of its own aliases.
    for (old, new) in batch.renames {
      try write(
        "DELETE FROM address WHERE address = ? AND alias_of = ?", .text(new.text), .text(old.text))
    }
  }

  private func release(_ alias: Address) throws(StoreError) {
    try write(
      "DELETE FROM address WHERE address = ? AND alias_of IS NOT NULL", .text(alias.text))
  }

  /// Gives the addresses that were freed to their new owners.
  func claimAddresses(_ batch: RunBatch) throws(StoreError) {
    for change in batch.changes where change.action != .remove {
      switch change.kind {
      case .account:
        for alias in change.claimedAliases { try claimAlias(alias, of: change.address) }
      case .group:
        guard let field = change[.address], field.changesValue,
          case .address(let address) = field.after
        else { continue }
        try claiming(address.text) { () throws(StoreError) in
          try write(
            "UPDATE mail_group SET address = ? WHERE name = ?", .text(address.text),
            .text(change.name))
        }
      }
    }
  }

  /// Gives every renamed account its new name and keeps the old one among its former names.
  ///
  /// An account that stands on a name another one is to take steps aside first, so chains and
  /// swaps need no order.
  func renameAccounts(_ batch: RunBatch) throws(StoreError) {
    let renames = batch.renames
    guard !renames.isEmpty else { return }
    let references = try references(to: renames, batch)
    let wanted = Set(renames.values)
    for old in renames.keys where wanted.contains(old) {
      try rename(old.text, to: Self.aside(old))
    }
    for change in batch.accounts(.rename) {
      let old = Address(canonical: change.formerName ?? change.name)
      try rename(wanted.contains(old) ? Self.aside(old) : old.text, to: change.name)
      try write(
        """
        INSERT INTO former_name (id, name) SELECT id, ? FROM account WHERE address = ?
        ON CONFLICT DO NOTHING
        """,
        .text(old.text), .text(change.name))
    }
    for reference in references { try reference.write(self) }
  }

  /// No account can have such a name.
  private static func aside(_ name: Address) -> String { "*\(name)" }

  private func rename(_ old: String, to new: String) throws(StoreError) {
    try claiming(new) { () throws(StoreError) in
      try write("UPDATE account SET address = ? WHERE address = ?", .text(new), .text(old))
    }
  }

  /// Forwards and assistants that name a renamed account and follow it.
  ///
  /// Those that the manifest lists and owns do not: it says itself whom they name.
  private func references(
    to renames: [Address: Address], _ batch: RunBatch
  ) throws(StoreError) -> [Reference] {
    var references: [Reference] = []
    for (table, field) in [("forward_target", Field.forward), ("assistant_target", .assistant)] {
      let sql = """
        SELECT t.account, a.owned_fields, a.source IS NOT NULL
        FROM \(table) t JOIN account a ON a.address = t.account WHERE t.target = ?
        """
      for (old, new) in renames {
        try connection.statement(sql).each(.text(old.text)) { row in
          let account = Address(canonical: row.text(0))
          let current = renames[account] ?? account
          let owned = FieldSet(rawValue: UInt16(truncatingIfNeeded: row.integer(1)))
          if owned.contains(field), batch.lists(current, wasListed: row.flag(2)) { return }
          references.append(
            Reference(table: table, account: account, current: current, old: old, new: new))
        }
      }
    }
    // All go before the first comes back, or a swap would catch its own.
    for reference in references {
      try write(
        "DELETE FROM \(reference.table) WHERE account = ? AND target = ?",
        .text(reference.account.text), .text(reference.old.text))
    }
    return references
  }
}

/// A target that follows a renamed account.
private struct Reference {
  var table: String
  /// The account that names it, as it is called before and after the run.
  var account: Address
  var current: Address
  var old: Address
  var new: Address

  func write(_ writer: SQLDirectoryWriter<some SQLConnection>) throws(StoreError) {
    try writer.write(
      "INSERT INTO \(table) (account, target) VALUES (?, ?) ON CONFLICT DO NOTHING",
      .text(current.text), .text(new.text))
  }
}
