extension Migration {
  /// Schema 3: `mail_route` and `mail_shut` as their text in `Views` has it now.
  ///
  /// A store that schema 2 was made in has the text of then; a new one gets the same text twice.
  static let thirdSchema = Migration(
    number: 3,
    sqlite: "DROP VIEW mail_route; DROP VIEW IF EXISTS mail_shut;\n" + routeViews)
}
