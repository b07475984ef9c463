import MailModel

/// The running mail server: who is connected to it, and what it has not delivered yet.
///
/// It may be absent, or serve another site; then every function throws and nothing was done.
package protocol MailServer: Sendable {
  /// Who is connected at this moment under these names, by name and service; each name comes with
  /// the account that it is, or was when somebody logged in.
  func sessions(
    under names: [Address: LiveAccount]
  ) throws(MailServerAbsence) -> [MailSession]

  /// Ends every session under the name; nothing happens when there is none.
  ///
  /// - Throws: When the account's mailbox is another on the server: a foreign session stays.
  func endSessions(
    under name: Address, of account: LiveAccount
  ) throws(MailServerAbsence)

  /// The messages that are being received at this moment, whoever they are for, by their id in the
  /// queue: a receiver was accepted, and the text has yet to come. The queue does not show them.
  func receiving() throws(MailServerAbsence) -> Set<String>

  /// Every message that still waits for delivery, oldest first.
  func queue() throws(MailServerAbsence) -> [QueueEntry]
}

extension MailServer {
  /// Who is connected to the mailboxes of `accounts` at this moment, by account and service.
  package func sessions(of accounts: [LiveAccount]) throws(MailServerAbsence) -> [MailSession] {
    try sessions(
      under: Dictionary(accounts.map { ($0.address, $0) }, uniquingKeysWith: { $1 }))
  }
}

/// Why the mail server cannot be asked; the sentence for each is made here.
package enum MailServerAbsence: Error, Hashable, CustomStringConvertible {
  /// It is not installed, or has no settings: `Postfix`.
  case notConfigured(String)
  /// Nobody answers: `Dovecot`.
  case notRunning(String)
  /// The account's mailbox on the server is another than the one of this site.
  case foreign(Address)
  /// A program failed: its name, its words.
  case failed(String, String)

  /// True where there is a server, which only gave no answer.
  package var isOfAServer: Bool {
    switch self {
    case .notConfigured: false
    case .notRunning, .foreign, .failed: true
    }
  }

  /// True where there is a server, which could have answered.
  package var isFailure: Bool {
    if case .failed = self { true } else { false }
  }

  package var description: String {
    switch self {
    case .notConfigured(let name): "no \(name) is configured"
    case .notRunning(let name): "\(name) is not running"
    case .foreign(let account): "Dovecot serves another mail folder: that of \(account) differs"
    case .failed(let program, let words): "\(program): \(words)"
    }
  }
}
