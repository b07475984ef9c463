import MailModel
import Planning
import Stores

/// Carries out a plan that somebody agreed to, or nothing.
///
/// The stage in order: take the lock, close a run that stopped half-way, look again, hold what is
/// seen now against what was agreed, write everything in one transaction, then purge account by
/// account: count again, announce, move the mail to the trash, let the account go.
package struct Runner {
  private let directory: any DirectoryWriter
  private let mail: any MailboxMover
  private let location: MailLocation
  private let surroundings: Surroundings

  package init(
    directory: any DirectoryWriter, mail: any MailboxMover, location: MailLocation,
    surroundings: Surroundings
  ) {
    self.directory = directory
    self.mail = mail
    self.location = location
    self.surroundings = surroundings
  }

  /// Where a run is told apart from another one of the same plan.
  package struct Order {
    package var manifest: Manifest
    /// What was printed and agreed to.
    package var agreed: Plan
    package var context: PlanContext
    package var repository: Repository?
    /// The file for generated passwords.
    package var credentials: String?

    package init(
      manifest: Manifest, agreed: Plan, context: PlanContext, repository: Repository? = nil,
      credentials: String? = nil
    ) {
      self.manifest = manifest
      self.agreed = agreed
      self.context = context
      self.repository = repository
      self.credentials = credentials
    }
  }

  package func apply(_ order: Order) throws(RunError) -> RunResult {
    let wanted = InitialPasswords.wanted(by: order.agreed.changes)
    guard wanted.isEmpty || order.credentials != nil else { throw .credentialsNeeded(wanted) }

    let lock = try store { () throws(StoreError) in
      try RunLock(on: directory, in: surroundings)
    }
    defer { lock.release() }
    let resumed = try store { () throws(StoreError) in
      try Resume(directory: directory, mail: mail, surroundings: surroundings)
        .closeUnfinishedRuns()
    }
    let plan = try freshPlan(for: order)
    var result = RunResult(plan: plan, replacedHolder: lock.replaced, resumed: resumed)
    // An empty run still takes back the leaving marks that a stopped one left.
    guard !plan.changes.isEmpty || !resumed.isEmpty else {
      try store { () throws(StoreError) in try directory.remember(plan.bookkeeping) }
      return result
    }
    let batch = try makeBatch(for: plan, order: order)
    let run = try store { () throws(StoreError) in try directory.begin(batch) }
    result.run = run
    try purge(batch.steps, of: run, into: &result)
    return result
  }

  /// The plan of this moment, under the lock.
  ///
  /// - Throws: `stale` when it is not the agreed one, `refused` or `invalid`; nothing is written.
  private func freshPlan(for order: Order) throws(RunError) -> Plan {
    var context = order.context
    context.isFreshCheck = true
    let survey = try store { () throws(StoreError) in
      try Survey(directory: directory, mail: mail, location: location)
        .plan(for: order.manifest, in: context)
    }
    if survey.hasErrors { throw .invalid(survey.diagnostics) }
    let differing = Self.names(of: survey.plan.changes, differingFrom: order.agreed.changes)
    guard differing.isEmpty else { throw .stale(differing) }
    guard survey.plan.verdict != .refused else { throw .refused(survey.plan) }
    return survey.plan
  }

  private static func names(
    of changes: [Change], differingFrom agreed: [Change]
  ) -> [String] {
    guard changes != agreed else { return [] }
    let both = Set(changes).symmetricDifference(agreed)
    let names = Set(both.map(\.name))
    return names.isEmpty ? ["the order of changes"] : names.sorted { $0.bytesPrecede($1) }
  }

  private func makeBatch(for plan: Plan, order: Order) throws(RunError) -> RunBatch {
    let homes = MailHomes(mail: mail, location: location)
    var accounts = try store { () throws(StoreError) in try homes.newAccounts(for: plan.changes) }
    let passwords = InitialPasswords(for: plan.changes)
    for (address, hash) in passwords.hashes { accounts[address]?.initialPassword = hash }
    let steps = try store { () throws(StoreError) in try purgeSteps(of: plan) }

    var start = surroundings.start(.apply)
    start.manifestDigest = plan.manifestDigest
    start.commit = order.repository?.commit
    start.isDirty = order.repository?.isDirty ?? false
    start.ownedBefore = plan.ownedBefore
    start.allowances = order.context.allowances.map(\.description)
    start.counts = [
      plan.summary.add, plan.summary.edit, plan.summary.rename, plan.summary.adopt,
      plan.summary.remove,
    ]
    start.changes = ChangeDocument.text(of: plan.changes)
    start.findings = FindingDocument.text(of: plan.findings)

    if let path = order.credentials, !passwords.generated.isEmpty {
      try CredentialsFile.write(passwords.generated, to: path)
    }
    return RunBatch(
      start: start, changes: plan.changes, newAccounts: accounts, steps: steps,
      bookkeeping: plan.bookkeeping)
  }

  /// One step for each account removal, in the plan's order.
  private func purgeSteps(of plan: Plan) throws(StoreError) -> [JournalStep] {
    let removals = plan.changes.filter { $0.kind == .account && $0.action == .remove }
    guard !removals.isEmpty else { return [] }
    let snapshot = try directory.snapshot()
    let hold = max(
      plan.bookkeeping.lastApplied.hold, snapshot.lastApplied?.hold ?? .days(1))
    let heldUntil = surroundings.now() + hold.seconds
    var steps: [JournalStep] = []
    for change in removals {
      guard let account = snapshot.accounts[change.address] else {
        throw .conflict("\(change.name) is gone")
      }
      steps.append(
        JournalStep(
          number: steps.count + 1, account: account.address, id: account.id, home: account.home,
          reason: change.removal?.reason, leaver: change.removal?.leaver, heldUntil: heldUntil,
          mailbox: change.removal?.mailbox ?? .empty))
    }
    return steps
  }

  /// Purges account by account; after an interrupt what remains comes back as it was.
  private func purge(
    _ steps: [JournalStep], of run: Int, into result: inout RunResult
  ) throws(RunError) {
    var done = 0
    do throws(StoreError) {
      let records = steps.isEmpty ? nil : try directory.snapshot().accounts
      for step in steps {
        guard !surroundings.isInterrupted() else { break }
        surroundings.progress(done, steps.count, step.account)
        if let reason = try remove(step, of: run, account: records?[step.account]) {
          result.heldBack.append((step.account, reason))
        }
        done += 1
      }
      for step in steps.dropFirst(done) { try directory.holdBack(step.number, of: run) }
      try directory.close(run, outcome: outcome(of: result, done, steps), at: surroundings.now())
    } catch {
      throw .interrupted(run: run, done: done, steps: steps.count, cause: error)
    }
    guard done == steps.count else {
      throw .interrupted(run: run, done: done, steps: steps.count, cause: nil)
    }
  }

  private func outcome(
    of result: RunResult, _ done: Int, _ steps: [JournalStep]
  ) -> RunRecord.Outcome {
    if done < steps.count { return .stopped }
    return result.heldBack.isEmpty ? .done : .heldBack
  }

  /// - Returns: Why the account came back; nil when it is gone.
  private func remove(
    _ step: JournalStep, of run: Int, account: LiveAccount?
  ) throws(StoreError) -> String? {
    let mailbox = try mail.mailbox(at: step.home)
    guard mailbox == step.mailbox else {
      try directory.holdBack(step.number, of: run)
      let new = mailbox.messages - step.mailbox.messages
      return new > 0 ? "\(new) new since the plan" : "its mailbox changed since the plan"
    }
    try directory.announce(step.number, of: run, mailbox: mailbox)
    try Purge(directory: directory, mail: mail).complete(
      step, of: run, account: account, at: surroundings.now())
    return nil
  }

  /// Runs what may fail before anything was written.
  private func store<Value>(
    _ body: () throws(StoreError) -> Value
  ) throws(RunError) -> Value {
    do throws(StoreError) { return try body() } catch { throw .store(error) }
  }
}
