import MailModel

/// Warns of removing a mailbox to which somebody is connected at this moment.
///
/// The run itself ends those sessions once the account is marked as leaving.
struct InUse: Guard {
  static let name = "in-use"

  func findings(in input: GuardInput) -> [Finding] {
    let removals = input.removals
    let sessions: [MailSession]
    switch input.connections {
    case .known(let known): sessions = known
    case .unknown(let reason):
      return [Self.passed("who is connected is not known: \(reason)", base: removals.count)]
    }
    let used = removals.map(\.address).filter { address in
      sessions.contains { $0.account == address }
    }
    return [
      Finding(
        Self.name, used.isEmpty ? .passed : .warning, subject: used.count == 1 ? used[0].text : nil,
        subjects: used.map(\.text), measured: used.count, limit: 0, base: removals.count,
        message: "\(used.count) of \(removals.count.counted("mailbox", "mailboxes")) "
          + "to remove \(used.count == 1 ? "is" : "are") in use now"
          + Self.names(used, sessions))
    ]
  }

  /// `: bob@school.example (2 imap), cid@school.example (1 pop3) and 4 more`.
  private static func names(_ used: [Address], _ sessions: [MailSession]) -> String {
    guard !used.isEmpty else { return "" }
    let shown = used.prefix(10).map { address in
      let own = sessions.filter { $0.account == address }.map { "\($0.count) \($0.service)" }
      return "\(address) (\(own.joined(separator: ", ")))"
    }
    let more = used.count > shown.count ? " and \(used.count - shown.count) more" : ""
    return ": " + shown.joined(separator: ", ") + more
  }
}
