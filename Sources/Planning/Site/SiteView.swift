import MailModel

/// A site at one moment: as it lives before a plan, or as the plan leaves it.
///
/// Guards, routes and asserts compare one with the other. An account has a number that is the same in
/// both: its live row, or for one that the plan adds the number of live rows and the index of its
/// entry. Groups go by the names that they have once the plan is done.
struct SiteView {
  let sides: DesiredAndLive
  /// What makes this moment of what lives, in the plan's order.
  let entries: [PlannedChange]
  /// The entry of each live account that has one.
  let entryOfRow: [Int: Int]
  /// True of what lives, where a run that stopped may have left accounts on their way out.
  let isBefore: Bool

  /// The site as `entries` leave it.
  init(after entries: [PlannedChange], _ sides: DesiredAndLive) {
    self.init(sides, entries, entries.byAccountRow, isBefore: false)
  }

  /// The site as it lives; what `entries` bring back from the trash is not there yet.
  init(before entries: [PlannedChange], _ sides: DesiredAndLive) {
    let absent = entries.filter { $0.isAccount && $0.change.restores != nil && $0.row != nil }
      .map { PlannedChange(change: Change(.remove, .account, $0.change.name), row: $0.row) }
    self.init(sides, absent, absent.byAccountRow, isBefore: true)
  }

  private init(
    _ sides: DesiredAndLive, _ entries: [PlannedChange], _ entryOfRow: [Int: Int], isBefore: Bool
  ) {
    self.sides = sides
    self.entries = entries
    self.entryOfRow = entryOfRow
    self.isBefore = isBefore
  }

  /// The same with groups by the names that they have in the store.
  var withoutRenames: SiteView {
    SiteView(sides.withoutRenames, entries, entryOfRow, isBefore: isBefore)
  }

  /// The account that an entry is about.
  func account(ofEntry index: Int) -> Int {
    entries[index].row ?? sides.live.rows.count + index
  }

  /// The index of the entry that is about an account; a copy of it would cost more than its parts.
  func entry(of account: Int) -> Int? {
    let added = account - sides.live.rows.count
    return added < 0 ? entryOfRow[account] : added
  }

  /// True for a live row, be it gone after the plan.
  func isLive(_ account: Int) -> Bool { account < sides.live.rows.count }

  /// False for an account that is yet to come, or gone.
  func has(_ account: Int) -> Bool {
    guard let index = entry(of: account) else { return true }
    return index < entries.count && !entries[index].isRemoval
  }

  func name(of account: Int) -> Address {
    entry(of: account).map { entries[$0].change.address } ?? sides.live.rows.address(account)
  }

  /// nil for a field that is as it lives.
  func newValue(of field: Field, _ account: Int) -> FieldValue? {
    entry(of: account).flatMap { entries[$0].change.newValue(of: field) }
  }

  func value(of field: Field, _ account: Int) -> FieldValue {
    if let value = newValue(of: field, account) { return value }
    return isLive(account) ? sides.value(of: field, account) : field.emptyValue
  }

  /// What marks tell of an account without a look at its value.
  func isMarked(_ mark: LiveMarks, _ field: Field, _ account: Int) -> Bool {
    if let value = newValue(of: field, account) { return value == .flag(true) }
    return isLive(account)
      ? sides.live.marks(account).contains(mark) : field.emptyValue == .flag(true)
  }

  /// nil for an account in no group, and for one that is not there.
  func group(of account: Int) -> String? {
    if let index = entry(of: account), entries[index].isRemoval { return nil }
    guard case .text(let name) = value(of: .group, account), !name.isEmpty else { return nil }
    return name
  }
}
