import MailModel

extension SQLDirectoryWriter {
  /// Writes what differs and nothing else, so that equal bookkeeping leaves no trace.
  func note(_ bookkeeping: Bookkeeping) throws(StoreError) {
    let applied = bookkeeping.lastApplied
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
    for (account, path) in bookkeeping.accountSources {
      let source = try id(of: path, &known)
      try write(
        "UPDATE account SET source = ? WHERE address = ? AND source IS NOT ?", source,
        .text(account.text), source)
    }
    for (group, path) in bookkeeping.groupSources {
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
