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
    for change in batch.changes {
      switch change.kind {
      case .account:
        for alias in change.claimedAliases { try claimAlias(alias, of: change.address) }
      case .group where change.action == .remove: continue
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
  /// Whoever stands on a name that another one is to take moves first, and of a circle one steps
  /// aside: each move of a row takes along all that refers to it.
  func renameAccounts(_ batch: RunBatch) throws(StoreError) {
    let renames = batch.renames
    guard !renames.isEmpty else { return }
    var waiting = renames
    for change in batch.accounts(.rename) {
      var line: [Address] = []
      var next = change.formerAddress
      while let new = waiting.removeValue(forKey: next) {
        line.append(next)
        next = new
      }
      guard let first = line.first else { continue }
      let isCircle = next == first
      if isCircle { try rename(first.text, to: Self.aside(first)) }
      for (old, new) in zip(line, line.dropFirst() + [next]).reversed() {
        try rename(isCircle && old == first ? Self.aside(old) : old.text, to: new.text)
      }
    }
    for change in batch.accounts(.rename) {
      let old = change.formerAddress
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
