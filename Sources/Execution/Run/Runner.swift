import MailModel
import MailServer
import Planning
import Stores

/// Carries out a plan that somebody agreed to, or nothing.
///
/// The stage in order: take the lock, close a run that stopped half-way, look again, hold what is
/// seen now against what was agreed, keep names that change hands shut until what was accepted for
/// them has arrived, write everything in one transaction, bring back what comes from the trash, end
/// sessions and let the queue drain, then purge account by account: count again, announce, move the
/// mail to the trash, let the account go.
package struct Runner {
  private let directory: any DirectoryWriter
  private let mail: any MailboxMover
  private let location: MailLocation
  private let server: (any MailServer)?
  private let environment: RunEnvironment

  package init(
    directory: any DirectoryWriter, mail: any MailboxMover, location: MailLocation,
    server: (any MailServer)? = nil, environment: RunEnvironment
  ) {
    self.directory = directory
    self.mail = mail
    self.location = location
    self.server = server
    self.environment = environment
  }

  /// What to carry out.
  package struct Order {
    package var aim: PlanSource
    /// What was printed and agreed to.
    package var agreed: Plan
    package var context: PlanContext
    package var repository: Repository?
    /// The file for generated passwords.
    package var credentials: String?

    package init(
      aim: PlanSource, agreed: Plan, context: PlanContext, repository: Repository? = nil,
      credentials: String? = nil
    ) {
      self.aim = aim
      self.agreed = agreed
      self.context = context
      self.repository = repository
      self.credentials = credentials
    }

    /// Accounts whose generated password has no file to go to.
    package var passwordsWithoutFile: [Address] {
      credentials == nil ? InitialPasswords.wanted(by: agreed.changes) : []
    }
  }

  package func apply(_ order: Order) throws(RunError) -> RunResult {
    let wanted = order.passwordsWithoutFile
    guard wanted.isEmpty else { throw .credentialsNeeded(wanted) }
    // Before anything is written, the lock and names that are held included.
    if let path = order.credentials, !InitialPasswords.wanted(by: order.agreed.changes).isEmpty {
      try CredentialsFile.checkFree(path)
    }
    let lock = try store { () throws(StoreError) in
      try RunLock(on: directory, in: environment)
    }
    defer { lock.release() }
    _ = try store { () throws(StoreError) in
      try Resume(directory: directory, mail: mail, server: server, environment: environment)
        .closeUnfinishedRuns()
    }
    let current = try freshPlan(for: order)
    var result = RunResult(plan: current.plan)
    guard current.plan.verdict == .ready else {
      try store { () throws(StoreError) in try directory.remember(current.plan.appliedState) }
      return result
    }
    let removals = try Removals(
      of: current, before: current.revived.count, at: environment.now())
    try store { () throws(StoreError) in try prepareMail(for: removals, current) }
    guard !environment.isInterrupted() else { throw .cancelled }
    let run = try handingOver(PassedNames(by: current)) { () throws(RunError) in
      try begin(order, current, removals)
    }
    result.run = run
    try bringBack(current, before: removals, of: run, into: &result)
    if let server {
      Drain(server: server, environment: environment)
        .end(EndedSessions(by: current.plan.changes, in: current.snapshot))
    }
    try purge(removals, of: run, into: &result)
    return result
  }

  /// The plan of this moment, under the lock.
  ///
  /// - Throws: `stale` when it is not the agreed one, `refused` or `invalid`; nothing is written.
  private func freshPlan(for order: Order) throws(RunError) -> PlanMaker.Result {
    var context = order.context
    context.now = environment.now()
    context.today = environment.day(context.now)
    context.isFreshCheck = true
    try checkUnused(order.aim)
    // Mail that came in since holds back its own account alone, when the purge counts again; a
    // saved plan is stale then.
    let current = try PlanMaker(
      directory: directory, mail: mail, location: location, server: server,
      shown: order.aim.savedPlan == nil ? order.agreed.removedMailboxes : [:]
    ).plan(for: order.aim, in: context)
    if current.hasErrors { throw .invalid(current.diagnostics) }
    guard current.stale.isEmpty else { throw .stale(current.stale) }
    let differing = Self.names(of: current.plan.changes, differingFrom: order.agreed.changes)
    guard differing.isEmpty else {
      throw .stale(differing.map { StaleChange($0, "it changed since the plan was shown") })
    }
    guard current.plan.lockout == order.agreed.lockout else { throw .stale([.lockout]) }
    guard current.plan.verdict != .refused else { throw .refused(current.plan) }
    return current
  }

  /// Runs `body` once nothing is on its way any more to whoever had a name that another is to have.
  ///
  /// - Throws: `queued` or `receiving` when it does not get through; nothing was written.
  private func handingOver(
    _ passed: PassedNames, _ body: () throws(RunError) -> Int
  ) throws(RunError) -> Int {
    let handover = Handover(
      of: passed.names, directory: directory, server: server, environment: environment)
    try handover.begin()
    do throws(RunError) { return try body() } catch {
      handover.end()
      throw error
    }
  }

  /// Brings back what the plan wants from the trash; an interrupt waits until it is there.
  ///
  /// - Throws: `interrupted` for what fails; the next run goes on with what waits for its mail.
  private func bringBack(
    _ current: PlanMaker.Result, before removals: Removals, of run: Int,
    into result: inout RunResult
  ) throws(RunError) {
    let items = current.revived
    let restoration = Restoration(directory: directory, mail: mail, environment: environment)
    let count = items.count + removals.steps.count
    var done = 0
    do throws(StoreError) {
      for (step, item) in zip(JournalStep.restores(of: items), items) {
        environment.progress(done, count, step.account)
        if let fault = try restoration.carryOut(step, of: run, item) {
          result.keptInTrash.append(
            (step.account, fault.description + current.plan.changes.orphans(of: step.account)))
        }
        done += 1
      }
    } catch {
      // Nobody's mail has to wait for the next run but theirs.
      for step in removals.steps { try? directory.holdBack(step.number, of: run) }
      throw .interrupted(run: run, done: done, steps: count, cause: error)
    }
  }

  /// A saved plan is carried out once.
  private func checkUnused(_ aim: PlanSource) throws(RunError) {
    guard let mark = aim.savedPlan else { return }
    let runs = try store { () throws(StoreError) in try directory.runs() }
    if let run = mark.use(among: runs) {
      throw .usedPlan(run: run.number)
    }
  }

  private static func names(
    of changes: [Change], differingFrom agreed: [Change]
  ) -> [String] {
    guard changes != agreed else { return [] }
    let names = Set(Set(changes).symmetricDifference(agreed).map(\.name))
    return names.isEmpty ? ["the order of changes"] : names.sorted { $0.bytesPrecede($1) }
  }

  /// Marks the mail root of a store that has no account yet; tries the trash before it is needed.
  private func prepareMail(
    for removals: Removals, _ current: PlanMaker.Result
  ) throws(StoreError) {
    let snapshot = current.snapshot
    if !current.revived.isEmpty { try mail.checkMark(of: snapshot.storeID) }
    if snapshot.accounts.count == 0, snapshot.trash.isEmpty {
      try mail.mark(for: snapshot.storeID)
    }
    if !removals.steps.isEmpty { try mail.prepareTrash() }
  }

  /// The one transaction; the credentials file is there before it, and only with it.
  private func begin(
    _ order: Order, _ current: PlanMaker.Result, _ removals: Removals
  ) throws(RunError) -> Int {
    let plan = current.plan
    let homes = MailHomes(mail: mail, location: location, random: environment.random)
    var accounts = try store { () throws(StoreError) in
      try homes.newAccounts(for: plan.changes, besides: current.snapshot.trash)
    }
    let passwords = InitialPasswords(for: plan.changes, random: environment.random)
    for (address, hash) in passwords.hashes { accounts[address]?.initialPassword = hash }
    var start = start(of: order, plan)
    start.changes = ChangeDocument.text(of: plan.changes.map { $0.with(idOf: accounts) })
    let batch = RunBatch(
      start: start, changes: plan.changes, newAccounts: accounts,
      returning: current.revived.map { ReturningAccount($0) },
      steps: JournalStep.restores(of: current.revived) + removals.steps,
      appliedState: plan.undoes == nil ? plan.appliedState : nil,
      passwordsHeldUntil: removals.heldUntil)

    let path = passwords.generated.isEmpty ? nil : order.credentials
    if let path { try CredentialsFile.write(passwords.generated, to: path) }
    do throws(StoreError) { return try directory.begin(batch) } catch {
      if let path { CredentialsFile.discard(path) }
      throw .store(error)
    }
  }

  private func start(of order: Order, _ plan: Plan) -> RunStart {
    var start = environment.start(plan.undoes == nil ? .apply : .undo)
    start.undoes = plan.undoes
    start.savedPlan = order.aim.savedPlan?.fileDigest
    start.manifestDigest = plan.manifestDigest
    start.commit = order.repository?.commit
    start.isDirty = order.repository?.isDirty ?? false
    start.ownedBefore = plan.ownedBefore
    start.allowances = plan.usedAllowances(order.context.allowances).map(\.description)
    start.approvals = plan.usedApprovals
    start.counts = [
      plan.summary.add, plan.summary.edit, plan.summary.rename, plan.summary.adopt,
      plan.summary.remove,
    ]
    start.findings = FindingDocument.text(of: plan.findings)
    start.lockout = plan.lockout.map { LockoutChangeDocument($0).text() }
    return start
  }

  /// Closes a run that stopped half-way, when the plan that would have done so is refused.
  ///
  /// Otherwise the accounts that it had marked would stay shut out until somebody mends the plan.
  package func closeStoppedRuns() throws(StoreError) {
    let lock = try RunLock(on: directory, in: environment)
    defer { lock.release() }
    try Resume(directory: directory, mail: mail, server: server, environment: environment)
      .closeUnfinishedRuns()
  }

  /// Purges account by account; what an interrupt or an error leaves comes back as it was.
  private func purge(
    _ removals: Removals, of run: Int, into result: inout RunResult
  ) throws(RunError) {
    let steps = removals.steps
    // What came back from the trash comes first.
    let before = (steps.first?.number ?? 1) - 1
    let purge = Purge(directory: directory, mail: mail, run: run)
    var done = 0
    let queued = drain(removals)
    do throws(StoreError) {
      for step in steps {
        guard !environment.isInterrupted() else { break }
        environment.progress(done, steps.count, step.account)
        let account = removals.accounts[step.account]
        if let reason = try remove(
          step, by: purge, account: account, queued: queued[step.account] ?? 0)
        {
          result.heldBack.append((step.account, reason))
        }
        done += 1
      }
      for step in steps.dropFirst(done) { try directory.holdBack(step.number, of: run) }
      try directory.close(run, outcome: outcome(of: result, done, steps), at: environment.now())
    } catch {
      leave(steps.dropFirst(done), of: run)
      throw .interrupted(
        run: run, done: before + done, steps: before + steps.count, cause: error)
    }
    guard done == steps.count else {
      throw .interrupted(run: run, done: before + done, steps: before + steps.count, cause: nil)
    }
  }

  /// - Returns: How many messages are still on their way to an account.
  private func drain(_ removals: Removals) -> [Address: Int] {
    guard let server, !removals.steps.isEmpty else { return [:] }
    return Drain(server: server, environment: environment)
      .wait(
        for: removals.steps.compactMap { removals.accounts[$0.account] },
        formerNames: removals.formerNames)
  }

  /// After an error of the store: only a step whose mail has moved may stay open, for the next run.
  private func leave(_ rest: ArraySlice<JournalStep>, of run: Int) {
    let purge = Purge(directory: directory, mail: mail, run: run)
    do throws(StoreError) {
      if let failed = rest.first, try purge.hasMoved(failed) {
        for step in rest.dropFirst() { try directory.holdBack(step.number, of: run) }
        return
      }
      for step in rest { try directory.holdBack(step.number, of: run) }
      try directory.close(run, outcome: .stopped, at: environment.now())
    } catch {
      // The store itself is out of reach: the journal tells the next run the same.
    }
  }

  private func outcome(
    of result: RunResult, _ done: Int, _ steps: [JournalStep]
  ) -> RunRecord.Outcome {
    if done < steps.count { return .stopped }
    return result.isWhole ? .done : .heldBack
  }

  /// Counts before the move and after it: what a delivery under way brings in between counts too.
  ///
  /// - Returns: Why the account came back; nil when it is gone.
  private func remove(
    _ step: JournalStep, by purge: Purge, account: LiveAccount?, queued: Int
  ) throws(StoreError) -> String? {
    guard queued == 0 else {
      try directory.holdBack(step.number, of: purge.run)
      return "\(queued) still in the mail queue"
    }
    let mailbox: Mailbox
    do throws(StoreError) { mailbox = try mail.mailbox(at: step.home) } catch {
      try directory.holdBack(step.number, of: purge.run)
      return error.description
    }
    guard mailbox == step.mailbox else {
      try directory.holdBack(step.number, of: purge.run)
      return Self.growth(from: step.mailbox, to: mailbox)
    }
    guard try !mail.holds(item: step.item(of: purge.run)) else {
      try directory.holdBack(step.number, of: purge.run)
      return "the trash holds another \(step.item(of: purge.run)) already; apply again"
    }
    try directory.announce(step.number, of: purge.run, mailbox: mailbox)
    do throws(StoreError) { try purge.move(step, account: account) } catch {
      // One folder that cannot be moved is no reason to keep all others.
      guard try !purge.hasMoved(step) else { throw error }
      return try purge.giveUp(step, because: error.description)
    }
    let moved = try purge.movedMailbox(of: step)
    guard moved == mailbox else {
      return try purge.giveUp(step, because: Self.growth(from: mailbox, to: moved))
    }
    return try purge.confirm(step, at: environment.now())
  }

  private static func growth(from old: Mailbox, to new: Mailbox) -> String {
    let count = new.messages - old.messages
    return count > 0 ? "\(count) new since the plan" : "its mailbox changed since the plan"
  }

  /// Runs what may fail before anything was written.
  private func store<Value>(
    _ body: () throws(StoreError) -> Value
  ) throws(RunError) -> Value {
    do throws(StoreError) { return try body() } catch { throw .store(error) }
  }
}

extension Change {
  /// An addition with the id that its account was given.
  fileprivate func with(idOf accounts: [Address: NewAccount]) -> Change {
    guard kind == .account, action == .add else { return self }
    var change = self
    change.id = accounts[address]?.id
    return change
  }
}
