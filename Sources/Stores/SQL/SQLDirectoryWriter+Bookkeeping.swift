import MailModel

extension SQLDirectoryWriter {
  func unlock(_ accounts: [Address], at time: Int64) throws(StoreError) -> [Address] {
    try connection.writing { () throws(StoreError) in
      var locked: [Address] = []
      for account in accounts {
        let until = try connection.statement(
          "SELECT coalesce(locked_until, 0) FROM account WHERE address = ?"
        ).first(.text(account.text)) { $0.integer(0) }
        guard let until else { throw .conflict("account \(account) is gone") }
        if until > time { locked.append(account) }
        try write(
          """
          UPDATE account SET failed_logins = 0, first_failed = NULL, locked_until = NULL
          WHERE address = ? AND (failed_logins <> 0 OR locked_until IS NOT NULL)
          """, .text(account.text))
      }
      return locked
    }
  }

  /// Writes what differs and nothing else, so that equal bookkeeping leaves no trace.
  func note(_ appliedState: AppliedState) throws(StoreError) {
    let applied = appliedState.lastApplied
    try note("hold", String(applied.hold.seconds))
    try note(
      "protected",
      applied.protected.isEmpty ? nil : applied.protected.map(\.text).joined(separator: "\n"))
    try note("policy", applied.policy)
    try note("domain", applied.domain)
    try note("lockout-failures", String(applied.lockout.failures))
    try note("lockout-within", String(applied.lockout.within.seconds))
    try note("lockout-for", String(applied.lockout.lasts.seconds))
    var known: [String: Int64] = [:]
    for source in try reader.sources() { known[source.path] = source.id }
    for (account, path) in appliedState.accountSources {
      let source = try id(of: path, &known)
      try write(
        "UPDATE account SET source = ? WHERE address = ? AND source IS NOT ?", source,
        .text(account.text), source)
    }
    for (group, path) in appliedState.groupSources {
      let source = try id(of: path, &known)
      try write(
        "UPDATE mail_group SET source = ? WHERE name = ? AND source IS NOT ?", source,
        .text(group), source)
    }
  }

  private func note(_ name: String, _ value: String?) throws(StoreError) {
    guard let value else {
      try write("DELETE FROM setting WHERE name = ?", .text(name))
      return
    }
    try write(
      """
      INSERT INTO setting (name, value) VALUES (?, ?)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value
      """,
      .text(name), .text(value))
  }

  private func id(of path: String?, _ known: inout [String: Int64]) throws(StoreError) -> SQLValue {
    guard let path else { return .null }
    if let id = known[path] { return .integer(id) }
    let id =
      try connection.statement("INSERT INTO source (path) VALUES (?) RETURNING id")
      .first(.text(path)) { $0.integer(0) } ?? 0
    known[path] = id
    return .integer(id)
  }
}
