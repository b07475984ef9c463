import MailModel
import Planning
import Stores

/// Looks at the live side and makes the plan, without the means to change anything.
///
/// The stage in order: read a snapshot, leave out what the next apply completes first, draft the
/// changes, count the mailboxes that would go, let the guards judge.
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
    /// Mistakes of the manifest that only the live side shows.
    package var diagnostics: [Diagnostic]
    /// A run that stopped half-way, which the next apply completes or gives up.
    package var unfinished: UnfinishedRun?
    /// Accounts whose announced removal the next apply completes before anything else.
    package var completing: [Address]

    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
  }

  /// Compares `manifest` with the live side of this moment.
  ///
  /// - Throws: What keeps the live side from being read whole; a partial read is never planned on.
  package func plan(for manifest: Manifest, in context: PlanContext) throws(StoreError) -> Result {
    var snapshot = try directory.snapshot()
    let completing = try announcedRemovals(of: snapshot.unfinished)
    if !completing.isEmpty { snapshot.accounts.remove(Set(completing)) }

    let draft = Planner(manifest: manifest, snapshot: snapshot, context: context).draft()
    var diagnostics = draft.diagnostics
    diagnostics += try MailHomes(mail: mail, location: location).clashes(
      of: draft.changes, in: snapshot)

    if !draft.removals.isEmpty { try mail.checkTrash() }
    var mailboxes: [String: Mailbox] = [:]
    for account in draft.removals {
      mailboxes[account.id] = try mail.mailbox(at: account.home)
    }
    return Result(
      plan: draft.plan(mailboxes: mailboxes), diagnostics: diagnostics,
      unfinished: snapshot.unfinished, completing: completing)
  }

  private func announcedRemovals(of unfinished: UnfinishedRun?) throws(StoreError) -> [Address] {
    guard let unfinished, let run = try directory.run(unfinished.number), run.start.kind == .apply
    else { return [] }
    return run.steps.filter { $0.state == .announced }.map(\.account)
  }
}
