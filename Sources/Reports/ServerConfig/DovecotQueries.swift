/// What Dovecot asks the store, as the small files that `dovecot.conf` names.
struct DovecotQueries {
  let settings: ServerSettings

  var files: [SettingsFile] {
    [
      query("login", "Logins with nothing to note: the common case, which writes nothing.", login),
      query(
        "login-after-failures",
        "Logins after failures; a locked account is not found, its right password does not help.",
        loginAfterFailures),
      query(
        "login-failed",
        """
        Counts a failed login of an account that may log in, and locks it when the policy's figure
        # is reached; the first failure after a lock has run out is number 1 again.
        # What it returns is no password of anybody: the caller fails whatever comes back.
        """, loginFailed),
      query("login-succeeded", "Forgets failures once somebody is in.", loginSucceeded),
      query(
        "user",
        "Where an account's mail lies, also while it may not log in, and by a name it had before.",
        user),
      SettingsFile("rollbook-dict.conf.ext", 0o640, group: "dovecot", dict),
    ]
  }

  private func query(_ name: String, _ comment: String, _ lines: String) -> SettingsFile {
    SettingsFile(
      "rollbook-\(name).conf.ext", 0o600,
      """
      # \(comment)
      driver = \(settings.driver.name)
      \(settings.driver.dovecotConnection)
      \(lines)
      """)
  }

  private var now: String { settings.driver.now }

  /// Whether the account may log in to the service that asks.
  ///
  /// Scripts go with IMAP; Postfix asks as smtp. Whoever may log in to everything may do so to a service
  /// that no account names.
  ///
  /// A try at a service that was taken away counts as no failure: a forgotten program would lock the
  /// account out of the others.
  private var isAllowed: String {
    """
    CASE '%s' WHEN 'imap' THEN imap WHEN 'sieve' THEN imap WHEN 'pop3' THEN pop3 \
    WHEN 'smtp' THEN submission WHEN 'submission' THEN submission \
    ELSE imap AND pop3 AND submission END
    """
  }

  private var login: String {
    """
    password_query = SELECT address AS user, password FROM mail_login \
    WHERE address = '%u' AND failed_logins = 0 AND \(isAllowed)
    """
  }

  private var loginAfterFailures: String {
    """
    password_query = SELECT address AS user, password FROM mail_login \
    WHERE address = '%u' AND failed_logins > 0 AND locked_until <= \(now) AND \(isAllowed)
    """
  }

  private func limit(_ name: String, _ standard: Int) -> String {
    "coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'lockout-\(name)'), \(standard))"
  }

  private var loginFailed: String {
    // Failures before a lock that has run out were paid for with it.
    let isFirst = """
      (locked_until <= \(now) OR coalesce(first_failed, 0) <= \(now) - \(limit("within", 600)))
      """
    let count = "CASE WHEN \(isFirst) THEN 1 ELSE failed_logins + 1 END"
    return """
      password_query = UPDATE account SET \
      locked_until = CASE WHEN \(count) >= \(limit("failures", 10)) \
      THEN \(now) + \(limit("for", 1_800)) END, \
      failed_logins = \(count), \
      first_failed = CASE WHEN \(isFirst) THEN \(now) ELSE first_failed END \
      WHERE address = '%u' AND coalesce(locked_until, 0) <= \(now) \
      AND EXISTS (SELECT 1 FROM mail_login WHERE address = '%u' AND \(isAllowed)) RETURNING '{PLAIN}!' AS password
      """
  }

  private var loginSucceeded: String {
    """
    password_query = UPDATE account \
    SET failed_logins = 0, first_failed = NULL, locked_until = NULL \
    WHERE address = '%u' AND failed_logins > 0 RETURNING NULL AS password, 'Y' AS nopassword
    """
  }

  private var user: String {
    """
    user_query = SELECT account AS user, '\(settings.mailRoot)/' || home AS home, quota_rule \
    FROM mail_home WHERE address = '%u'
    iterate_query = SELECT address AS user FROM mail_user
    """
  }

  private var dict: String {
    """
    # The Sieve script of an account, which the store makes, and the moment of a login.
    \(settings.driver.dovecotConnection)
    map {
      pattern = priv/sieve/name/$name
      table = mail_script
      username_field = address
      value_field = id
      fields {
        name = $name
      }
    }
    map {
      pattern = priv/sieve/data/$id
      table = mail_script
      username_field = address
      value_field = script
      fields {
        id = $id
      }
    }
    map {
      pattern = shared/last-login/$user
      table = mail_last_login
      value_field = at
      value_type = uint
      fields {
        account = $user
      }
    }
    """
  }
}
