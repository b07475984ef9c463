-- The tables of a SQLite store of schema 5; written by `make goldens`.
CREATE TABLE setting (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE source (
  id INTEGER NOT NULL PRIMARY KEY,
  path TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE given_id (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 8)
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
  address TEXT NOT NULL PRIMARY KEY,
  id TEXT NOT NULL UNIQUE REFERENCES given_id (id),
  home TEXT NOT NULL UNIQUE,
  is_leaving INTEGER NOT NULL DEFAULT 0 CHECK (is_leaving IN (0, 1)),
  is_owned INTEGER NOT NULL DEFAULT 0 CHECK (is_owned IN (0, 1)),
  -- One bit for each field that rollbook manages.
  owned_fields INTEGER NOT NULL DEFAULT 0,
  source INTEGER REFERENCES source (id),
  name TEXT NOT NULL DEFAULT '',
  mail_group TEXT,
  is_admin INTEGER NOT NULL DEFAULT 0 CHECK (is_admin IN (0, 1)),
  is_enabled INTEGER NOT NULL DEFAULT 1 CHECK (is_enabled IN (0, 1)),
  comment TEXT NOT NULL DEFAULT '',
  -- Bytes; 0 is unlimited.
  quota INTEGER NOT NULL DEFAULT 0 CHECK (quota >= 0),
  password TEXT,
  is_protected INTEGER NOT NULL DEFAULT 0 CHECK (is_protected IN (0, 1)),
  -- These three count only where the account has targets.
  assistant_only INTEGER NOT NULL DEFAULT 0 CHECK (assistant_only IN (0, 1)),
  forward_keeps INTEGER NOT NULL DEFAULT 1 CHECK (forward_keeps IN (0, 1)),
  forward_enabled INTEGER NOT NULL DEFAULT 1 CHECK (forward_enabled IN (0, 1)),
  -- Written by the mail server.
  failed_logins INTEGER NOT NULL DEFAULT 0,
  first_failed INTEGER,
  locked_until INTEGER,
  last_login INTEGER
, services INTEGER NOT NULL DEFAULT 7
  CHECK (services BETWEEN 0 AND 7)) STRICT, WITHOUT ROWID;

CREATE INDEX account_leaving ON account (address) WHERE is_leaving = 1;

CREATE TABLE mail_group (
  name TEXT NOT NULL PRIMARY KEY,
  is_owned INTEGER NOT NULL DEFAULT 0 CHECK (is_owned IN (0, 1)),
  owned_fields INTEGER NOT NULL DEFAULT 0,
  source INTEGER REFERENCES source (id),
  comment TEXT NOT NULL DEFAULT '',
  is_enabled INTEGER NOT NULL DEFAULT 1 CHECK (is_enabled IN (0, 1)),
  address TEXT UNIQUE
) STRICT, WITHOUT ROWID;

CREATE TABLE former_group_name (
  group_name TEXT NOT NULL REFERENCES mail_group (name) ON UPDATE CASCADE ON DELETE CASCADE,
  name TEXT NOT NULL,
  PRIMARY KEY (group_name, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE address (
  address TEXT NOT NULL PRIMARY KEY,
  -- NULL for an account's own name and for a group's address.
  alias_of TEXT REFERENCES account (address) ON UPDATE CASCADE ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX alias_by_account ON address (alias_of, address) WHERE alias_of IS NOT NULL;

CREATE TRIGGER account_takes_address AFTER INSERT ON account BEGIN
  INSERT INTO address (address) VALUES (NEW.address);
END;

CREATE TRIGGER account_moves_address AFTER UPDATE OF address ON account BEGIN
  UPDATE address SET address = NEW.address WHERE address = OLD.address;
END;

CREATE TRIGGER account_frees_address AFTER DELETE ON account BEGIN
  DELETE FROM address WHERE address = OLD.address;
END;

CREATE TRIGGER group_takes_address AFTER INSERT ON mail_group
WHEN NEW.address IS NOT NULL BEGIN
  INSERT INTO address (address) VALUES (NEW.address);
END;

CREATE TRIGGER group_moves_address AFTER UPDATE OF address ON mail_group
WHEN NEW.address IS NOT OLD.address BEGIN
  DELETE FROM address WHERE address = OLD.address;
  INSERT INTO address (address) SELECT NEW.address WHERE NEW.address IS NOT NULL;
END;

CREATE TRIGGER group_frees_address AFTER DELETE ON mail_group BEGIN
  DELETE FROM address WHERE address = OLD.address;
END;

CREATE TABLE forward_target (
  account TEXT NOT NULL REFERENCES account (address) ON UPDATE CASCADE ON DELETE CASCADE,
  target TEXT NOT NULL,
  -- The target without the `+` of a sub-address and what follows it.
  target_name TEXT NOT NULL GENERATED ALWAYS AS (
    CASE WHEN instr(target, '+') = 0 THEN target
    ELSE substr(target, 1, instr(target, '+') - 1) || substr(target, instr(target, '@'))
    END) STORED,
  PRIMARY KEY (account, target)
) STRICT, WITHOUT ROWID;

CREATE INDEX forward_by_target ON forward_target (target);

CREATE TABLE assistant_target (
  account TEXT NOT NULL REFERENCES account (address) ON UPDATE CASCADE ON DELETE CASCADE,
  target TEXT NOT NULL,
  target_name TEXT NOT NULL GENERATED ALWAYS AS (
    CASE WHEN instr(target, '+') = 0 THEN target
    ELSE substr(target, 1, instr(target, '+') - 1) || substr(target, instr(target, '@'))
    END) STORED,
  PRIMARY KEY (account, target)
) STRICT, WITHOUT ROWID;

CREATE INDEX assistant_by_target ON assistant_target (target_name);

CREATE TABLE autoresponder (
  account TEXT NOT NULL PRIMARY KEY
    REFERENCES account (address) ON UPDATE CASCADE ON DELETE CASCADE,
  subject TEXT NOT NULL,
  message TEXT NOT NULL,
  -- Days as YYYY-MM-DD, both inclusive.
  from_day TEXT,
  until_day TEXT,
  -- Seconds.
  every INTEGER NOT NULL,
  keeps_original INTEGER NOT NULL CHECK (keeps_original IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE former_name (
  id TEXT NOT NULL REFERENCES given_id (id),
  name TEXT NOT NULL,
  PRIMARY KEY (id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE spent_leaver (
  account TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  PRIMARY KEY (account, fingerprint)
) STRICT, WITHOUT ROWID;

CREATE TABLE run (
  number INTEGER NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  operator TEXT NOT NULL,
  host TEXT NOT NULL,
  pid INTEGER NOT NULL,
  started INTEGER NOT NULL,
  finished INTEGER,
  outcome TEXT NOT NULL DEFAULT 'unfinished',
  manifest_digest TEXT NOT NULL,
  commit_id TEXT,
  is_dirty INTEGER NOT NULL,
  owned_before INTEGER NOT NULL,
  -- The run that this one takes back.
  undoes INTEGER REFERENCES run (number),
  -- Digest of the saved plan that was carried out.
  saved_plan TEXT,
  -- One a line.
  allowances TEXT NOT NULL,
  -- Numbers by action, with spaces between them.
  counts TEXT NOT NULL,
  changes TEXT,
  findings TEXT,
  -- What the run made of the lockout; NULL where it left it.
  lockout TEXT
) STRICT;

CREATE INDEX run_started ON run (started);

CREATE INDEX run_unfinished ON run (number) WHERE outcome = 'unfinished';

CREATE TABLE spent_approval (
  run INTEGER NOT NULL REFERENCES run (number),
  -- Digest of its text: what tells it from one that was written anew.
  fingerprint TEXT NOT NULL,
  guard TEXT NOT NULL,
  -- The figure or the name that was approved.
  value TEXT NOT NULL,
  -- YYYY-MM-DD.
  until_day TEXT,
  plan TEXT,
  given_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (run, fingerprint)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_step (
  run INTEGER NOT NULL REFERENCES run (number),
  number INTEGER NOT NULL,
  account TEXT NOT NULL,
  id TEXT NOT NULL,
  home TEXT NOT NULL,
  reason TEXT,
  leaver TEXT,
  held_until INTEGER NOT NULL,
  inbox INTEGER NOT NULL,
  messages INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  newest INTEGER,
  state TEXT NOT NULL,
  -- What was done: 'removal', 'restore' or 'erasure'; NULL before.
  effect TEXT,
  -- 1 when the account of a removal came back from the trash.
  is_undone INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE trash (
  name TEXT NOT NULL,
  run INTEGER NOT NULL REFERENCES run (number),
  id TEXT NOT NULL REFERENCES given_id (id),
  home TEXT NOT NULL,
  inbox INTEGER NOT NULL,
  messages INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  newest INTEGER,
  reason TEXT,
  removed INTEGER NOT NULL,
  held_until INTEGER NOT NULL,
  -- All values of the account, password included, as an image of its fields.
  image BLOB NOT NULL,
  PRIMARY KEY (name, run)
) STRICT, WITHOUT ROWID;

CREATE TABLE former_password (
  run INTEGER NOT NULL REFERENCES run (number),
  id TEXT NOT NULL REFERENCES given_id (id),
  -- NULL for no password.
  before TEXT,
  after TEXT,
  held_until INTEGER NOT NULL,
  PRIMARY KEY (run, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_lock (
  one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  id TEXT NOT NULL,
  host TEXT NOT NULL,
  pid INTEGER NOT NULL,
  operator TEXT NOT NULL,
  started INTEGER NOT NULL
) STRICT;

CREATE INDEX address_by_domain ON address (substr(address, instr(address, '@') + 1));

CREATE INDEX account_by_group ON account (mail_group) WHERE mail_group IS NOT NULL;

CREATE INDEX account_leaving_by_group ON account (mail_group) WHERE is_leaving = 1;

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

CREATE TABLE mail_last_login (
  account TEXT NOT NULL PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER login_is_noted AFTER INSERT ON mail_last_login BEGIN
  UPDATE account SET last_login = NEW.at WHERE address = NEW.account;
  DELETE FROM mail_last_login WHERE account = NEW.account;
END;

CREATE TABLE held_address (
  address TEXT NOT NULL PRIMARY KEY,
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE VIEW mail_login AS
SELECT a.address, a.password, a.failed_logins, coalesce(a.locked_until, 0) AS locked_until,
  a.services & 1 <> 0 AS imap, a.services & 2 <> 0 AS pop3, a.services & 4 <> 0 AS submission
FROM account a LEFT JOIN mail_group g ON g.name = a.mail_group
WHERE a.is_enabled = 1 AND a.is_leaving = 0 AND a.password IS NOT NULL AND a.services > 0
  AND coalesce(g.is_enabled, 1) = 1;

CREATE VIEW mail_sender AS
SELECT address, address AS account FROM mail_login WHERE submission
UNION ALL
SELECT d.address, d.alias_of FROM address d JOIN mail_login l ON l.address = d.alias_of
WHERE l.submission;

CREATE VIEW mail_domain AS
SELECT substr(address, instr(address, '@') + 1) AS domain FROM address;

CREATE VIEW mail_user AS SELECT address FROM account;

CREATE VIEW mail_home AS
SELECT address, address AS account, home, '*:bytes=' || quota AS quota_rule FROM account
UNION ALL
SELECT d.address, a.address, a.home, '*:bytes=' || a.quota
FROM address d JOIN account a ON a.address = d.alias_of
UNION ALL
SELECT f.address, a.address, a.home, '*:bytes=' || a.quota
FROM former_address f JOIN account a ON a.address = f.account;

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

CREATE VIEW mail_hold AS
SELECT address FROM mail_leaving
UNION ALL
SELECT address FROM held_address WHERE until > unixepoch()
UNION ALL
SELECT d.address FROM address d JOIN held_address h ON h.address = d.alias_of
WHERE h.until > unixepoch();

CREATE VIEW mail_stop AS
SELECT address FROM mail_leaving
UNION ALL
SELECT g.address FROM mail_group g
WHERE g.address IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM account a WHERE a.mail_group = g.name);

CREATE VIEW mail_shut AS
SELECT address,
  CAST(replace(hex(zeroblob(150)), '0', 'held') || '@held.invalid' AS TEXT) AS target
FROM held_address WHERE until > unixepoch();

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

CREATE VIEW mail_assistant AS
SELECT s.account, a.address AS assistant
FROM assistant_target s JOIN account a ON a.address = s.target_name
UNION ALL
SELECT s.account, d.alias_of FROM assistant_target s JOIN address d ON d.address = s.target_name
WHERE d.alias_of IS NOT NULL
UNION ALL
SELECT s.account, a.address FROM assistant_target s
JOIN mail_group g ON g.address = s.target_name JOIN account a ON a.mail_group = g.name;

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
