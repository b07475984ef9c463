import MailModel

/// A whole plan with both of its sides: what guards judge.
package struct Situation: Sendable {
  let manifest: Manifest
  let snapshot: Snapshot
  let context: PlanContext
  /// In the plan's order, with what mailboxes hold.
  let entries: [Entry]
  /// The entry of each live account that has one.
  let entryOfRow: [Int: Int]
  /// The accounts that would be removed, in the plan's order.
  let removals: [LiveAccount]
  let comparison: Comparison
  /// Live rows that an entry of `leavers` names.
  let leaverRows: Set<Int>
  let builtIns: [Address]
  /// What counted mailboxes hold, by account id.
  let mailboxes: [String: Mailbox]
  /// Who is connected to the accounts of `removals`.
  let connections: Connections
  let standing: Standing
  let delivery: Delivery
  let domainsTaken: DomainsTaken
  let approvals: ApprovalCheck
  /// True where there is nothing to do, so that no run would begin.
  let changesNothing: Bool

  init(
    manifest: Manifest, snapshot: Snapshot, context: PlanContext, entries: [Entry],
    removals: [LiveAccount], comparison: Comparison, leaverRows: Set<Int>, builtIns: [Address],
    mailboxes: [String: Mailbox], connections: Connections, lockout: LockoutChange?
  ) {
    self.manifest = manifest
    self.snapshot = snapshot
    self.context = context
    self.entries = entries
    self.removals = removals
    self.comparison = comparison
    self.leaverRows = leaverRows
    self.builtIns = builtIns
    self.mailboxes = mailboxes
    self.connections = connections
    changesNothing = entries.isEmpty && lockout == nil
    approvals = ApprovalCheck(context, snapshot, lockout, changes: entries.map(\.change))
    let entryOfRow = entries.byAccountRow
    self.entryOfRow = entryOfRow
    (standing, delivery, domainsTaken) = snapshot.withSides(manifest, context) { sides in
      let domains = DomainsTaken(sides, entries, entryOfRow)
      return (
        Standing(sides, entries, entryOfRow),
        Delivery(
          sides, entries, entryOfRow, routedRows: comparison.routedRows, domains: domains.after),
        domains
      )
    }
  }

  var policy: Policy { manifest.policy }

  /// Accounts that rollbook owns before the plan.
  var owned: Int { comparison.ownedCount }

  func withSides<Result>(_ body: (Sides) -> Result) -> Result {
    snapshot.withSides(manifest, context, body)
  }

  /// Every address whose mail reaches others once the plan is done.
  var deliveryChanges: [DeliveryChange] {
    if entries.isEmpty, snapshot.unfinished == nil { return [] }
    return withSides { sides in
      DeliveryDiff(
        sides, entries, entryOfRow, routedRows: comparison.routedRows, domains: domainsTaken.after
      ).changes
    }
  }

  /// What the manifest asserts of routes; nil where it asserts nothing.
  var assertedRoutes: AssertedRoutes? {
    let assertions = policy.assertions
    if assertions == Assertions() { return nil }
    return withSides { sides in
      AssertedRoutes(
        assertions, sides, entries, entryOfRow, routedRows: comparison.routedRows)
    }
  }

  var roleAddresses: RoleAddresses {
    withSides {
      RoleAddresses(
        $0, entries, entryOfRow, routedRows: comparison.routedRows, domains: domainsTaken.after)
    }
  }

  func change(ofRow row: Int) -> Change? {
    entryOfRow[row].map { entries[$0].change }
  }

  /// Changes of accounts with their live rows, in the plan's order: one run of `entries`.
  var accountEntries: ArraySlice<Entry> {
    guard let first = entries.firstIndex(where: \.isAccount),
      let last = entries.lastIndex(where: \.isAccount)
    else { return [] }
    return entries[first...last]
  }
}
