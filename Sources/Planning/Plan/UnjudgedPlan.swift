import MailModel

/// A plan before mailboxes were counted and guards have judged.
package struct UnjudgedPlan {
  let sides: DesiredAndLive
  /// What is wrong between the manifest and the live side, each an error.
  package let diagnostics: [Diagnostic]
  /// Accounts whose mailbox must be counted before the guards can judge, in the plan's order.
  package let removals: [LiveAccount]
  /// Removals that were left out on request, by name.
  package let heldRemovals: [Address]
  var entries: [PlannedChange]
  let comparison: Comparison
  /// Live rows that an entry of `leavers` names.
  let leaverRows: Set<Int>
  /// Built-in names that the manifest lists or lets leave.
  let builtIns: [Address]
  /// What is odd, and no guard's business.
  let notices: [Finding]
  let appliedState: AppliedState
  /// Of a plan that was decided before: what no longer fits.
  package internal(set) var stale: [StaleChange] = []
  /// The plan that this is the replay of; nil for one made of a manifest.
  var decided: SavedPlan?

  /// Accounts that may become another person's and have no other trace of the one before than what
  /// their mailboxes hold: these must be counted as well.
  package var passedOn: [LiveAccount] {
    let suspects = entries.filter {
      PersonChange($0.change, of: manifest, in: snapshot).isOne && $0.change.restores == nil
    }
    guard !suspects.isEmpty else { return [] }
    return suspects.compactMap(\.row).map(snapshot.accounts.view.account).filter {
      $0.lastLogin == nil && $0.values.password == nil
    }
  }

  private var manifest: Manifest { sides.manifest }
  private var snapshot: Snapshot { sides.snapshot }
  private var context: PlanContext { sides.context }

  /// In the order in which they would be done; removals without what their mailboxes hold.
  package var changes: [Change] { entries.map(\.change) }

  /// The plan with everything that guards say.
  ///
  /// `besides` names what lies in a mail home beside its Maildir, by account id.
  ///
  /// - Precondition: `mailboxes` has the mailbox of every account in `removals` and `passedOn`, by id.
  package func plan(
    mailboxes: [String: Mailbox], besides: [String: [String]] = [:],
    connections: Connections = .known([])
  ) -> Plan {
    let entries = entries(with: mailboxes)
    let lockout = LockoutChange(from: snapshot.lockout, to: appliedState.lastApplied.lockout)
    let input = GuardInput(
      sides: sides, entries: entries, removals: removals, comparison: comparison,
      leaverRows: leaverRows, builtIns: builtIns,
      mailboxes: mailboxes, besides: besides, connections: connections, lockout: lockout)
    let findings = Guards.findings(in: input, decided: decided)
    var plan = Plan(
      manifestDigest: manifest.digest, sources: manifest.sources, storeID: snapshot.storeID,
      changes: entries.map(\.change),
      findings: (findings + notices + input.approvals.notices
        + Finding.unusedAllowances(context.allowances, findings)).map(withBase),
      summary: summary, ownedBefore: comparison.ownedCount, heldRemovals: heldRemovals,
      appliedState: appliedState)
    plan.lockout = lockout
    plan.policy = manifest.policy
    plan.declaredGroups = manifest.groups.map(\.name)
    plan.undoes = decided?.undoes
    plan.domains = input.domainsTaken.changes
    if !context.isFreshCheck { plan.delivery = input.deliveryChanges }
    return plan
  }

  /// Notes which adopted accounts come back from the trash first.
  package mutating func mark(restored items: [TrashItem]) {
    guard !items.isEmpty else { return }
    let byID = Dictionary(items.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for index in entries.indices where entries[index].change.action == .adopt {
      guard let item = entries[index].change.id.flatMap({ byID[$0] }) else { continue }
      entries[index].change.restores = item.label
      entries[index].change.removal = Removal(
        purges: true, reason: item.reason, mailbox: item.mailbox)
    }
  }

  /// What no longer fits once mailboxes are counted: `plan` holds others than were decided on.
  package func staleMailboxes(in plan: Plan) -> [StaleChange] {
    guard let decided else { return [] }
    let before = Dictionary(
      decided.changes.filter { $0.kind == .account && $0.action == .remove }.map { ($0.name, $0) },
      uniquingKeysWith: { first, _ in first })
    return plan.changes.compactMap { change in
      guard change.kind == .account, change.action == .remove else { return nil }
      return before[change.name].flatMap { StaleChange.between($0, change) }
    }
  }

  /// Where a guard takes no share of anything, the base is the owned accounts.
  private func withBase(_ finding: Finding) -> Finding {
    var finding = finding
    finding.base = finding.base ?? comparison.ownedCount
    return finding
  }

  private func entries(with mailboxes: [String: Mailbox]) -> [PlannedChange] {
    var entries = entries
    let places = entries.indices.filter { entries[$0].isAccountRemoval }
    for (index, account) in zip(places, removals) {
      guard let mailbox = mailboxes[account.id] else {
        preconditionFailure("the mailbox of \(account.address) was not counted")
      }
      entries[index].change.removal?.mailbox = mailbox
      entries[index].change.precondition = Precondition.of(
        entries[index].change, account: account, mailbox: mailbox)
    }
    return entries
  }

  private var summary: Plan.Summary {
    var summary = Plan.Summary()
    var owned = comparison.ownedCount + snapshot.groups.count(where: \.isOwned)
    var unowned = comparison.liveCount + snapshot.groups.count - owned
    let live = snapshot.accounts.view
    for entry in entries {
      switch entry.change.action {
      case .add: summary.add += 1
      case .edit: summary.edit += 1
      case .rename: summary.rename += 1
      case .adopt: summary.adopt += 1
      case .remove: summary.remove += 1
      }
      guard let row = entry.row else { continue }
      let isOwned =
        entry.isAccount
        ? live.marks(row).contains(.owned) : snapshot.groups[row].isOwned
      if isOwned { owned -= 1 } else { unowned -= 1 }
    }
    summary.unchanged = owned
    summary.unmanaged = unowned
    return summary
  }
}
