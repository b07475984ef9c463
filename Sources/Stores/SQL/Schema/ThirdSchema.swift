extension Migration {
  /// Schema 3: the views `mail_route` and `mail_shut` fail for what leads to a held name.
  ///
  /// No table is another; a store of before is brought up to date for its views.
  static let thirdSchema = Migration(number: 3, sqlite: "")
}
