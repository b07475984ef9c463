import MailModel

/// A whole plan with both of its sides: what guards judge.
package struct GuardInput {
  let sides: DesiredAndLive
  let before: SiteView
  /// Its entries are in the plan's order, with what mailboxes hold.
  let after: SiteView
  /// The accounts that would be removed, in the plan's order.
  let removals: [LiveAccount]
  let comparison: Comparison
  /// Live rows that an entry of `leavers` names.
  let leaverRows: Set<Int>
  let builtIns: [Address]
  /// What counted mailboxes hold, by account id.
  let mailboxes: [String: Mailbox]
  /// What lies in their mail homes beside the Maildir and counts, by account id.
  let besides: [String: [String]]
  /// Who is connected to the accounts of `removals`.
  let connections: Connections
  let logins: LoginChanges
  let delivery: Delivery
  let domainsTaken: DomainsTaken
  let approvals: ApprovalCheck
  /// True where there is nothing to do, so that no run would begin.
  let changesNothing: Bool

  init(
    sides: DesiredAndLive, entries: [PlannedChange],
    removals: [LiveAccount], comparison: Comparison, leaverRows: Set<Int>, builtIns: [Address],
    mailboxes: [String: Mailbox], besides: [String: [String]], connections: Connections,
    lockout: LockoutChange?
  ) {
    self.sides = sides
    before = SiteView(before: entries, sides)
    after = SiteView(after: entries, sides)
    self.removals = removals
    self.comparison = comparison
    self.leaverRows = leaverRows
    self.builtIns = builtIns
    self.mailboxes = mailboxes
    self.besides = besides
    self.connections = connections
    changesNothing = entries.isEmpty && lockout == nil
    approvals = ApprovalCheck(
      sides.context, sides.snapshot, lockout, changes: entries.map(\.change))
    logins = LoginChanges(before: before, after: after)
    domainsTaken = DomainsTaken(before: before, after: after)
    delivery = Delivery(
      before: before, after: after, routedRows: comparison.routedRows, domains: domainsTaken.after)
  }

  var entries: [PlannedChange] { after.entries }
  var manifest: Manifest { sides.manifest }
  var snapshot: Snapshot { sides.snapshot }
  var context: PlanContext { sides.context }

  var policy: Policy { manifest.policy }

  /// Accounts that rollbook owns before the plan.
  var owned: Int { comparison.ownedCount }

  /// Every address whose mail reaches others once the plan is done.
  var deliveryChanges: [DeliveryChange] {
    if entries.isEmpty, snapshot.unfinished == nil { return [] }
    return DeliveryDiff(
      before: before, after: after, routedRows: comparison.routedRows, domains: domainsTaken.after
    ).changes
  }

  /// What the manifest asserts of routes; nil where it asserts nothing.
  var assertedRoutes: AssertedRoutes? {
    let assertions = policy.assertions
    if assertions == Assertions() { return nil }
    return AssertedRoutes(assertions, after, routedRows: comparison.routedRows)
  }

  var roleAddresses: RoleAddresses {
    RoleAddresses(after, routedRows: comparison.routedRows, domains: domainsTaken.after)
  }

  func change(ofRow row: Int) -> Change? {
    after.entryOfRow[row].map { entries[$0].change }
  }

  /// Changes of accounts with their live rows, in the plan's order: one run of `entries`.
  var accountEntries: ArraySlice<PlannedChange> {
    guard let first = entries.firstIndex(where: \.isAccount),
      let last = entries.lastIndex(where: \.isAccount)
    else { return [] }
    return entries[first...last]
  }
}
