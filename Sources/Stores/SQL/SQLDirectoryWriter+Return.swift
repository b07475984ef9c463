import MailModel

extension SQLDirectoryWriter {
  /// Makes an account of an item of the trash; no mail is taken for it until its own is there.
  func insert(_ returning: ReturningAccount) throws(StoreError) {
    let (item, name) = (returning.item, returning.name)
    let isHeld = try connection.statement(
      "SELECT 1 FROM trash WHERE name = ? AND run = ? AND id = ?"
    )
    .first(.text(item.name.text), .number(item.run), .text(item.id)) { _ in true }
    guard isHeld == true else { throw .conflict("\(item.label) is not in the trash") }
    try write("INSERT INTO given_id (id) VALUES (?) ON CONFLICT DO NOTHING", .text(item.id))
    try insert(
      LiveAccount(
        address: name, id: item.id, home: item.home, values: item.values, ownedFields: [],
        marks: []))
    for alias in item.values.aliases {
      try dropStray(alias.text)
      try write(
        "INSERT INTO address (address, alias_of) VALUES (?, ?) ON CONFLICT DO NOTHING",
        .text(alias.text), .text(name.text))
    }
    if name != item.name {
      try write(
        "INSERT INTO former_name (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING", .text(item.id),
        .text(item.name.text))
    }
    try write("UPDATE account SET is_leaving = 1 WHERE id = ?", .text(item.id))
  }

  /// Takes back what `insert` made, for accounts that did not come back.
  ///
  /// `condition` chooses among the accounts for which no mail is taken yet.
  func dropReturning(_ condition: String, _ value: SQLValue) throws(StoreError) {
    // One that came back under another name is called as before in the trash.
    try write(
      """
      DELETE FROM former_name WHERE id IN
          (SELECT id FROM account WHERE is_leaving = 1 AND \(condition))
        AND name IN (SELECT name FROM trash WHERE trash.id = former_name.id)
      """, value)
    try write("DELETE FROM account WHERE is_leaving = 1 AND \(condition)", value)
  }
}
