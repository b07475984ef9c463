extension Migration {
  /// What schema 1 told the mail server, with the tables it needs; the views of today are in
  /// `Views`.
  static let firstMailServerSchema = #"""
    -- Which domains there is mail for.
    CREATE INDEX address_by_domain ON address (substr(address, instr(address, '@') + 1));

    CREATE VIEW mail_domain AS
    SELECT substr(address, instr(address, '@') + 1) AS domain FROM address;

    CREATE INDEX account_by_group ON account (mail_group) WHERE mail_group IS NOT NULL;
    CREATE INDEX account_leaving_by_group ON account (mail_group) WHERE is_leaving = 1;

    -- Who may log in, with a hash; a lockout is for the asker to see.
    CREATE VIEW mail_login AS
    SELECT a.address, a.password, a.failed_logins, coalesce(a.locked_until, 0) AS locked_until
    FROM account a LEFT JOIN mail_group g ON g.name = a.mail_group
    WHERE a.is_enabled = 1 AND a.is_leaving = 0 AND a.password IS NOT NULL
      AND coalesce(g.is_enabled, 1) = 1;

    -- Which addresses have a mailbox. One that is leaving still gets what is queued already.
    CREATE VIEW mail_user AS SELECT address FROM account;

    -- What an account was called before, until somebody has that name again.
    CREATE TABLE former_address (
      address TEXT NOT NULL PRIMARY KEY,
      account TEXT NOT NULL REFERENCES account (address) ON UPDATE CASCADE ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX former_address_by_account ON former_address (account);

    CREATE TRIGGER taken_address_is_former_no_more AFTER INSERT ON address BEGIN
      DELETE FROM former_address WHERE address = NEW.address;
    END;
    CREATE TRIGGER moved_address_is_former_no_more AFTER UPDATE OF address ON address BEGIN
      DELETE FROM former_address WHERE address = NEW.address;
    END;

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

    -- Which mail is deferred: to the name and the aliases of each account that is leaving.
    CREATE VIEW mail_hold AS
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

    -- Where no mail is sent on to: it would only wait, or come back.
    CREATE VIEW mail_stop AS
    SELECT address FROM mail_hold
    UNION ALL
    SELECT g.address FROM mail_group g
    WHERE g.address IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM account a WHERE a.mail_group = g.name);

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
        OR EXISTS (SELECT 1 FROM assistant_target s WHERE s.account = a.address));

    -- Which account may send as an address.
    CREATE VIEW mail_sender AS
    SELECT address, address AS account FROM account
    UNION ALL
    SELECT address, alias_of FROM address WHERE alias_of IS NOT NULL;

    -- Written by the mail server at each login; the row is gone as soon as it is noted.
    CREATE TABLE mail_last_login (
      account TEXT NOT NULL PRIMARY KEY,
      at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TRIGGER login_is_noted AFTER INSERT ON mail_last_login BEGIN
      UPDATE account SET last_login = NEW.at WHERE address = NEW.account;
      DELETE FROM mail_last_login WHERE account = NEW.account;
    END;

    -- An account's name and aliases, quoted as Sieve strings; as patterns with their sub-addresses.
    CREATE VIEW mail_own_addresses AS
    SELECT a.address AS account,
      (SELECT group_concat('"' || address || '"', ', ') FROM (
        SELECT d.address FROM address d WHERE d.address = a.address OR d.alias_of = a.address
        ORDER BY d.alias_of IS NOT NULL, d.address)) AS list,
      (SELECT group_concat('"' || address || '", "' || replace(address, '@', '+*@') || '"', ', ')
        FROM (SELECT d.address FROM address d WHERE d.address = a.address OR d.alias_of = a.address
          ORDER BY d.alias_of IS NOT NULL, d.address)) AS patterns
    FROM account a;

    -- Which accounts are an account's assistants, whether it names them, an alias, or their group.
    CREATE VIEW mail_assistant AS
    SELECT s.account, a.address AS assistant
    FROM assistant_target s JOIN account a ON a.address = s.target_name
    UNION ALL
    SELECT s.account, d.alias_of FROM assistant_target s JOIN address d ON d.address = s.target_name
    WHERE d.alias_of IS NOT NULL
    UNION ALL
    SELECT s.account, a.address FROM assistant_target s
    JOIN mail_group g ON g.address = s.target_name JOIN account a ON a.mail_group = g.name;

    -- The assistant and the autoresponder as a Sieve script (RFC 5228, 3894, 5230, 6131, 7352).
    --
    -- Mail from an assistant, and a copy that came to an assistant, goes to no assistant; nor does
    -- a copy that came back. Pigeonhole notes on every redirected message who redirected it, in
    -- X-Sieve-Redirected-From. What it would not redirect, since it did so in this very second, is
    -- kept, not discarded. To ask for INBOX makes the mail home, in which it notes whom it
    -- answered, also where nothing is kept. One does not answer oneself, so that is kept as well.
    CREATE VIEW mail_script AS
    SELECT a.address, 'rollbook' AS name, a.address AS id,
      'require ["copy", "date", "duplicate", "envelope", "mailbox", "relational",'
      || ' "vacation-seconds"];' || char(10) || 'if mailboxexists "INBOX" {}' || char(10)
      || coalesce(
        'if not anyof (envelope :matches "from" ['
        || (SELECT group_concat(
          (SELECT patterns FROM mail_own_addresses WHERE account = assistant), ', ') FROM (
          SELECT assistant FROM mail_assistant WHERE account = a.address
          ORDER BY assistant))
        || '], header :matches "X-Sieve-Redirected-From" ['
        || (SELECT group_concat('"' || account || '", "' || replace(account, '@', '+*@') || '"',
          ', ') FROM (
          SELECT a.address AS account
          UNION SELECT m.account FROM mail_assistant m WHERE m.assistant = a.address
          ORDER BY account))
        || ']'
        || CASE a.assistant_only WHEN 1 THEN ', duplicate :handle "assistant" :seconds 2'
          ELSE '' END
        || ') {' || char(10)
        || (SELECT group_concat('  redirect :copy "' || target || '";', char(10)) FROM (
          SELECT s.target FROM assistant_target s WHERE s.account = a.address
            AND NOT EXISTS (SELECT 1 FROM mail_stop h WHERE h.address = s.target_name)
          ORDER BY s.target))
        || CASE a.assistant_only WHEN 1 THEN char(10) || '  discard;' || char(10) || '  stop;'
          ELSE '' END
        || char(10) || '}' || char(10), '')
      || CASE
        -- As long as mail really goes on: a target that is leaving takes none.
        WHEN a.forward_enabled = 1 AND a.forward_keeps = 0
          AND EXISTS (SELECT 1 FROM forward_target f WHERE f.account = a.address
            AND NOT EXISTS (SELECT 1 FROM mail_stop h WHERE h.address = f.target_name))
          THEN 'discard;' || char(10) || 'stop;' || char(10)
        WHEN r.account IS NULL THEN ''
        ELSE 'if allof (not envelope :matches "from" ['
          || (SELECT patterns FROM mail_own_addresses WHERE account = a.address) || ']'
          || coalesce(', currentdate :value "ge" "date" "' || r.from_day || '"', '')
          || coalesce(', currentdate :value "le" "date" "' || r.until_day || '"', '')
          || ') {' || char(10)
          || '  vacation :seconds ' || r.every || ' :addresses ['
          || (SELECT list FROM mail_own_addresses WHERE account = a.address)
          || '] :subject "' || replace(replace(r.subject, '\', '\\'), '"', '\"')
          || '" "' || replace(replace(r.message, '\', '\\'), '"', '\"') || '";' || char(10)
          || CASE r.keeps_original WHEN 1 THEN '' ELSE
            -- Only what it may answer: a list's mail is not discarded unanswered.
            '  if allof (address :is ["to", "cc", "bcc", "resent-to", "resent-cc"] ['
            || (SELECT list FROM mail_own_addresses WHERE account = a.address)
            || '], not envelope :is "from" "", not envelope :matches "from" ["mailer-daemon@*",'
            || ' "listserv@*", "majordomo@*", "owner-*", "*-request*@*"],'
            || ' not anyof (exists "List-Id", exists "List-Help", exists "List-Post",'
            || ' exists "List-Subscribe", exists "List-Unsubscribe", exists "List-Owner",'
            || ' exists "List-Archive", exists "X-Auto-Response-Suppress",'
            || ' exists "Auto-Submitted"),'
            || ' not header :is "Precedence" ["bulk", "junk", "list"]) {'
            || char(10) || '    discard;' || char(10) || '    stop;' || char(10) || '  }' || char(10)
            END
          || '}' || char(10)
        END AS script
    FROM account a LEFT JOIN autoresponder r ON r.account = a.address
    WHERE a.is_leaving = 0
      AND (r.account IS NOT NULL
        OR EXISTS (SELECT 1 FROM assistant_target s WHERE s.account = a.address));
    """#
}
