/// What Postfix believes of a message, by the door through which it came.
///
/// Scripts note on what they send on who did so, and act on such notes. So a note counts only where
/// a script has written it: the scripts have a door of their own, and it is taken off at any other.
/// Nothing here can be forged for gain: who writes a count of entries only has the own mail refused,
/// and who writes that it came from outside is believed less.
struct PostfixBorder {
  let settings: ServerSettings

  /// Where Dovecot's scripts hand over what they send, on the host itself.
  static let ownPort = 10525

  /// Notes of scripts, by Pigeonhole; whatever begins so is theirs.
  private static let notes = "/^X-Sieve/ IGNORE"
  private static let outside = "X-Rollbook-Outside"
  private static let entry = "X-Rollbook-Entry"

  var marks: SettingsFile {
    SettingsFile(
      "rollbook-marks.regexp", 0o644,
      """
      # What is no sender's to say: taken off what users and the host itself send.
      \(Self.notes)
      /^\(Self.outside)/ IGNORE
      """)
  }

  /// A message that came back has been here twice, and may go round once more: whom it was sent to
  /// cannot be told from whom it was sent on to.
  var entries: SettingsFile {
    let name = settings.hostName.replacing(".", with: "\\.")
    let counted = "/^\(Self.entry):[[:space:]]*\(name)[[:space:]]+"
    return SettingsFile(
      "rollbook-entries.regexp", 0o644,
      """
      # Counts how often a message has come in here: what comes back from where it was sent on to is
      # kept, and what comes back once more goes round in a circle.
      \(counted)2/ REJECT 5.4.6 mail loop: this message has come back here before
      \(counted)1/ REPLACE \(Self.entry): \(settings.hostName) 2
      \(counted)0/ REPLACE \(Self.entry): \(settings.hostName) 1
      \(Self.notes)
      """)
  }

  /// Lines of `main.cf`.
  var parameters: String {
    """
    # What scripts note on a message is believed only from them (master.cf). What comes by the other
    # doors is rid of such notes; what comes from outside is marked, since anybody can write anybody's
    # name as the sender there, and counted, which ends a circle over other servers.
    header_checks = regexp:\(settings.folder)/\(marks.name)
    mime_header_checks =
    nested_header_checks =
    rollbook_entry = check_client_access static:{PREPEND \(Self.entry): \(settings.hostName) 0},
      permit_mynetworks, check_client_access static:{PREPEND \(Self.outside): \(settings.hostName)}
    """
  }

  /// Options of the server for everybody.
  var outerOptions: String {
    """
      -o cleanup_service_name=entry
      -o smtpd_data_restrictions=$rollbook_entry
    """
  }

  /// Options of the server for scripts.
  var innerOptions: String {
    """
      -o cleanup_service_name=own
      -o smtpd_client_restrictions=permit_mynetworks,reject
      -o smtpd_tls_security_level=none
    """
  }

  var processes: String {
    """
    entry      unix       n - n - 0 cleanup
      -o header_checks=regexp:\(settings.folder)/\(entries.name)
    own        unix       n - n - 0 cleanup
      -o header_checks=
    """
  }
}
