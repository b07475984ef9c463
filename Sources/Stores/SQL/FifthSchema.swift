extension Migration {
  /// Schema 5: what the trash keeps of an account says the version of its layout, and has room for
  /// 32 fields.
  ///
  /// Before, an image began with a mask of 16 bits (`MailModel/KeptImage.swift`).
  static let fifthSchema = Migration(
    number: 5,
    sqlite: "UPDATE trash SET image = \(widened);",
    preview: """
      CREATE TEMP VIEW trash AS
      SELECT name, run, id, home, inbox, messages, bytes, newest, reason, removed, held_until,
        \(widened) AS image
      FROM main.trash;
      """)

  private static let widened =
    "CAST(x'02' || substr(image, 1, 2) || x'0000' || substr(image, 3) AS BLOB)"
}
