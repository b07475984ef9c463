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
    /// Mistakes of the manifest that only the live side shows.
    package var diagnostics: [Diagnostic]
    /// A run that is not closed: it stopped half-way, or is at work.
    package var unfinished: UnfinishedRun?
    /// Accounts whose announced step the next apply completes before anything else.
    package var completing: [Address]

    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
  }

  /// Compares `manifest` with the live side of this moment.
  ///
  /// - Throws: What keeps the live side from being read whole; a partial read is never planned on.
  package func plan(for manifest: Manifest, in context: PlanContext) throws(StoreError) -> Result {
    var snapshot = try directory.snapshot()
    var completing: [Address] = []
    if let unfinished = snapshot.unfinished, unfinished.holder == nil {
      for stopped in try Unfinished.all(in: directory, mail: mail) {
        stopped.complete(in: &snapshot, at: context.now)
        completing += stopped.completing.map(\.account)
      }
    }
    let revival = Revival(wantedBy: manifest, in: &snapshot)
    var context = context
    context.standingAllowances = try standingAllowances(in: context)
    let draft = Planner(manifest: manifest, snapshot: snapshot, context: context).draft()
    let diagnostics =
      try draft.diagnostics
      + MailHomes(mail: mail, location: location).clashes(of: draft.changes, in: snapshot)
    let mailboxes = try mailboxes(of: draft.removals, storeID: snapshot.storeID)
    var plan = draft.plan(mailboxes: mailboxes)
    plan.findings += revival.findings
    return Result(
      plan: plan, snapshot: snapshot, revived: revival.items, diagnostics: diagnostics,
      unfinished: snapshot.unfinished, completing: completing)
  }

  /// Consent that the last run was given and could not use up.
  private func standingAllowances(in context: PlanContext) throws(StoreError) -> Set<Allowance> {
    guard !context.allowances.isEmpty,
      let last = try directory.runs().first(where: { $0.start.kind == .apply }),
      last.outcome != .done
    else { return [] }
    return Set(context.allowances.filter { last.start.allowances.contains($0.description) })
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
}
