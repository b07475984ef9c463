extension Migration {
  /// Which addresses there are, where their mail lies, and which have to wait.
  static let addressViews = #"""
    CREATE VIEW mail_domain AS
    SELECT substr(address, instr(address, '@') + 1) AS domain FROM address;

    -- Which addresses have a mailbox. One that is leaving still gets what is queued already.
    CREATE VIEW mail_user AS SELECT address FROM account;

    -- Where mail that was accepted lies: it may have been queued for an account's former name,
    -- which is its alias by now, or nobody's.
    CREATE VIEW mail_home AS
    SELECT address, address AS account, home, '*:bytes=' || quota AS quota_rule FROM account
    UNION ALL
    SELECT d.address, a.address, a.home, '*:bytes=' || a.quota
    FROM address d JOIN account a ON a.address = d.alias_of
    UNION ALL
    SELECT f.address, a.address, a.home, '*:bytes=' || a.quota
    FROM former_address f JOIN account a ON a.address = f.account;

    -- The name and the aliases of each account that is leaving.
    CREATE VIEW mail_leaving AS
    SELECT address FROM account WHERE is_leaving = 1
    UNION ALL
    SELECT d.address FROM address d JOIN account a ON a.address = d.alias_of
    WHERE a.is_leaving = 1
    UNION ALL
    -- A group in which nobody else is left.
    SELECT g.address FROM mail_group g
    WHERE g.address IS NOT NULL
      AND EXISTS (SELECT 1 FROM account a WHERE a.mail_group = g.name AND a.is_leaving = 1)
      AND NOT EXISTS (SELECT 1 FROM account a WHERE a.mail_group = g.name AND a.is_leaving = 0);

    -- Which mail is deferred: to whom is leaving, and to a name that is changing hands.
    CREATE VIEW mail_hold AS
    SELECT address FROM mail_leaving
    UNION ALL
    SELECT address FROM held_address WHERE until > unixepoch()
    UNION ALL
    SELECT d.address FROM address d JOIN held_address h ON h.address = d.alias_of
    WHERE h.until > unixepoch();

    -- Where no mail is sent on to: it would only wait, or come back.
    CREATE VIEW mail_stop AS
    SELECT address FROM mail_leaving
    UNION ALL
    SELECT g.address FROM mail_group g
    WHERE g.address IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM account a WHERE a.mail_group = g.name);
    """#
}
