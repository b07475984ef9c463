extension Migration {
  /// What Sieve does for an account: where the sender counts, for assistants and autoresponders.
  static let scriptViews = #"""
    -- An account's name and aliases, quoted as Sieve strings; their sub-addresses as patterns; and
    -- both as patterns.
    CREATE VIEW mail_own_addresses AS
    SELECT a.address AS account,
      (SELECT group_concat('"' || address || '"', ', ') FROM (
        SELECT d.address FROM address d WHERE d.address = a.address OR d.alias_of = a.address
        ORDER BY d.alias_of IS NOT NULL, d.address)) AS list,
      (SELECT group_concat('"' || replace(address, '@', '+*@') || '"', ', ') FROM (
        SELECT d.address FROM address d WHERE d.address = a.address OR d.alias_of = a.address
        ORDER BY d.alias_of IS NOT NULL, d.address)) AS tagged,
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

    -- The assistant and the autoresponder as a Sieve script (RFC 5228, 3894, 5229, 5230, 6131, 7352).
    --
    -- Mail from an assistant, and a copy that came to an assistant, goes to no assistant; nor does
    -- a copy that came back. Pigeonhole notes on every redirected message who redirected it, in
    -- X-Sieve-Redirected-From, which Postfix takes off whatever no script has sent. It marks what
    -- came from outside as well: there anybody can write the assistant's name as the sender.
    --
    -- Pigeonhole redirects no Message-ID twice to one address in one second: the second goes to a
    -- sub-address, which is the id that it was handed over by, or is kept where there is none.
    --
    -- One who is an assistant by the own group has kept what comes round by it. To ask for INBOX
    -- makes the mail home, in which it notes whom it answered, also where nothing is kept. One does
    -- not answer oneself, so that is kept as well. To whom mail with a sub-address was written, only
    -- the message knows once Postfix has found whose it is. What looks like a variable in a text is
    -- none.
    CREATE VIEW mail_script AS
    SELECT a.address, 'rollbook' AS name, a.address AS id,
      'require ["copy", "date", "duplicate", "envelope", "index", "mailbox",'
      || ' "relational", "vacation-seconds", "variables"];' || char(10)
      || 'set "dollar" "$";' || char(10)
      || 'if mailboxexists "INBOX" {}' || char(10)
      || CASE WHEN a.assistant_only = 0 AND EXISTS (SELECT 1 FROM assistant_target s
          JOIN mail_group g ON g.address = s.target_name
          WHERE s.account = a.address AND g.name = a.mail_group)
        THEN 'if header :matches "X-Sieve-Redirected-From" ["' || a.address || '", "'
          || replace(a.address, '@', '+*@') || '"] {' || char(10)
          || '  discard;' || char(10) || '  stop;' || char(10) || '}' || char(10)
        ELSE '' END
      || coalesce('set "id" "";' || char(10)
        || 'if header :index 1 :matches "received" "* with LMTP* id * (*" {' || char(10)
        || '  set :lower "id" "+${3}";' || char(10)
        || '  if string :matches "${id}" "*:*" { set "id" "${1}"; }' || char(10) || '}' || char(10)
        || 'if not anyof (allof (envelope :matches "from" ['
        || (SELECT group_concat(
          (SELECT patterns FROM mail_own_addresses WHERE account = assistant), ', ') FROM (
          SELECT assistant FROM mail_assistant WHERE account = a.address
          ORDER BY assistant))
        || '], not exists "X-Rollbook-Outside"), header :matches "X-Sieve-Redirected-From" ['
        || (SELECT group_concat('"' || account || '", "' || replace(account, '@', '+*@') || '"',
          ', ') FROM (
          SELECT a.address AS account
          UNION SELECT m.account FROM mail_assistant m WHERE m.assistant = a.address
          ORDER BY account))
        || '], allof (string :is "${id}" "", duplicate :handle "assistant" :seconds 2)) {'
        || char(10)
        || '  set "again" "";' || char(10)
        || '  if allof (not string :is "${id}" "", duplicate :handle "assistant" :seconds 2) {'
        || ' set "again" "${id}"; }' || char(10)
        || (SELECT group_concat('  redirect :copy "'
          || replace(replace(target, '${', '${dollar}{'), '@', '${again}@') || '";', char(10)) FROM (
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
        ELSE 'set "to" "' || a.address || '";' || char(10)
          || 'if address :matches ["to", "cc", "bcc", "resent-to", "resent-cc", "resent-bcc"] ['
          || (SELECT tagged FROM mail_own_addresses WHERE account = a.address)
          || '] { set "to" "${0}"; }' || char(10)
          || 'if allof (not envelope :matches "from" ['
          || (SELECT patterns FROM mail_own_addresses WHERE account = a.address) || ']'
          || coalesce(', currentdate :value "ge" "date" "' || r.from_day || '"', '')
          || coalesce(', currentdate :value "le" "date" "' || r.until_day || '"', '')
          || ') {' || char(10)
          || '  vacation :seconds ' || r.every || ' :addresses ['
          || (SELECT list FROM mail_own_addresses WHERE account = a.address)
          || ', "${to}"] :subject "'
          || replace(replace(replace(r.subject, '\', '\\'), '"', '\"'), '${', '${dollar}{')
          || '" "'
          || replace(replace(replace(r.message, '\', '\\'), '"', '\"'), '${', '${dollar}{')
          || '";' || char(10)
          || CASE r.keeps_original WHEN 1 THEN '' ELSE
            -- Only what it may answer: a list's mail is not discarded unanswered.
            '  if allof (address :matches'
            || ' ["to", "cc", "bcc", "resent-to", "resent-cc", "resent-bcc"] ['
            || (SELECT patterns FROM mail_own_addresses WHERE account = a.address)
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
