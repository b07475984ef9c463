extension Migration {
  /// Schema 2.
  ///
  /// A table that is made anew loses what refers to it, since foreign keys are on: columns are
  /// added, and a view is dropped and made from its text in `Views`.
  static let secondSchema = Migration(
    number: 2,
    sqlite: """
      -- Names that are changing hands, for which no mail is taken until then; gone when the run that
      -- holds them is over, and without force once their time is up. Seconds since 1970.
      CREATE TABLE held_address (
        address TEXT NOT NULL PRIMARY KEY,
        until INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      DROP VIEW mail_domain;
      DROP VIEW mail_login;
      DROP VIEW mail_user;
      DROP VIEW mail_home;
      DROP VIEW mail_hold;
      DROP VIEW mail_stop;
      DROP VIEW mail_route;
      DROP VIEW mail_sender;
      DROP VIEW mail_own_addresses;
      DROP VIEW mail_assistant;
      DROP VIEW mail_script;
      """ + "\n" + mailServerViews,
    preview: "CREATE TEMP TABLE held_address (address TEXT, until INTEGER);")

  /// What the mail server asks, a view for each question.
  ///
  /// Dovecot and Postfix name these views and a few columns in the settings that
  /// `rollbook server-config` prints, and nothing else of the store. Every view is answered by a
  /// key: an address in its condition reaches the tables' primary keys.
  private static let mailServerViews =
    [loginViews, addressViews, routeViews, scriptViews].joined(separator: "\n")
}
