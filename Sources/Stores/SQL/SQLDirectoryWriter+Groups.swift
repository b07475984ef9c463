import MailModel

extension SQLDirectoryWriter {
  /// Adds, edits and adopts groups; addresses are claimed later.
  func writeGroups(_ batch: RunBatch) throws(StoreError) {
    for change in batch.groups(.add) {
      try claiming("group \(change.name)") { () throws(StoreError) in
        try write("INSERT INTO mail_group (name) VALUES (?)", .text(change.name))
      }
      try setValues(change)
    }
    for change in batch.groups(.edit, .rename, .adopt) { try setValues(change) }
  }

  /// Gives every renamed group its new name, keeps the old one among its former names, and takes
  /// the members along.
  ///
  /// A group that stands on a name another one is to take steps aside first, as accounts do.
  func renameGroups(_ batch: RunBatch) throws(StoreError) {
    let renames = batch.groupRenames
    guard !renames.isEmpty else { return }
    let wanted = Set(renames.values)
    for old in renames.keys where wanted.contains(old) {
      try renameGroup(old, to: Self.aside(old))
    }
    for (old, new) in renames {
      try renameGroup(wanted.contains(old) ? Self.aside(old) : old, to: new)
      try write(
        "INSERT INTO former_group_name (group_name, name) VALUES (?, ?) ON CONFLICT DO NOTHING",
        .text(new), .text(old))
    }
    try moveMembers(renames)
  }

  /// No group can have such a name.
  private static func aside(_ name: String) -> String { "*\(name)" }

  private func renameGroup(_ old: String, to new: String) throws(StoreError) {
    try claiming("group \(new)") { () throws(StoreError) in
      try write("UPDATE mail_group SET name = ? WHERE name = ?", .text(new), .text(old))
    }
  }

  /// All at once: in a chain, who has moved must not move again.
  private func moveMembers(_ renames: [String: String]) throws(StoreError) {
    let pairs = renames.sorted { $0.key.bytesPrecede($1.key) }
    let rows = Array(repeating: "(?, ?)", count: pairs.count).joined(separator: ", ")
    try write(
      """
      WITH moved (old_name, new_name) AS (VALUES \(rows))
      UPDATE account SET mail_group = (
        SELECT new_name FROM moved WHERE old_name = account.mail_group)
      WHERE mail_group IN (SELECT old_name FROM moved)
      """,
      all: pairs.flatMap { [.text($0.key), .text($0.value)] })
  }

  private func setValues(_ change: Change) throws(StoreError) {
    let values = change.after
    for field in change.fields where field.changesValue {
      // The address is claimed elsewhere.
      guard let column = field.field.traits.column else { continue }
      try write(
        "UPDATE mail_group SET \(column) = ? WHERE name = ?", SQLValue(values[field.field]),
        .text(change.name))
    }
    try write(
      "UPDATE mail_group SET owned_fields = ?, is_owned = coalesce(?, is_owned) WHERE name = ?",
      .number(Int(change.owned.rawValue)), .optional(change.ownsAfterwards.map { $0 ? 1 : 0 }),
      .text(change.name))
  }
}
