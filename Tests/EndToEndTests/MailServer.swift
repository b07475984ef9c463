import Foundation

/// Delivers messages as Dovecot's LMTP does, on a thread of its own, until it is stopped.
///
/// The home is asked of the store at that moment; an account that is leaving has none, and its
/// message is deferred. What counts as accepted lies in `new` of the mailbox.
final class MailServer: @unchecked Sendable {
  struct Deliveries {
    /// Names of the messages' files.
    var accepted: [String] = []
    /// The sender tries again later.
    var deferred = 0
  }

  private let site: String
  private let staying: [String]
  private let leaving: [String]
  private let opensAnew: Bool
  private var dice: Dice
  private var deliveries = Deliveries()
  private let end = DispatchSemaphore(value: 0)
  // Guards `isStopping`; everything else belongs to the thread until `end` is signalled.
  private let lock = NSLock()
  private var isStopping = false

  /// Those `leaving` get mail once the trash is there: before, it would only make plans stale.
  ///
  /// `opensAnew` gives each lookup a connection of its own, so that a killed run may have been the
  /// only one on the database.
  init(
    on site: BuiltSite, staying: [String], leaving: [String] = [], seed: UInt64, opensAnew: Bool
  ) {
    self.site = site.folder.path
    self.staying = staying
    self.leaving = leaving
    self.opensAnew = opensAnew
    dice = Dice(seed: seed)
  }

  func start() {
    let thread = Thread { [self] in
      work()
      end.signal()
    }
    thread.start()
  }

  func stop() -> Deliveries {
    lock.withLock { isStopping = true }
    end.wait()
    return deliveries
  }

  private func work() {
    let database = opensAnew ? nil : try? SiteDatabase("\(site)/rollbook.db")
    var number = 0
    while !lock.withLock({ isStopping }) {
      number += 1
      let reachesLeavers =
        !leaving.isEmpty && access("\(site)/mail/.trash", F_OK) == 0 && number.isMultiple(of: 2)
      let recipients = reachesLeavers ? leaving : staying
      let recipient = recipients[Int.random(in: 0..<recipients.count, using: &dice)]
      let name = "1800000000.M\(number)P7.late"
      if let home = home(of: recipient, database), put(name, into: "\(site)/mail/\(home)") {
        deliveries.accepted.append(name)
      } else {
        deliveries.deferred += 1
      }
      usleep(UInt32.random(in: 0..<1_500, using: &dice))
    }
  }

  /// A lookup that fails defers the message too.
  private func home(of recipient: String, _ kept: SiteDatabase?) -> String? {
    guard let database = kept ?? (try? SiteDatabase("\(site)/rollbook.db")) else { return nil }
    let sql = "SELECT home FROM account WHERE address = ? AND is_leaving = 0"
    return (try? database.rows(sql, recipient))?.first?[0]
  }

  private func put(_ name: String, into home: String) -> Bool {
    // Some deliveries are slow, so that the account may leave after the lookup.
    if Int.random(in: 0..<8, using: &dice) == 0 { usleep(.random(in: 0..<12_000, using: &dice)) }
    let maildir = "\(home)/Maildir"
    for folder in [home, maildir, "\(maildir)/tmp", "\(maildir)/new", "\(maildir)/cur"] {
      guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { return false }
    }
    let text = Array("Subject: \(name)\n\nhello\n".utf8)
    let draft = "\(maildir)/tmp/\(name)"
    let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { return false }
    let isWritten = write(file, text, text.count) == text.count && fsync(file) == 0
    close(file)
    if isWritten, rename(draft, "\(maildir)/new/\(name)") == 0 { return true }
    unlink(draft)
    return false
  }
}
