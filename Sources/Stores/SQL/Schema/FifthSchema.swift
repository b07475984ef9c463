extension Migration {
  /// Schema 5: what an account may log in to; and what the trash keeps of an account says the version
  /// of its layout, and has room for 32 fields.
  ///
  /// Before, an image began with a mask of 16 bits (`MailModel/KeptImage.swift`).
  static let fifthSchema = Migration(
    number: 5,
    sqlite: """
      -- Bits of what the account may log in to: 1 IMAP, 2 POP3, 4 submission.
      ALTER TABLE account ADD COLUMN services INTEGER NOT NULL DEFAULT 7
        CHECK (services BETWEEN 0 AND 7);

      UPDATE trash SET image = \(widened);
      """,
    preview: """
      CREATE TEMP VIEW account AS SELECT *, 7 AS services FROM main.account;
      CREATE TEMP VIEW trash AS
      SELECT name, run, id, home, inbox, messages, bytes, newest, reason, removed, held_until,
        \(widened) AS image
      FROM main.trash;
      """)

  private static let widened =
    "CAST(x'02' || substr(image, 1, 2) || x'0000' || substr(image, 3) AS BLOB)"
}
