import MailModel

/// All that an in-memory directory holds: a value, so a failed effect is undone by forgetting it.
struct InMemoryState {
  struct Account {
    var id: String
    var home: String
    var values: FieldValues
    var ownedFields: FieldSet = []
    var isOwned = false
    var isLeaving = false
    /// Seconds since 1970; nil when failed logins have not locked it.
    var lockedUntil: Int64?
    var source: String?
  }

  var accounts: [Address: Account] = [:]
  var groups: [String: LiveGroup] = [:]
  /// By account id, of accounts in the trash too.
  var formerNames: [String: Set<Address>] = [:]
  /// By the group's name.
  var formerGroupNames: [String: Set<String>] = [:]
  var givenIDs: Set<String> = []
  var spentLeavers: [Address: Set<String>] = [:]
  /// By run.
  var formerPasswords: [Int: FormerPasswords] = [:]
  var trash: [TrashItem] = []
  /// In their order; run 1 is the first.
  var runs: [RunRecord] = []
  /// Approvals, by fingerprint with their run, that named a person who was erased.
  var namelessApprovals: [String: Int] = [:]
  /// Confirmed removals that count for guards.
  var removals: Set<StepKey> = []
  var lastApplied: LastApplied?
  /// Names that are changing hands, and until when no mail is taken for them.
  var heldNames: [Address: Int64] = [:]
  var lock: LockHolder?
  /// True when the holder ended without giving its lock back.
  var isLockAbandoned = false

  struct FormerPasswords {
    var heldUntil: Int64
    var byID: [String: FormerPassword]
  }

  struct StepKey: Hashable {
    var run: Int
    var id: String
  }

  func account(_ address: Address, at now: Int64) -> LiveAccount? {
    accounts[address].map { live(address, $0, sources: [], at: now) }
  }

  private func live(
    _ address: Address, _ account: Account, sources: [String], at now: Int64
  ) -> LiveAccount {
    let values = account.values
    var marks = LiveMarks(of: values)
    if account.isOwned { marks.insert(.owned) }
    if account.isLeaving { marks.insert(.leaving) }
    if account.lockedUntil ?? 0 > now { marks.insert(.locked) }
    let source = account.source.flatMap { path in sources.firstIndex { $0.sameBytes(as: path) } }
    return LiveAccount(
      address: address, id: account.id, home: account.home, values: values,
      ownedFields: account.ownedFields, marks: marks.with(source: source))
  }

  func snapshot(storeID: String, at now: Int64) -> Snapshot {
    var snapshot = Snapshot(storeID: storeID)
    let sources = Set(accounts.values.compactMap(\.source)).sorted { $0.bytesPrecede($1) }
    snapshot.accounts.sources = sources
    for (address, account) in accounts.sorted(by: { $0.key < $1.key }) {
      snapshot.accounts.append(live(address, account, sources: sources, at: now))
    }
    snapshot.groups = groups.values.sorted { $0.name.bytesPrecede($1.name) }
    snapshot.domains = snapshot.takenAddresses.domains
    let ids = Set(accounts.values.map(\.id))
    snapshot.formerNames = formerNames.filter { ids.contains($0.key) }
    snapshot.formerGroupNames = formerGroupNames
    snapshot.spentLeavers = spentLeavers
    snapshot.spentApprovals = namelessApprovals
    for run in runs {
      for approval in run.start.approvals {
        snapshot.spentApprovals[approval.fingerprint] = run.number
      }
    }
    snapshot.trash = trash.sorted { ($0.name, $0.run) < ($1.name, $1.run) }
    if !trash.isEmpty {
      for run in runs { snapshot.undoing[run.number] = run.start.undoes }
    }
    snapshot.removals = runs.compactMap { removals(of: $0, at: now) }.sorted { $0.at < $1.at }
    snapshot.runTimes = runs.last.map { last in
      RunTimes(newest: last.start.started, latest: runs.map(\.start.started).max() ?? 0)
    }
    snapshot.lastApplied = lastApplied
    snapshot.unfinished = unfinishedRun
    return snapshot
  }

  private func removals(of run: RunRecord, at now: Int64) -> PastRemovals? {
    let count = removals.count { $0.run == run.number }
    guard count > 0, run.start.started >= PastRemovals.start(now),
      !run.start.excusesRemovals
    else { return nil }
    return PastRemovals(at: run.start.started, count: count, owned: run.start.ownedBefore)
  }

  private var unfinishedRun: UnfinishedRun? {
    guard let run = runs.last(where: { $0.outcome == .unfinished }) else { return nil }
    return UnfinishedRun(
      number: run.number, operatorName: run.start.operatorName, started: run.start.started,
      done: run.steps.count { $0.state == .done }, steps: run.steps.count,
      leaving: accounts.filter(\.value.isLeaving).keys.sorted(),
      holder: lock.flatMap { isDead($0) ? nil : $0.description })
  }

  /// True of a holder of the lock that has ended, as far as this host can see.
  private func isDead(_ holder: LockHolder) -> Bool { isLockAbandoned || !holder.hasProcess }

  mutating func takeLock(_ holder: LockHolder, taking: String?) throws(StoreError) -> LockHolder? {
    let current = lock?.id == holder.id ? nil : lock
    if let current {
      let isFree = current.host == holder.host ? isDead(current) : current.id == taking
      guard isFree else { throw .locked(current) }
    }
    lock = holder
    isLockAbandoned = false
    heldNames = [:]
    return current
  }

  /// Checks that somebody holds the lock, as every effect but taking it does.
  func checkLock() throws(StoreError) {
    guard lock != nil, !isLockAbandoned else { throw .conflict("no lock was taken") }
  }

  /// True when an account, an alias or a group has the address.
  func isTaken(_ address: Address) -> Bool {
    accounts[address] != nil || accounts.values.contains { $0.values.aliases.contains(address) }
      || groups.values.contains { $0.values.address == address }
  }

  func step(_ number: Int, of run: Int) throws(StoreError) -> JournalStep {
    guard runs.indices.contains(run - 1),
      let step = runs[run - 1].steps.first(where: { $0.number == number })
    else { throw .conflict("there is no step \(number) of run \(run)") }
    return step
  }

  /// The step, when it is neither done nor given up.
  func openStep(_ number: Int, of run: Int) throws(StoreError) -> JournalStep {
    let step = try step(number, of: run)
    try step.checkOpen(of: run)
    return step
  }

  /// Takes back what a run did to the account of a step that is given up.
  mutating func takeBack(_ step: JournalStep) {
    for (address, account) in accounts where account.id == step.id {
      guard step.effect == .restore else {
        accounts[address]?.isLeaving = false
        continue
      }
      guard account.isLeaving else { continue }
      accounts[address] = nil
      let former = formerNames[step.id]?.subtracting(
        trash.filter { $0.id == step.id }.map(\.name))
      formerNames[step.id] = former?.isEmpty == true ? nil : former
    }
  }

  /// A mark outlives no run.
  mutating func dropStrayMarks() {
    guard !runs.contains(where: { $0.outcome == .unfinished }) else { return }
    for address in accounts.keys { accounts[address]?.isLeaving = false }
  }

  mutating func change(_ step: Int, of run: Int, _ body: (inout JournalStep) -> Void) {
    guard let index = runs[run - 1].steps.firstIndex(where: { $0.number == step }) else { return }
    body(&runs[run - 1].steps[index])
  }
}
