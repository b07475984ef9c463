import MailModel
import Stores

/// Empties the way to accounts that leave their name or go for good: nobody stays connected under
/// it, and what was accepted for it is delivered.
///
/// Once an account is marked as leaving the mail server lets nobody in and defers new mail, so both
/// come to an end.
struct Drain {
  let server: any MailServer
  let surroundings: Surroundings

  /// Between two looks at the queue, in milliseconds.
  private static let pause: Int64 = 250

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
    endSessions(under: names)
    let queued = waitForQueue(owners)
    // Whoever was let in just before the mark is seen only now.
    endSessions(under: names)
    return queued
  }

  /// Ends what is open under these names, each with its account: nobody stays connected under a
  /// name that is another's, or nobody's, by now.
  func endSessions(under names: [Address: LiveAccount]) {
    guard !names.isEmpty else { return }
    do throws(MailServerAbsence) {
      let connected = Set(try server.sessions(under: names).map(\.account))
      for name in connected.sorted() {
        if let account = names[name] { try server.endSessions(under: name, of: account) }
      }
    } catch {
      surroundings.notice(.withoutSessions(error.description))
    }
  }

  /// Waits until the queue holds nothing for these addresses, each with the account it counts for.
  ///
  /// - Returns: How many messages are still queued for an account; nothing for those without.
  func waitForQueue(_ owners: [Address: Address]) -> [Address: Int] {
    let limit = surroundings.drainTimeout * 1_000
    let start = surroundings.uptime()
    var waited: Int64 = 0
    var quietLooks = 0
    while true {
      let queue: [QueueEntry]
      do throws(MailServerAbsence) { queue = try server.queue() } catch {
        surroundings.notice(.withoutQueue(error))
        return [:]
      }
      let queued = Self.counts(owners, in: queue)
      quietLooks = queued.isEmpty ? quietLooks + 1 : 0
      // A slow answer takes from the time, too.
      let isOver = max(waited, surroundings.uptime() - start) >= limit
      if quietLooks == 2 || isOver || surroundings.isInterrupted() { return queued }
      surroundings.draining(queued.values.reduce(0, +))
      surroundings.pause(Self.pause)
      waited += Self.pause
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
