import MailModel

/// Turns what the manifest wants and what the store has into a plan.
///
/// Renames are resolved first, those of groups too, then both sides are walked name by name, leavers and omissions
/// become removals, and every address that changes hands is checked. The draft that comes out
/// names the mailboxes that have to be counted; with them the guards judge and it becomes a plan.
package struct Planner {
  private let sides: DesiredAndLive

  package init(manifest: Manifest, snapshot: Snapshot, context: PlanContext) {
    sides = DesiredAndLive(manifest, snapshot, context)
  }

  /// Everything but what depends on mailboxes; with errors in `diagnostics` it is not to be
  /// applied.
  package func draft() -> UnjudgedPlan {
    let renames = Renames(sides)
    let comparison = Comparison(sides, renames)
    let departures = PlannedRemovals(sides, comparison, renames)
    let accounts = AccountChanges.entries(sides, comparison, renames, departures)
    let held = sides.context.holdsRemovals ? departures.all.map(\.row) : []
    let groups = GroupChanges(sides, accounts: accounts, held: Set(held))
    let claims = AddressClaims(
      sides, accounts: accounts, groups: groups.entries,
      leaving: Set(departures.all.map(\.row)))
    let scopes = Scopes(sides, comparison, renames, departures)
    let entries = (groups.entries + accounts).sorted(by: PlannedChange.isOrdered)
    let listedBuiltIns = (0..<sides.desired.builtInCount).map(sides.desired.address)
    return UnjudgedPlan(
      sides: sides,
      diagnostics: renames.diagnostics + sides.groupRenames.diagnostics
        + departures.diagnostics + claims.diagnostics + groups.diagnostics + scopes.diagnostics,
      removals: entries.filter(\.isAccountRemoval).compactMap { entry in
        entry.row.map(sides.live.account)
      },
      heldRemovals: held.map(sides.live.rows.address),
      entries: entries,
      comparison: comparison,
      leaverRows: departures.leaverRows,
      builtIns: Set(listedBuiltIns + departures.builtIns).sorted(),
      notices: renames.findings + sides.groupRenames.findings + departures.findings
        + [
          Finding.endedAutoresponders(entries, today: sides.context.today),
          Finding.nothingToRestore(entries, in: sides.snapshot.trash),
        ].compactMap(\.self),
      appliedState: SourceNotes.appliedState(sides, comparison, renames, entries: entries))
  }
}
