import MailModel
import MailServer
import Stores

/// Empties the way to accounts that leave their name or go for good: nobody stays connected under
/// it, and what was accepted for it is delivered.
///
/// Once an account is marked as leaving the mail server lets nobody in and defers new mail, so both
/// come to an end.
struct Drain {
  let server: any MailServer
  let environment: RunEnvironment

  /// Between two looks at the queue, in milliseconds.
  private static let pause: Int64 = 250

  /// How long after a name was shut the file of a message may appear whose receiver was accepted
  /// before, in milliseconds.
  ///
  /// Postfix looks a receiver up, and only then starts the program that makes the file
  /// (smtpd's `smtpd_delay_open_until_valid_rcpt`); on a busy host that takes a while.
  private static let delay: Int64 = 2_000

  /// Ends the sessions of `accounts` and waits, for all of them together, until the queue holds
  /// nothing for them at two looks in a row.
  ///
  /// Where the mail server cannot be asked, the run goes on without.
  ///
  /// `formerNames` are the accounts' names of before, to which mail may have been accepted.
  ///
  /// - Returns: How many messages are still queued for an account; nothing for those without.
  func wait(
    for accounts: [LiveAccount], formerNames: [Address: Set<Address>] = [:]
  ) -> [Address: Int] {
    let names = Dictionary(accounts.map { ($0.address, $0) }, uniquingKeysWith: { $1 })
    var owners: [Address: Address] = [:]
    for account in accounts {
      let former = formerNames[account.address] ?? []
      for address in [account.address] + account.values.aliases + former {
        owners[address] = account.address
      }
    }
    let canEnd = endSessions(under: names)
    let rest = waitForQueue(owners)
    // Whoever was let in just before the mark is seen only now.
    if canEnd { endSessions(under: names) }
    return rest.queued
  }

  /// Ends what is open under these names, each with its account: nobody stays connected with what
  /// is good no more.
  func end(_ sessions: EndedSessions) {
    guard !sessions.accounts.isEmpty, endSessions(under: sessions.accounts) else { return }
    // Here too somebody may have been let in just before.
    environment.pause(Self.pause)
    endSessions(under: sessions.accounts)
  }

  /// - Returns: False where sessions could not be ended, which was told.
  @discardableResult
  private func endSessions(under names: [Address: LiveAccount]) -> Bool {
    guard !names.isEmpty else { return true }
    var left = names.keys.sorted()
    do throws(MailServerAbsence) {
      left = Set(try server.sessions(under: names).map(\.account)).sorted()
      while let name = left.first {
        if let account = names[name] { try server.endSessions(under: name, of: account) }
        left.removeFirst()
      }
      return true
    } catch {
      environment.notice(.withoutSessions(error, of: left))
      return false
    }
  }

  /// What had not arrived when the time was over.
  struct Rest {
    /// How many messages are still queued for an account; nothing for those without.
    var queued: [Address: Int] = [:]
    /// How many are still being received, and began before the wait.
    var receiving = 0
  }

  /// Waits until the queue holds nothing for these addresses, each with the account it counts for,
  /// and with `andReceived` until what is being received now, or soon after, has come, whoever it is
  /// for: only then does the queue tell.
  func waitForQueue(_ owners: [Address: Address], andReceived: Bool = false) -> Rest {
    let limit = environment.drainTimeout * 1_000
    let start = environment.uptime()
    var waited: Int64 = 0
    var quietLooks = 0
    let first = andReceived ? received() : nil
    var receiving = first ?? []
    while true {
      let queue: [QueueEntry]
      do throws(MailServerAbsence) { queue = try server.queue() } catch {
        environment.notice(.withoutQueue(error))
        return Rest()
      }
      let rest = Rest(queued: Self.counts(owners, in: queue), receiving: receiving.count)
      quietLooks = rest.queued.isEmpty && receiving.isEmpty ? quietLooks + 1 : 0
      // A slow answer takes from the time, too.
      let past = max(waited, environment.uptime() - start)
      let isEarly = first != nil && past < Self.delay
      if quietLooks >= 2, !isEarly { return rest }
      if past >= limit || environment.isInterrupted() { return rest }
      environment.draining(rest.queued.values.reduce(0, +) + rest.receiving)
      environment.pause(Self.pause)
      waited += Self.pause
      // Before the queue is looked at: what is whole in between is seen there.
      if isEarly {
        receiving = received() ?? []
      } else if !receiving.isEmpty {
        receiving.formIntersection(received() ?? [])
      }
    }
  }

  /// What is being received; nil where nobody can tell, which is told.
  private func received() -> Set<String>? {
    do throws(MailServerAbsence) { return try server.receiving() } catch {
      // Where there is no server, its queue says so.
      if error.isOfAServer { environment.notice(.withoutReception(error)) }
      return nil
    }
  }

  private static func counts(
    _ owners: [Address: Address], in queue: [QueueEntry]
  ) -> [Address: Int] {
    var counts: [Address: Int] = [:]
    for entry in queue {
      for account in entry.accounts(by: owners) { counts[account, default: 0] += 1 }
    }
    return counts
  }
}
