import MailModel
import MailServer
import Planning
import Stores

/// Looks at the live side and makes the plan, without the means to change anything.
///
/// The stage in order: read a snapshot, take what a stopped run leaves to complete as done, draft
/// the changes, count the mailboxes that would go, let the guards judge.
package struct PlanMaker {
  let directory: any DirectoryReader
  private let mail: any MailboxReader
  private let location: MailLocation
  private let server: (any MailServer)?
  private let shown: [String: Mailbox]

  /// Without a mail server nobody knows who is connected.
  ///
  /// `shown` are figures of mailboxes that somebody agreed to, by account id; they count for what
  /// lies there now.
  package init(
    directory: any DirectoryReader, mail: any MailboxReader, location: MailLocation,
    server: (any MailServer)? = nil, shown: [String: Mailbox] = [:]
  ) {
    self.shown = shown
    self.directory = directory
    self.mail = mail
    self.location = location
    self.server = server
  }

  /// What was found; the plan counts only without errors among `diagnostics`.
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
  package func plan(for aim: PlanSource, in context: PlanContext) throws(RunError) -> Result {
    switch aim {
    case .manifest(let manifest):
      return try stored { () throws(StoreError) in try plan(for: manifest, in: context) }
    case .saved(let decided, _):
      let settled = try stored { () throws(StoreError) in try look(at: context.now) }
      let foreign = try decided.undoes.map { run throws(RunError) in
        try inverse(of: run, skipping: [], in: settled.snapshot).undo.foreign(in: decided)
      }
      var result = try stored { () throws(StoreError) in
        try replay(decided, in: context, settled)
      }
      var told = Set(result.stale.map(\.name))
      result.stale += (foreign ?? []).filter { told.insert($0.name).inserted }
      return result
    case .undo(let run, let skipped, let policy):
      return try undo(run, skipping: skipped, policy: policy, in: context)
    }
  }

  /// What `manifest` would change, without counting mailboxes.
  package func draft(for manifest: Manifest, in context: PlanContext) throws(StoreError)
    -> UnjudgedPlan
  {
    var snapshot = try look(at: context.now).snapshot
    let revival = Revival(wantedBy: manifest, in: &snapshot)
    return Self.draft(manifest, snapshot, revival, context)
  }

  private static func draft(
    _ manifest: Manifest, _ snapshot: Snapshot, _ revival: Revival, _ context: PlanContext
  ) -> UnjudgedPlan {
    var draft = Planner(manifest: manifest, snapshot: snapshot, context: context).draft()
    draft.mark(restored: revival.items)
    return draft
  }

  /// Compares `manifest` with the live side of this moment.
  package func plan(for manifest: Manifest, in context: PlanContext) throws(StoreError) -> Result {
    let settled = try look(at: context.now)
    var snapshot = settled.snapshot
    let (warning, errors) = try mailCheck(of: &snapshot)
    let revival = Revival(wantedBy: manifest, in: &snapshot)
    let context = try withStanding(context, snapshot)
    let draft = Self.draft(manifest, snapshot, revival, context)
    let diagnostics =
      try draft.diagnostics + faults(of: revival, settled).map(Diagnostic.notWhole)
      + MailHomes(mail: mail, location: location).clashes(of: draft.changes, in: snapshot)
    var result = try judged(draft, snapshot, settled)
    result.plan.findings += revival.findings + warning
    result.revived = revival.items
    result.diagnostics = diagnostics + errors
    return result
  }

  /// Holds a plan that was decided before against the live side of this moment.
  func replay(
    _ decided: SavedPlan, in context: PlanContext, _ settled: Settled
  ) throws(StoreError) -> Result {
    var snapshot = settled.snapshot
    let (warning, errors) = try mailCheck(of: &snapshot)
    let revival = Revival(of: decided.changes, in: &snapshot)
    let decided = context.holdsRemovals ? decided.withoutRemovals : decided
    let context = try withStanding(context, snapshot)
    let draft = Replay(decided, snapshot: snapshot, context: context).draft()
    var result = try judged(draft, snapshot, settled)
    result.revived = revival.items
    result.stale = draft.stale + draft.staleMailboxes(in: result.plan)
    result.stale += try MailHomes(mail: mail, location: location)
      .clashes(of: draft.changes, in: snapshot)
      .filter { $0.severity == .error }
      .map { StaleChange("a mail home", $0.message) }
    result.stale += try faults(of: revival, settled)
      .map { StaleChange($0.item.name.text, $0.fault) }
    result.plan.findings += warning
    result.diagnostics = errors
    return result
  }

  /// Items that are to come back and cannot, and why; but for those of a run that is not closed, whose
  /// mail may have yet to move.
  private func faults(
    of revival: Revival, _ settled: Settled
  ) throws(StoreError) -> [(item: TrashItem, fault: String)] {
    guard !revival.items.isEmpty else { return [] }
    let accounts = settled.snapshot.accounts.all
    let holders = Dictionary(
      accounts.flatMap { [($0.id, $0.address), ($0.home, $0.address)] },
      uniquingKeysWith: { first, _ in first })
    var faults: [(item: TrashItem, fault: String)] = []
    for item in revival.items {
      if let holder = holders[item.id] ?? holders[item.home] {
        faults.append(
          (item, StoreError.conflict("\(holder) has its mail home").description))
      } else if item.run != settled.snapshot.unfinished?.number,
        !settled.stayingIDs.contains(item.id)
      {
        if let fault = try mail.fault(of: item, in: settled.snapshot) {
          faults.append((item, fault))
        }
      }
    }
    return faults
  }

  /// What the mail folder and the store disagree on, before anything comes back from the trash; the
  /// snapshot knows the homes inside others from then on.
  private func mailCheck(
    of snapshot: inout Snapshot
  ) throws(StoreError) -> (warning: [Finding], errors: [Diagnostic]) {
    let check = MailCheck(directory: directory, mail: mail, location: location)
    let difference = try check.difference(from: snapshot)
    snapshot.strayHomes = difference.nested
    return (
      check.warnings(of: difference, in: snapshot),
      try check.errors(of: difference, in: snapshot)
    )
  }

  func look(at time: Int64) throws(StoreError) -> Settled {
    try Settled(in: directory, mail: mail, at: time)
  }

  /// Counts the mailboxes that would go and has the guards judge.
  private func judged(
    _ draft: UnjudgedPlan, _ snapshot: Snapshot, _ settled: Settled
  ) throws(StoreError) -> Result {
    var mailboxes = try mailboxes(of: draft.removals, settled)
    for (id, mailbox) in try count(draft.passedOn, settled) {
      mailboxes[id] = mailbox
    }
    return Result(
      plan: draft.plan(
        mailboxes: mailboxes, besides: try besides(draft.removals, mailboxes),
        connections: connections(of: draft.removals)),
      snapshot: snapshot, revived: [], diagnostics: [],
      unfinished: snapshot.unfinished, completing: settled.completing)
  }

  private func connections(of removals: [LiveAccount]) -> Connections {
    guard !removals.isEmpty else { return .known([]) }
    guard let server else { return .unknown("there is no mail server to ask") }
    do throws(MailServerAbsence) { return .known(try server.sessions(of: removals)) } catch {
      return .unknown(error.description)
    }
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
    of removals: [LiveAccount], _ settled: Settled
  ) throws(StoreError) -> [String: Mailbox] {
    guard !removals.isEmpty else { return [:] }
    let mailboxes = try count(removals, settled)
    try mail.checkPurge(of: removals.map(\.home))
    return mailboxes.merging(shown) { _, shown in shown }
  }

  /// What lies beside the Maildirs of accounts to remove, whose mailboxes are not empty.
  private func besides(
    _ removals: [LiveAccount], _ mailboxes: [String: Mailbox]
  ) throws(StoreError) -> [String: [String]] {
    var besides: [String: [String]] = [:]
    for account in removals where mailboxes[account.id]?.isEmpty == false {
      let found = try mail.besides(at: account.home)
      if !found.isEmpty { besides[account.id] = found }
    }
    return besides
  }

  private func count(
    _ accounts: [LiveAccount], _ settled: Settled
  ) throws(StoreError) -> [String: Mailbox] {
    guard !accounts.isEmpty else { return [:] }
    try mail.checkMark(of: settled.snapshot.storeID)
    var mailboxes: [String: Mailbox] = [:]
    for account in accounts {
      mailboxes[account.id] =
        if let folder = settled.folders[account.id] {
          try mail.mailbox(inTrash: folder)
        } else {
          try mail.mailbox(at: account.home)
        }
    }
    return mailboxes
  }

  func stored<Value>(
    _ body: () throws(StoreError) -> Value
  ) throws(RunError) -> Value {
    do throws(StoreError) { return try body() } catch { throw .store(error) }
  }
}

extension Diagnostic {
  /// Of an item of the trash that the manifest wants back.
  fileprivate static func notWhole(_ item: TrashItem, _ fault: String) -> Diagnostic {
    .error("mail-not-whole", "\(item.name) cannot come back: \(fault)", at: nil)
  }
}
