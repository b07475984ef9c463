import MailModel
import System

/// A directory that lives as long as the process; for tests of what works on one.
package final class InMemoryDirectory: DirectoryWriter {
  package let storeID: String
  /// Called around every effect, not around reading.
  package var interruption: Interruption?
  private var state = InMemoryState()
  private let now: () -> Int64

  /// Makes an empty one; `now` gives the time in seconds since 1970.
  package init(
    storeID: String = "in-memory", now: @escaping () -> Int64 = SystemClock.now
  ) {
    self.storeID = storeID
    self.now = now
  }

  package var name: String { storeID }

  package func readableSnapshot() throws(StoreError) -> Snapshot {
    state.snapshot(storeID: storeID, at: now())
  }

  package func atOneMoment<Value>(
    _ body: () throws(StoreError) -> Value
  ) throws(StoreError) -> Value { try body() }

  package func record() throws(StoreError) -> StoreRecord {
    let snapshot = state.snapshot(storeID: storeID, at: now())
    return StoreRecord(
      storeID: storeID, lastApplied: snapshot.lastApplied, unfinished: snapshot.unfinished)
  }

  package func holder(of address: Address) throws(StoreError) -> LiveAccount? {
    state.account(address, at: now())
      ?? state.accounts.first { $0.value.values.aliases.contains(address) }
      .flatMap { state.account($0.key, at: now()) }
  }

  package func group(addressed address: Address) throws(StoreError) -> LiveGroup? {
    state.groups.values.first { $0.values.address == address }
  }

  package func members(of group: String) throws(StoreError) -> [Address] {
    state.accounts.filter { $0.value.values.group?.sameBytes(as: group) == true }.keys.sorted()
  }

  package func domains() throws(StoreError) -> Set<String> {
    state.snapshot(storeID: storeID, at: now()).domains
  }

  package func trash() throws(StoreError) -> [TrashItem] {
    state.snapshot(storeID: storeID, at: now()).trash
  }

  package func group(named name: String) throws(StoreError) -> LiveGroup? { state.groups[name] }

  package func readableRuns() throws(StoreError) -> (runs: [RunRecord], damage: [DamagedRow]) {
    let runs = state.runs.reversed().map { run in
      var short = run
      short.noteWithheld()
      short.steps = []
      short.start.changes = nil
      short.start.findings = nil
      short.start.approvals = []
      return short
    }
    return (runs, [])
  }

  package func run(_ number: Int) throws(StoreError) -> RunRecord? {
    guard state.runs.indices.contains(number - 1) else { return nil }
    var run = state.runs[number - 1]
    run.noteWithheld()
    run.start.approvals.sort {
      ($0.consent.description, $0.fingerprint) < ($1.consent.description, $1.fingerprint)
    }
    return run
  }

  package func formerPasswords(of run: Int) throws(StoreError) -> [String: FormerPassword] {
    state.formerPasswords[run]?.byID ?? [:]
  }

  package func takeLock(
    _ holder: LockHolder, taking: String?
  ) throws(StoreError) -> LockHolder? {
    try interrupted("takeLock") { state throws(StoreError) in
      try state.takeLock(holder, taking: taking)
    }
  }

  package func releaseLock(_ holder: LockHolder) throws(StoreError) {
    try interrupted("releaseLock") { state in
      if state.lock?.id == holder.id { state.lock = nil }
    }
  }

  /// Leaves the lock behind as a holder does that is killed.
  package func abandonLock() { state.isLockAbandoned = true }

  package func begin(_ batch: RunBatch) throws(StoreError) -> Int {
    try effect("begin") { state throws(StoreError) in try state.begin(batch, at: now()) }
  }

  package func hold(_ names: Set<Address>, until time: Int64) throws(StoreError) {
    try effect("hold") { state in
      state.heldNames = Dictionary(uniqueKeysWithValues: names.map { ($0, time) })
    }
  }

  /// The names for which no mail is taken at `time`.
  package func heldNames(at time: Int64) -> Set<Address> {
    Set(state.heldNames.filter { $0.value > time }.keys)
  }

  package func announce(
    _ step: Int, of run: Int, mailbox: Mailbox
  ) throws(StoreError) {
    try effect("announce") { state throws(StoreError) in
      _ = try state.openStep(step, of: run)
      state.change(step, of: run) {
        $0.state = .announced
        $0.mailbox = mailbox
      }
    }
  }

  package func holdBack(_ step: Int, of run: Int) throws(StoreError) {
    try effect("holdBack") { state throws(StoreError) in
      let journal = try state.openStep(step, of: run)
      state.takeBack(journal)
      state.change(step, of: run) { $0.state = .heldBack }
    }
  }

  package func close(
    _ run: Int, outcome: RunRecord.Outcome, at time: Int64
  ) throws(StoreError) {
    try effect("close") { state throws(StoreError) in
      guard state.runs.indices.contains(run - 1) else {
        throw .conflict("there is no run \(run)")
      }
      state.runs[run - 1].outcome = outcome
      state.runs[run - 1].finished = time
      for step in state.runs[run - 1].steps where step.state == .due || step.state == .announced {
        state.takeBack(step)
        state.change(step.number, of: run) { $0.state = .givenUp }
      }
      state.dropStrayMarks()
      guard state.runs[run - 1].start.kind == .empty else { return }
      for step in state.runs[run - 1].steps.indices {
        state.runs[run - 1].steps[step].leaver = nil
      }
    }
  }

  package func unlock(
    _ accounts: [Address], at time: Int64
  ) throws(StoreError) -> [Address] {
    try interrupted("unlock") { state throws(StoreError) in
      var locked: [Address] = []
      for account in accounts {
        guard let found = state.accounts[account] else {
          throw .conflict("account \(account) is gone")
        }
        if found.lockedUntil ?? 0 > time { locked.append(account) }
        state.accounts[account]?.lockedUntil = nil
      }
      return locked
    }
  }

  /// Locks an account as failed logins do.
  package func lock(_ account: Address, until time: Int64) {
    state.accounts[account]?.lockedUntil = time
  }

  /// Takes the leaving mark back as a hand at the store does, past every run.
  package func takeMarkBack(from account: Address) { state.accounts[account]?.isLeaving = false }

  /// Gives an account another home likewise.
  package func put(_ account: LiveAccount) { state.accounts[account.address]?.home = account.home }

  /// Deletes an account likewise.
  package func delete(_ account: Address) { state.accounts[account] = nil }

  /// Gives an account another name likewise.
  package func rename(_ account: Address, to name: Address) {
    if let found = state.accounts.removeValue(forKey: account) { state.accounts[name] = found }
  }

  package func remember(_ appliedState: AppliedState) throws(StoreError) {
    try effect("remember") { state in
      state.note(appliedState)
      state.dropStrayMarks()
    }
  }

  /// Runs `body` as one effect of the run that holds the lock.
  func effect<Result>(
    _ name: String, _ body: (inout InMemoryState) throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    try interrupted(name) { state throws(StoreError) in
      try state.checkLock()
      return try body(&state)
    }
  }

  private func interrupted<Result>(
    _ name: String, _ body: (inout InMemoryState) throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    try interruption?(name, .before)
    var next = state
    let result = try body(&next)
    state = next
    try interruption?(name, .after)
    return result
  }
}

extension RunRecord {
  fileprivate mutating func noteWithheld() {
    let open = steps.filter { $0.state != .done }
    withheldReturns = open.count { $0.effect == .restore }
    withheld = open.count - withheldReturns
  }
}
