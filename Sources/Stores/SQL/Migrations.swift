extension Migration {
  /// What the mail server asks, a view for each question.
  ///
  /// Dovecot and Postfix name these views and a few columns in the settings that
  /// `rollbook server-config` prints, and nothing else of the store. Every view is answered by a
  /// key: an address in its condition reaches the tables' primary keys.
  fileprivate static let mailServerViews =
    [loginViews, addressViews, routeViews, scriptViews].joined(separator: "\n")
}

/// Tells a rollbook store from any other SQLite file: "RBok".
enum SchemaMark {
  static let applicationID: Int64 = 0x5242_6F6B
  static let newest = Migration.all.count
}

extension SQLiteConnection {
  /// Checks that this is a store and that its schema is known.
  ///
  /// - Returns: The schema's number.
  func checkedSchema() throws(StoreError) -> Int {
    guard try number(of: "PRAGMA application_id") == SchemaMark.applicationID else {
      throw .notAStore(name)
    }
    let found = Int(try number(of: "PRAGMA user_version"))
    guard found <= SchemaMark.newest else {
      throw .newerSchema(path: name, found: found, known: SchemaMark.newest)
    }
    return found
  }

  /// Brings the schema up to date, in one transaction.
  func migrate() throws(StoreError) {
    try writing { () throws(StoreError) in
      let found = Int(try number(of: "PRAGMA user_version"))
      for migration in Migration.all where migration.number > found {
        try script(migration.sqlite)
        try script("PRAGMA user_version = \(migration.number)")
      }
      if found < SchemaMark.newest { try makeViewsAnew() }
    }
  }

  private func makeViewsAnew() throws(StoreError) {
    var names: [String] = []
    try statement("SELECT name FROM sqlite_schema WHERE type = 'view'").each {
      names.append($0.text(0))
    }
    for name in names {
      try script("DROP VIEW \"\(name.split(separator: "\"").joined(separator: "\"\""))\"")
    }
    try script(Migration.mailServerViews)
  }

  /// Shows this connection a store of schema `found` as the migrations will make it.
  func preview(from found: Int) throws(StoreError) {
    try script("PRAGMA temp_store = MEMORY")
    for migration in Migration.all where migration.number > found { try script(migration.preview) }
  }

  /// Makes an empty database a store with an identity of its own.
  func makeStore(id: String) throws(StoreError) {
    try script("PRAGMA journal_mode = WAL")
    try script("PRAGMA application_id = \(SchemaMark.applicationID)")
    try migrate()
    try writing { () throws(StoreError) in
      _ = try statement("INSERT INTO setting (name, value) VALUES ('store-id', ?)").run(.text(id))
    }
  }

  private func number(of pragma: String) throws(StoreError) -> Int64 {
    try statement(pragma).first { $0.integer(0) } ?? 0
  }
}
