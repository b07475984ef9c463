/// Dovecot 2.3 as IMAP server and as the one that files mail, answers it and copies it to assistants.
package struct DovecotSettings {
  let settings: ServerSettings

  package init(_ settings: ServerSettings) { self.settings = settings }

  package var files: [SettingsFile] {
    [SettingsFile("dovecot.conf", 0o644, mainFile)] + DovecotQueries(settings: settings).files
  }

  private var mainFile: String {
    let own = "# Your own settings; the last one counts.\n!include_try local.conf"
    return [general, logins, mail, sieve, sockets, own].joined(separator: "\n\n")
  }

  private var general: String {
    var lines = """
      # Dovecot 2.3 over the store of rollbook; `rollbook server-config dovecot` wrote this.
      # What changes with accounts is in the store: no reload is ever needed for it.
      # store: \(settings.driver.store)
      # mail: \(settings.mailRoot)
      protocols = imap lmtp
      hostname = \(settings.hostName)
      ssl = required
      ssl_cert = </etc/ssl/certs/ssl-cert-snakeoil.pem
      ssl_key = </etc/ssl/private/ssl-cert-snakeoil.key
      """
    if let zone = settings.timeZone {
      lines += """

        # The days of autoresponders begin and end in the site's time zone.
        import_environment = TZ=\(zone) CORE_OUTOFMEM CORE_ERROR LISTEN_PID LISTEN_FDS NOTIFY_SOCKET
        """
    }
    return lines
  }

  private var logins: String {
    let opening = """
      # Logins. Failures are counted in the store, so `rollbook list` shows who is locked. This goes
      # with PLAIN and LOGIN alone, where Dovecot sees the password; and with no cache.
      auth_mechanisms = plain login
      auth_username_format = %Lu
      auth_cache_size = 0

      """
    let users = """
      userdb {
        driver = sql
        args = \(settings.folder)/rollbook-user.conf.ext
      }
      """
    return opening
      + passdb("login", ["success = return-ok", "failure = continue"])
      + passdb("login-after-failures", ["success = continue-ok", "failure = continue"])
      + passdb(
        "login-failed", skip: "authenticated",
        ["success = return-fail", "failure = return-fail"])
      + passdb(
        "login-succeeded", skip: "unauthenticated",
        ["success = return-ok", "failure = return-ok"], internalFailure: "return-ok")
      + users
  }

  private func passdb(
    _ name: String, skip: String? = nil, _ results: [String],
    internalFailure: String = "return-fail"
  ) -> String {
    var lines = ["passdb {", "  name = \(name)", "  driver = sql"]
    lines.append("  args = \(settings.folder)/rollbook-\(name).conf.ext")
    if let skip { lines.append("  skip = \(skip)") }
    lines += results.map { "  result_\($0)" }
    lines.append("  result_internalfail = \(internalFailure)")
    return (lines + ["}", ""]).joined(separator: "\n")
  }

  private var mail: String {
    """
    # Mail. One system user owns all of it; the store names the home of each account.
    mail_location = maildir:~/Maildir
    mail_uid = \(settings.mailUser)
    mail_gid = \(settings.mailUser)
    first_valid_uid = 1
    first_valid_gid = 1
    recipient_delimiter = +
    mail_plugins = quota
    namespace inbox {
      inbox = yes
      separator = /
      mailbox Drafts {
        special_use = \\Drafts
      }
      mailbox Sent {
        special_use = \\Sent
      }
      mailbox Junk {
        special_use = \\Junk
      }
      mailbox Trash {
        special_use = \\Trash
      }
    }
    protocol imap {
      mail_plugins = $mail_plugins imap_quota last_login
    }
    protocol lmtp {
      mail_plugins = $mail_plugins sieve
    }
    """
  }

  private var sieve: String {
    """
    # Assistants and autoresponders are a script that the store makes; a user's own script, ~/sieve,
    # runs after it. What they send goes out through a door of Postfix that is theirs alone: what they
    # say of a message there is believed, and taken off anywhere else.
    submission_host = 127.0.0.1:\(PostfixBorder.ownPort)
    dict {
      rollbook = \(settings.driver.name):\(settings.folder)/rollbook-dict.conf.ext
    }
    plugin {
      quota = count:User quota
      quota_vsizes = yes
      sieve_before = dict:proxy::rollbook;name=rollbook
      sieve = file:~/sieve;active=~/.dovecot.sieve
      sieve_extensions = +vacation-seconds
      sieve_vacation_min_period = 1s
      sieve_max_actions = 0
      sieve_max_redirects = 1000
      # Two messages with one Message-ID are two: what is not passed on to an assistant is lost.
      sieve_redirect_duplicate_period = 0
      last_login_dict = proxy::rollbook
      last_login_key = last-login/%u
    }
    """
  }

  private var sockets: String {
    """
    # Who may talk to whom: mail processes to the store, Postfix to logins and to delivery.
    service dict {
      extra_groups = postfix
      unix_listener dict {
        mode = 0600
        user = \(settings.mailUser)
      }
    }
    service auth {
      unix_listener auth-postfix {
        mode = 0600
        user = postfix
      }
    }
    service lmtp {
      unix_listener lmtp {
        mode = 0600
        user = postfix
      }
    }
    """
  }
}
