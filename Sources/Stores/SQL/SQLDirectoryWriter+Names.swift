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

  func hold(_ names: Set<Address>, until time: Int64) throws(StoreError) {
    try effect { () throws(StoreError) in
      try releaseHeldNames()
      for name in names {
        try write(
          "INSERT INTO held_address (address, until) VALUES (?, ?)", .text(name.text),
          .integer(time))
      }
    }
  }

  func releaseHeldNames() throws(StoreError) { try write("DELETE FROM held_address") }

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
    for (old, new) in renames { try keep(old.text, as: new.text) }
  }

  /// Lets mail that is queued for a former name reach its account, where nobody else took the name.
  private func keep(_ former: String, as name: String) throws(StoreError) {
    try write(
      """
      INSERT INTO former_address (address, account)
      SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM address WHERE address = ?1)
      """,
      .text(former), .text(name))
  }

  /// No account can have such a name.
  private static func aside(_ name: Address) -> String { "*\(name)" }

  private func rename(_ old: String, to new: String) throws(StoreError) {
    try claiming(new) { () throws(StoreError) in
      try write("UPDATE account SET address = ? WHERE address = ?", .text(new), .text(old))
    }
  }
}
