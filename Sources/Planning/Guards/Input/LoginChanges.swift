import MailModel

/// What a plan does to logins.
struct LoginChanges {
  private let before: LoginAccess
  private let after: LoginAccess
  /// Live rows that stay and lose their login, in the order of names.
  private(set) var disabled: [Int] = []
  /// Live rows that stay and whose group lets them log in now and not later, or the reverse.
  private(set) var regrouped: Set<Int> = []

  init(before: SiteView, after: SiteView) {
    self.before = LoginAccess(before)
    self.after = LoginAccess(after)
    var candidates: Set<Int> = []
    for entry in after.entries where entry.isAccount && !entry.isRemoval {
      guard let row = entry.row else { continue }
      let fields = [Field.enabled, .group, .services]
      if fields.contains(where: { entry.change[$0] != nil }) { candidates.insert(row) }
    }
    let toggled = self.before.closedGroups.symmetricDifference(self.after.closedGroups)
    let members = GroupMembers(of: toggled, after.sides)
    candidates.formUnion(toggled.flatMap { members[$0] }.filter(after.has))
    for row in candidates.sorted() {
      if self.before.isLetInByGroup(row) != self.after.isLetInByGroup(row) { regrouped.insert(row) }
      if self.before.has(row), !self.after.has(row) { disabled.append(row) }
    }
  }

  /// How many administrators can log in, before the plan and after it.
  func admins(in input: GuardInput) -> (before: Int, after: Int) {
    let live = input.comparison.adminRows
    var accounts = Set(live)
    for (index, entry) in input.entries.enumerated()
    where entry.isAccount && entry.change[.admin]?.after == .flag(true) {
      accounts.insert(input.after.account(ofEntry: index))
    }
    return (
      live.count(where: before.has),
      accounts.count { input.after.isMarked(.admin, .admin, $0) && after.has($0) }
    )
  }
}
