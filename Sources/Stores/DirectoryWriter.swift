import MailModel

/// Changes accounts, groups and the journal; only Execution holds one.
///
/// Every function is one transaction that is flushed to disk before it returns: all of it or none.
package protocol DirectoryWriter: DirectoryReader {
  /// Makes `holder` the one that may write; every other effect checks in its own transaction that
  /// this is still so.
  ///
  /// A holder on the same host that lives no more is replaced; one on another host only when
  /// `taking` is its id.
  ///
  /// - Returns: The dead holder that was replaced; nil when the lock was free.
  /// - Throws: `locked` with the holder, or `busy`.
  func takeLock(_ holder: LockHolder, taking: String?) throws(StoreError) -> LockHolder?

  /// Gives the lock back; nothing happens when `holder` does not hold it.
  func releaseLock(_ holder: LockHolder) throws(StoreError)

  /// Writes the run's row, all of its changes, its journal steps and its bookkeeping.
  ///
  /// Adds, edits, renames and adoptions take effect; accounts of `.remove` changes are marked as
  /// leaving, every other account loses that mark. Names and aliases are released before they are
  /// claimed, so chains and swaps work. The members of a renamed group follow it, listed or not,
  /// before any account is changed: a change's `before` names the group as it is called then.
  /// Accounts that return are there before any change is made, unowned, with those of their former
  /// aliases that nobody has, and marked as leaving until their restore is confirmed.
  /// Passwords that change are kept until the batch's hold is over, and those of earlier runs whose
  /// hold is over are forgotten.
  ///
  /// - Returns: The run's number.
  /// - Throws: `conflict` when a row is not as a change assumes; nothing is then written.
  func begin(_ batch: RunBatch) throws(StoreError) -> Int

  /// Lets the mail server take no mail for `names` until `time`, in seconds since 1970, and for no
  /// others: an empty set lets go of those that were held.
  ///
  /// So do `begin`, for a run that carries out a plan, and `takeLock`: nobody else needs them.
  func hold(_ names: Set<Address>, until time: Int64) throws(StoreError)

  /// Notes that `step` is about to be done, with the mailbox as counted just now.
  func announce(_ step: Int, of run: Int, mailbox: Mailbox) throws(StoreError)

  /// Ends a removal: the account's row and addresses go, a trash item and the spent leaver stay.
  ///
  /// Of an account that is gone already the item has what the journal knows. One that is there and
  /// not as the step says, or not leaving, is a `conflict`.
  func confirmRemoval(_ step: Int, of run: Int, at time: Int64) throws(StoreError)

  /// Ends a restore: the account that `begin` made is open to mail, and `item` leaves the trash.
  ///
  /// - Throws: `conflict` where the account has another name, id or home by now, or the item is gone.
  func confirmRestore(_ item: TrashItem, step: Int, of run: Int) throws(StoreError)

  /// Takes the leaving mark of a removal's account back; the account of a restore is gone again, and
  /// its item stays in the trash.
  func holdBack(_ step: Int, of run: Int) throws(StoreError)

  /// Forgets a trash item whose mail has been erased.
  func confirmErasure(_ item: TrashItem, step: Int, of run: Int) throws(StoreError)

  /// Ends an adoption: `item` is in the trash from now on; nil where the mail is that of an account
  /// that lives.
  func confirmAdoption(_ item: TrashItem?, step: Int, of run: Int) throws(StoreError)

  /// Takes a person out of the journal, whose account lies in the trash: steps and texts of earlier
  /// runs know it by its id alone, passwords and spent leavers of its free names are forgotten.
  func redact(_ redaction: Redaction) throws(StoreError)

  /// Writes the end of a run; steps still due or announced become given up as by `holdBack`, and
  /// every account loses the leaving mark once no run is open.
  ///
  /// Steps of an erasure forget the fingerprints they had for leavers.
  func close(_ run: Int, outcome: RunRecord.Outcome, at time: Int64) throws(StoreError)

  /// Forgets the failed logins of `accounts`, and the locks that they led to; needs no lock, since
  /// it is what the mail server writes and no run looks at it.
  ///
  /// - Returns: Those of them that were locked at `time`, in seconds since 1970.
  /// - Throws: `conflict` when one of them does not exist; nothing is then written.
  func unlock(_ accounts: [Address], at time: Int64) throws(StoreError) -> [Address]

  /// Writes bookkeeping alone, when there is nothing else to do, and takes leaving marks back that
  /// no open run has set; writes nothing when all is as it should be.
  func remember(_ appliedState: AppliedState) throws(StoreError)
}

/// Everything that one run writes in its first transaction.
package struct RunBatch: Sendable {
  package var start: RunStart
  /// In the plan's order.
  package var changes: [Change]
  /// Identity of each account that is added, by address.
  package var newAccounts: [Address: NewAccount]
  /// Accounts that come back from the trash, each with a step.
  package var returning: [ReturningAccount]
  /// One for each account removal, restore, erasure or adoption.
  package var steps: [JournalStep]
  /// nil where no manifest is applied: for an undo, a restore or an erasure.
  package var appliedState: AppliedState?
  /// How long the passwords that the run changes are kept, in seconds since 1970.
  package var passwordsHeldUntil: Int64

  package init(
    start: RunStart, changes: [Change] = [], newAccounts: [Address: NewAccount] = [:],
    returning: [ReturningAccount] = [], steps: [JournalStep] = [],
    appliedState: AppliedState? = nil, passwordsHeldUntil: Int64 = 0
  ) {
    self.start = start
    self.changes = changes
    self.newAccounts = newAccounts
    self.returning = returning
    self.steps = steps
    self.appliedState = appliedState
    self.passwordsHeldUntil = passwordsHeldUntil
  }
}

/// An item of the trash that is an account again, under a name of its own or another.
package struct ReturningAccount: Sendable, Hashable {
  package var item: TrashItem
  package var name: Address

  package init(_ item: TrashItem, as name: Address? = nil) {
    self.item = item
    self.name = name ?? item.name
  }
}

/// What Execution chose for an account that is added.
package struct NewAccount: Sendable, Hashable {
  /// Never given before: the directory refuses one that was, with `conflict`.
  package var id: String
  package var home: String
  /// Set on creation, not owned; nil for none.
  ///
  /// A managed `password` wins over it.
  package var initialPassword: Secret?

  package init(id: String, home: String, initialPassword: Secret? = nil) {
    self.id = id
    self.home = home
    self.initialPassword = initialPassword
  }
}

/// Who holds the lock on a store.
package struct LockHolder: Sendable, Hashable, CustomStringConvertible {
  /// Random, tells two holders with one pid apart.
  package var id: String
  package var host: String
  package var pid: Int32
  package var operatorName: String
  /// Seconds since 1970.
  package var started: Int64

  package init(id: String, host: String, pid: Int32, operatorName: String, started: Int64) {
    self.id = id
    self.host = host
    self.pid = pid
    self.operatorName = operatorName
    self.started = started
  }

  package var description: String { "\(operatorName), pid \(pid) on \(host)" }
}
