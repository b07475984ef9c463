extension Migration {
  /// Schema 1.
  ///
  /// Tables that are read whole and in order carry their sort key as primary key of a table
  /// without row ids, which makes that scan four to six times cheaper. Text has the BINARY
  /// collation, the order of bytes. Flags are 0 or 1, times seconds since 1970.
  static let firstSchema = Migration(
    number: 1,
    sqlite: """
      -- Names and values that belong to the store as a whole.
      CREATE TABLE setting (
        name TEXT NOT NULL PRIMARY KEY,
        value TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- Manifest files, as the last apply named them.
      CREATE TABLE source (
        id INTEGER NOT NULL PRIMARY KEY,
        path TEXT NOT NULL UNIQUE
      ) STRICT;

      -- Every account id there ever was: none is given twice.
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
      ) STRICT, WITHOUT ROWID;

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

      -- Names that a group had before.
      CREATE TABLE former_group_name (
        group_name TEXT NOT NULL REFERENCES mail_group (name) ON UPDATE CASCADE ON DELETE CASCADE,
        name TEXT NOT NULL,
        PRIMARY KEY (group_name, name)
      ) STRICT, WITHOUT ROWID;

      -- The one name space: account names, group addresses and aliases. The first two are kept
      -- here by the triggers below, so the primary key refuses every clash.
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

      -- Leaver entries that a run has carried out, by the account they removed.
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

      -- Approvals of the manifest that runs have used up.
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

      -- Passwords that runs changed, for an undo; gone once the hold is over.
      CREATE TABLE former_password (
        run INTEGER NOT NULL REFERENCES run (number),
        id TEXT NOT NULL REFERENCES given_id (id),
        -- NULL for no password.
        before TEXT,
        after TEXT,
        held_until INTEGER NOT NULL,
        PRIMARY KEY (run, id)
      ) STRICT, WITHOUT ROWID;

      -- The one run that may write; no row when there is none. It lives while it holds the lock file
      -- beside the database.
      CREATE TABLE run_lock (
        one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
        id TEXT NOT NULL,
        host TEXT NOT NULL,
        pid INTEGER NOT NULL,
        operator TEXT NOT NULL,
        started INTEGER NOT NULL
      ) STRICT;

      -- Which domains there is mail for.
      CREATE INDEX address_by_domain ON address (substr(address, instr(address, '@') + 1));

      CREATE INDEX account_by_group ON account (mail_group) WHERE mail_group IS NOT NULL;
      CREATE INDEX account_leaving_by_group ON account (mail_group) WHERE is_leaving = 1;

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

      -- Written by the mail server at each login; the row is gone as soon as it is noted.
      CREATE TABLE mail_last_login (
        account TEXT NOT NULL PRIMARY KEY,
        at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TRIGGER login_is_noted AFTER INSERT ON mail_last_login BEGIN
        UPDATE account SET last_login = NEW.at WHERE address = NEW.account;
        DELETE FROM mail_last_login WHERE account = NEW.account;
      END;
      """)
}
