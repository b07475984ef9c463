/// Postfix 3.7 as the one that takes mail, expands groups, aliases and forwarding, and queues.
package struct PostfixSettings {
  let settings: ServerSettings

  package init(_ settings: ServerSettings) { self.settings = settings }

  package var files: [SettingsFile] {
    [
      SettingsFile("main.cf", 0o644, mainFile), SettingsFile("master.cf", 0o644, processes),
      border.marks, border.entries,
      map("domains", "Domains with mail.", "domain FROM mail_domain WHERE domain = '%s' LIMIT 1"),
      map("mailboxes", "Addresses with a mailbox.", "1 FROM mail_user WHERE address = '%s'"),
      map(
        "routes",
        """
        Where mail to a group, an alias or a forwarding account goes. What stands behind `+` is asked for
        # with its address first; whose address it is keeps it, other targets are as they are written.
        """, routes),
      map(
        "hold", "Accounts that are leaving: their mail waits with the sender.",
        "'450 4.2.1 mailbox is being moved, try again later' FROM mail_hold WHERE address = '%s'"),
      map(
        "senders", "Which account may send as an address.",
        "account FROM mail_sender WHERE address = '%s'"),
    ]
  }

  private var border: PostfixBorder { PostfixBorder(settings: settings) }

  private var routes: String {
    let plus = settings.driver.position("'%u'", "'+'")
    return """
      target FROM mail_route WHERE address = '%s' \
      UNION ALL SELECT CASE WHEN EXISTS (SELECT 1 FROM mail_sender s \
      WHERE s.address = r.address AND s.account = r.target) AND NOT EXISTS (\(wayBack)) \
      THEN replace(r.target, '@', substr('%u', \(plus)) || '@') ELSE r.target END \
      FROM mail_route r WHERE \(plus) > 1 AND r.address = substr('%u', 1, \(plus) - 1) || '@%d'
      """
  }

  /// Whether what an account sends on comes to it once more, which only then is the same receiver
  /// when neither has words behind a `+`.
  ///
  /// It asks tables, one key at a time: of a view that unites them, SQLite would make all rows first.
  private var wayBack: String {
    """
    WITH RECURSIVE way (name) AS (\
    SELECT f.target_name FROM forward_target f WHERE f.account = r.target \
    UNION SELECT f.target_name FROM way w JOIN forward_target f ON f.account = w.name \
    UNION SELECT d.alias_of FROM way w JOIN address d ON d.address = w.name \
    WHERE d.alias_of IS NOT NULL \
    UNION SELECT a.address FROM way w JOIN mail_group g ON g.address = w.name \
    JOIN account a ON a.mail_group = g.name) \
    SELECT 1 FROM way w WHERE w.name = r.target
    """
  }

  private func map(_ name: String, _ comment: String, _ query: String) -> SettingsFile {
    SettingsFile(
      "rollbook-\(name).cf", 0o640, group: "postfix",
      """
      # \(comment)
      \(settings.driver.postfixConnection)
      query = SELECT \(query)
      """)
  }

  /// `proxy:`, since Postfix's SQLite client takes every moment's lock for a broken database.
  private func table(_ name: String) -> String {
    "proxy:\(settings.driver.name):\(settings.folder)/rollbook-\(name).cf"
  }

  private var mainFile: String {
    """
    # Postfix 3.7 over the store of rollbook; `rollbook server-config postfix` wrote this.
    # What changes with accounts is in the store: no reload is ever needed for it.
    compatibility_level = 3.6
    myhostname = \(settings.hostName)
    myorigin = \(settings.domain ?? "$mydomain")
    mynetworks = 127.0.0.0/8 [::1]/128
    append_dot_mydomain = no
    biff = no
    recipient_delimiter = +
    # The table of routes does so itself.
    propagate_unmatched_extensions =
    # Dovecot takes no such mail, so it is refused before it is taken.
    smtputf8_enable = no

    # All mail is the store's: there are no mailboxes of system users. What cron and others send to
    # the host itself goes to the domain.
    mydestination =
    local_recipient_maps =
    local_transport = error:no local delivery
    alias_maps =
    virtual_alias_domains = localhost
    virtual_mailbox_domains = \(table("domains"))
    virtual_mailbox_maps = \(table("mailboxes"))
    virtual_alias_maps = \(table("routes")),
      inline:{ root@localhost=root@$myorigin, postmaster@localhost=postmaster@$myorigin }
    virtual_alias_expansion_limit = 20000
    virtual_transport = lmtp:unix:/run/dovecot/lmtp

    # The mail of leaving accounts waits before anything permits it.
    smtpd_recipient_restrictions = check_recipient_access \(table("hold")),
      permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination
    smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated,
      reject_unauth_destination

    \(border.parameters)

    # Submission (master.cf): Dovecot knows the passwords, no map here asks for one.
    smtpd_sasl_type = dovecot
    smtpd_sasl_path = /run/dovecot/auth-postfix
    smtpd_sender_login_maps = \(table("senders"))
    smtpd_tls_cert_file = /etc/ssl/certs/ssl-cert-snakeoil.pem
    smtpd_tls_key_file = /etc/ssl/private/ssl-cert-snakeoil.key
    smtpd_tls_security_level = may
    smtp_tls_security_level = may

    # After a moment without its database, a process is started again soon.
    service_throttle_time = 1s
    """
  }

  private var processes: String {
    """
    # service type  private unpriv chroot wakeup maxproc command
    smtp       inet       n - n - - smtpd
    \(border.outerOptions)
    # The door of Dovecot's scripts.
    127.0.0.1:\(PostfixBorder.ownPort) inet n - n - - smtpd
    \(border.innerOptions)
    submission inet       n - n - - smtpd
      -o smtpd_tls_security_level=encrypt
      -o smtpd_sasl_auth_enable=yes
      -o smtpd_client_restrictions=permit_sasl_authenticated,reject
      -o smtpd_sender_restrictions=reject_sender_login_mismatch
    pickup     unix       n - n 60 1 pickup
    cleanup    unix       n - n - 0 cleanup
    \(border.processes)
    qmgr       unix       n - n 300 1 qmgr
    tlsmgr     unix       - - n 1000? 1 tlsmgr
    rewrite    unix       - - n - - trivial-rewrite
    bounce     unix       - - n - 0 bounce
    defer      unix       - - n - 0 bounce
    trace      unix       - - n - 0 bounce
    verify     unix       - - n - 1 verify
    flush      unix       n - n 1000? 0 flush
    proxymap   unix       - - n - - proxymap
    proxywrite unix       - - n - 1 proxymap
    smtp       unix       - - n - - smtp
    relay      unix       - - n - - smtp
    showq      unix       n - n - - showq
    error      unix       - - n - - error
    retry      unix       - - n - - error
    discard    unix       - - n - - discard
    lmtp       unix       - - n - - lmtp
    anvil      unix       - - n - 1 anvil
    scache     unix       - - n - 1 scache
    postlog    unix-dgram n - n - 1 postlogd
    """
  }
}
