extension Migration {
  /// Where Postfix sends mail without regard to its sender.
  static let routeViews = #"""
    -- More than Postfix takes for an address (`virtual_alias_address_length_limit`), for a name that is
    -- changing hands: what comes to the name by a group, a forward or from within the host waits with its
    -- sender too (451), since once in the queue it would reach whoever has the name then. Only a text
    -- among texts leaves SQLite the way by the key.
    CREATE VIEW mail_shut AS
    SELECT address,
      CAST(replace(hex(zeroblob(150)), '0', 'held') || '@held.invalid' AS TEXT) AS target
    FROM held_address WHERE until > unixepoch();

    -- Where mail goes instead of, or beside, the mailbox of an address; no row for a mailbox alone.
    CREATE VIEW mail_route AS
    SELECT address, alias_of AS target FROM address WHERE alias_of IS NOT NULL
    UNION ALL
    SELECT g.address, a.address FROM mail_group g JOIN account a ON a.mail_group = g.name
    WHERE g.address IS NOT NULL AND a.is_leaving = 0
    UNION ALL
    SELECT f.account, f.target FROM forward_target f JOIN account a ON a.address = f.account
    WHERE a.forward_enabled = 1 AND a.is_leaving = 0
      AND NOT EXISTS (SELECT 1 FROM mail_stop h WHERE h.address = f.target_name)
    UNION ALL
    -- Its own mailbox too: for the copy, or for the script that knows the sender.
    SELECT a.address, a.address FROM account a
    WHERE a.forward_enabled = 1 AND a.is_leaving = 0
      AND EXISTS (SELECT 1 FROM forward_target f WHERE f.account = a.address)
      AND (a.forward_keeps = 1
        OR EXISTS (SELECT 1 FROM assistant_target s WHERE s.account = a.address))
    UNION ALL
    -- A name that is changing hands leads nowhere, and neither does what leads there by one step:
    -- Postfix asks for one step after the other, and between two of its questions the name may have
    -- changed hands and be open again.
    SELECT address, target FROM mail_shut
    UNION ALL
    SELECT d.address, h.target FROM address d JOIN mail_shut h ON h.address = d.alias_of
    UNION ALL
    SELECT g.address, h.target FROM mail_group g JOIN account a ON a.mail_group = g.name
    JOIN mail_shut h ON h.address = a.address WHERE g.address IS NOT NULL
    UNION ALL
    SELECT f.account, h.target FROM forward_target f
    JOIN account a ON a.address = f.account AND a.forward_enabled = 1
    JOIN mail_shut h ON h.address = f.target_name;
    """#
}
