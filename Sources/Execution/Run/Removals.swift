import MailModel
import Planning
import Stores

extension Plan {
  /// What the mailboxes to remove held, by account id.
  var removedMailboxes: [String: Mailbox] {
    let counted = changes.compactMap { change -> (String, Mailbox)? in
      guard let id = change.id, let removal = change.removal else { return nil }
      return (id, removal.mailbox)
    }
    return Dictionary(counted) { first, _ in first }
  }
}

/// The account removals of a plan as steps of a journal, with the accounts they are about.
struct Removals {
  /// In the plan's order.
  private(set) var steps: [JournalStep] = []
  private(set) var accounts: [Address: LiveAccount] = [:]
  /// Names that they had and that nobody has now, under which mail may still be queued.
  private(set) var formerNames: [Address: Set<Address>] = [:]
  /// End of hold, in seconds since 1970: the longer of this manifest's and the last applied one.
  let heldUntil: Int64

  /// `before` are steps of the same run that come first.
  ///
  /// - Throws: `stale` when an account is no longer the one that the plan means.
  init(of current: PlanMaker.Result, before: Int = 0, at time: Int64) throws(RunError) {
    let hold = max(
      current.plan.policy.hold, current.plan.appliedState.lastApplied.hold,
      current.snapshot.lastApplied?.hold ?? .days(1))
    heldUntil = RunTimes.end(of: hold, from: time, current.snapshot.runTimes)
    for change in current.plan.changes where change.kind == .account && change.action == .remove {
      guard let account = current.snapshot.accounts[change.address], account.id == change.id else {
        throw .stale([StaleChange(change.name, "it is gone since")])
      }
      accounts[account.address] = account
      steps.append(
        JournalStep(
          number: before + steps.count + 1, effect: .removal, account: account.address,
          id: account.id, home: account.home, reason: change.removal?.reason,
          leaver: change.removal?.leaver,
          heldUntil: heldUntil, mailbox: change.removal?.mailbox ?? .empty))
    }
    let former = accounts.compactMapValues { current.snapshot.formerNames[$0.id] }
    guard !former.isEmpty else { return }
    let taken = current.snapshot.takenAddresses
    formerNames = former.mapValues { $0.subtracting(taken) }
  }
}
