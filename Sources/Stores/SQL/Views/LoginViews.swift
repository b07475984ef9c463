extension Migration {
  /// Who may log in, and who may send as whom.
  static let loginViews = #"""
    -- Who may log in, with a hash, and to what; a lockout is for the asker to see.
    CREATE VIEW mail_login AS
    SELECT a.address, a.password, a.failed_logins, coalesce(a.locked_until, 0) AS locked_until,
      a.services & 1 <> 0 AS imap, a.services & 2 <> 0 AS pop3, a.services & 4 <> 0 AS submission
    FROM account a LEFT JOIN mail_group g ON g.name = a.mail_group
    WHERE a.is_enabled = 1 AND a.is_leaving = 0 AND a.password IS NOT NULL AND a.services > 0
      AND coalesce(g.is_enabled, 1) = 1;

    -- Which account may send as an address, also in a session that was opened when it still could
    -- log in.
    CREATE VIEW mail_sender AS
    SELECT address, address AS account FROM mail_login WHERE submission
    UNION ALL
    SELECT d.address, d.alias_of FROM address d JOIN mail_login l ON l.address = d.alias_of
    WHERE l.submission;
    """#
}
