import MailModel
import Planning
import Stores

/// Looks at the live side and makes the plan, without the means to change anything.
///
/// The stage in order: read a snapshot, take what a stopped run leaves to complete as done, draft
/// the changes, count the mailboxes that would go, let the guards judge.
package struct Survey {
  private let directory: any DirectoryReader
  private let mail: any MailboxReader
  private let location: MailLocation

  package init(directory: any DirectoryReader, mail: any MailboxReader, location: MailLocation) {
    self.directory = directory
    self.mail = mail
    self.location = location
  }

  /// What a survey found; the plan counts only without errors among `diagnostics`.
  package struct Result: Sendable {
    package var plan: Plan
    /// What the plan was made on.
    package var snapshot: Snapshot
    /// What the manifest wants back from the trash; in `snapshot` it lives already.
    package var revived: [TrashItem]
    /// Of a plan that was decided before: what no longer fits.
    package var stale: [StaleChange] = []
    /// Mistakes of the manifest that only the live side shows.
    package var diagnostics: [Diagnostic]
    /// A run that is not closed: it stopped half-way, or is at work.
    package var unfinished: UnfinishedRun?
    /// Accounts whose announced step the next apply completes before anything else.
    package var completing: [Address]

    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
  }

  /// Holds what `aim` wants against the live side of this moment.
  ///
  /// - Throws: `store` for what keeps the live side from being read whole, since a partial read is
  ///   never planned on; `notUndoable` for a run that cannot be taken back.
  package func plan(for aim: Aim, in context: PlanContext) throws(RunError) -> Result {
    switch aim {
    case .manifest(let manifest):
      try stored { () throws(StoreError) in try plan(for: manifest, in: context) }
    case .saved(let decided, _):
      try stored { () throws(StoreError) in
        let (snapshot, completing) = try settledSnapshot(at: context.now)
        return try replay(decided, in: context, snapshot, completing)
      }
    case .undo(let run, let skipped, let policy):
      try undo(run, skipping: skipped, policy: policy, in: context)
    }
  }

  /// Compares `manifest` with the live side of this moment.
  package func plan(for manifest: Manifest, in context: PlanContext) throws(StoreError) -> Result {
    var (snapshot, completing) = try settledSnapshot(at: context.now)
    let revival = Revival(wantedBy: manifest, in: &snapshot)
    let context = try withStanding(context, snapshot)
    var draft = Planner(manifest: manifest, snapshot: snapshot, context: context).draft()
    draft.mark(restored: revival.items)
    let diagnostics =
      try draft.diagnostics
      + MailHomes(mail: mail, location: location).clashes(of: draft.changes, in: snapshot)
    var result = try judged(draft, snapshot, completing)
    result.plan.findings += revival.findings
    result.revived = revival.items
    result.diagnostics = diagnostics
    return result
  }

  /// Holds a plan that was decided before against the live side of this moment.
  private func replay(
    _ decided: DecidedPlan, in context: PlanContext, _ snapshot: Snapshot, _ completing: [Address]
  ) throws(StoreError) -> Result {
    var snapshot = snapshot
    let revival = Revival(of: decided.changes, in: &snapshot)
    let decided = context.holdsRemovals ? decided.withoutRemovals : decided
    let context = try withStanding(context, snapshot)
    let draft = Replay(decided, snapshot: snapshot, context: context).draft()
    var result = try judged(draft, snapshot, completing)
    result.revived = revival.items
    result.stale = draft.stale + draft.staleMailboxes(in: result.plan)
    result.stale += try MailHomes(mail: mail, location: location)
      .clashes(of: draft.changes, in: snapshot)
      .map { StaleChange("a mail home", $0.message) }
    return result
  }

  /// The inverse of a run; what cannot be taken back is refused account by account.
  private func undo(
    _ number: Int, skipping skipped: Set<String>, policy: Policy, in context: PlanContext
  ) throws(RunError) -> Result {
    let run = try stored { () throws(StoreError) in try directory.run(number) }
    let runs = try stored { () throws(StoreError) in try directory.runs() }
    let passwords = try stored { () throws(StoreError) in
      try directory.formerPasswords(of: number)
    }
    guard let run else { throw .notUndoable(.unknown(number)) }
    if let refusal = run.undoRefusal { throw .notUndoable(refusal) }
    let (snapshot, completing) = try stored { () throws(StoreError) in
      try settledSnapshot(at: context.now)
    }
    let undo: Undo
    let undoing = try stored { () throws(StoreError) in
      try self.undoing(number, among: runs).map { $0.settled(in: snapshot) }
    }
    do throws(PlanDocumentError) {
      undo = try Undo(
        of: run, passwords: passwords, skipping: skipped,
        after: TakenBack(of: run, by: undoing), in: snapshot)
    } catch { throw .notUndoable(.unreadable(number)) }
    if undo.isTakenBack, let last = undoing.first(where: { $0.start.undoes == number }) {
      throw .notUndoable(.undone(number, by: last.number))
    }
    var decided = DecidedPlan(changes: undo.changes, policy: policy)
    decided.undoes = number
    var result = try stored { () throws(StoreError) in
      try replay(decided, in: context, snapshot, completing)
    }
    // Mail where none may be is the business of a guard.
    let refused = result.stale.filter { !undo.unpurged.contains($0.name) }
    var named: Set<String> = []
    result.plan.findings += (undo.refusals + refused).filter { named.insert($0.name).inserted }
      .map(Finding.changedSince)
    for index in result.plan.findings.indices {
      result.plan.findings[index].offerSkipping(of: undo.unpurged)
    }
    result.stale = []
    return result
  }

  /// The runs that take a run back, those that take these back, and so on; newest first.
  private func undoing(
    _ number: Int, among runs: [RunRecord]
  ) throws(StoreError) -> [RunRecord] {
    var family: Set<Int> = [number]
    var result: [RunRecord] = []
    for listed in runs.reversed() {
      guard let undone = listed.start.undoes, family.contains(undone),
        let run = try directory.run(listed.number)
      else { continue }
      family.insert(run.number)
      result.insert(run, at: 0)
    }
    return result
  }

  /// A snapshot in which what a stopped run leaves to complete is done.
  private func settledSnapshot(
    at time: Int64
  ) throws(StoreError) -> (snapshot: Snapshot, completing: [Address]) {
    var snapshot = try directory.snapshot()
    var completing: [Address] = []
    if let unfinished = snapshot.unfinished, unfinished.holder == nil {
      for stopped in try Unfinished.all(in: directory, mail: mail) {
        stopped.complete(in: &snapshot, at: time)
        completing += stopped.completing.map(\.account)
      }
    }
    return (snapshot, completing)
  }

  /// Counts the mailboxes that would go and has the guards judge.
  private func judged(
    _ draft: Draft, _ snapshot: Snapshot, _ completing: [Address]
  ) throws(StoreError) -> Result {
    let mailboxes = try mailboxes(of: draft.removals, storeID: snapshot.storeID)
    return Result(
      plan: draft.plan(mailboxes: mailboxes), snapshot: snapshot, revived: [], diagnostics: [],
      unfinished: snapshot.unfinished, completing: completing)
  }

  /// The same with consent that the last run was given and could not use up.
  private func withStanding(
    _ context: PlanContext, _ snapshot: Snapshot
  ) throws(StoreError) -> PlanContext {
    let spent = context.approvals.map(\.fingerprint).filter { snapshot.spentApprovals[$0] != nil }
    guard !context.allowances.isEmpty || !spent.isEmpty,
      let last = try directory.runs().first(where: { $0.start.kind.isOfPlan }),
      last.outcome != .done
    else { return context }
    var context = context
    context.standingAllowances.formUnion(
      context.allowances.filter { last.start.allowances.contains($0.description) })
    let standing = spent.filter { snapshot.spentApprovals[$0] == last.number }
    guard !standing.isEmpty else { return context }
    context.standingApprovals.fingerprints = Set(standing)
    let text = try directory.run(last.number)?.start.changes ?? "[]"
    let changes = (try? ChangeDocument.documents(in: text)) ?? []
    context.standingApprovals.changes = Set(
      changes.map {
        StandingApprovals.ChangeKey(action: $0.action, kind: $0.kind, name: $0.name)
      })
    return context
  }

  /// What each account to remove still holds, by id.
  ///
  /// Nothing is counted in a mail root of another site, where every mailbox would look empty.
  private func mailboxes(
    of removals: [LiveAccount], storeID: String
  ) throws(StoreError) -> [String: Mailbox] {
    guard !removals.isEmpty else { return [:] }
    try mail.checkMark(of: storeID)
    try mail.checkPurge(of: removals.map(\.home))
    var mailboxes: [String: Mailbox] = [:]
    for account in removals { mailboxes[account.id] = try mail.mailbox(at: account.home) }
    return mailboxes
  }

  private func stored<Value>(
    _ body: () throws(StoreError) -> Value
  ) throws(RunError) -> Value {
    do throws(StoreError) { return try body() } catch { throw .store(error) }
  }
}

extension RunRecord {
  /// The run once its announced removals are completed, as they are in `snapshot`.
  fileprivate func settled(in snapshot: Snapshot) -> RunRecord {
    guard outcome == .unfinished else { return self }
    var copy = self
    for index in steps.indices where steps[index].state == .announced {
      if snapshot.trash.contains(where: { $0.run == number && $0.id == steps[index].id }) {
        copy.steps[index].state = .done
      }
    }
    return copy
  }
}
