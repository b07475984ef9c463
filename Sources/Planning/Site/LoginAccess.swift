import MailModel

/// Who can log in at one moment: an account is enabled by itself and by its group, and has something
/// to log in to.
struct LoginAccess {
  private let site: SiteView
  /// Groups whose members cannot.
  let closedGroups: Set<String>

  init(_ site: SiteView) {
    self.site = site
    let sides = site.sides
    var closed = Set(
      sides.snapshot.groups.lazy.filter { !$0.values.isEnabled }
        .map { sides.groupRenames.newName(of: $0.name) })
    for entry in site.entries where !entry.isAccount {
      if entry.isRemoval { closed.remove(entry.change.name) }
      guard let change = entry[.enabled] else { continue }
      if change.after == .flag(false) {
        closed.insert(entry.change.name)
      } else {
        closed.remove(entry.change.name)
      }
    }
    closedGroups = closed
  }

  func has(_ account: Int) -> Bool {
    site.has(account) && site.isMarked(.enabled, .enabled, account)
      && site.value(of: .services, account) != .services([]) && isLetInByGroup(account)
  }

  func isLetInByGroup(_ account: Int) -> Bool {
    closedGroups.isEmpty || site.group(of: account).map { !closedGroups.contains($0) } ?? true
  }
}
