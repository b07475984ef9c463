extension Migration {
  /// Schema 2.
  ///
  /// A table that is made anew loses what refers to it, since foreign keys are on: columns are
  /// added.
  static let secondSchema = Migration(
    number: 2,
    sqlite: """
      -- Names that are changing hands, for which no mail is taken until then; gone when the run that
      -- holds them is over, and without force once their time is up. Seconds since 1970.
      CREATE TABLE held_address (
        address TEXT NOT NULL PRIMARY KEY,
        until INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      """,
    preview: "CREATE TEMP TABLE held_address (address TEXT, until INTEGER);")
}
