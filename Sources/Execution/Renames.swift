import MailModel
import Planning

/// The account renames of a plan, as the mail server meets them.
///
/// It knows accounts by name alone: a queued message and an open session have the old one.
struct Renames {
  /// The accounts by the names that they had.
  private(set) var accounts: [Address: LiveAccount] = [:]
  /// Old names that somebody else has once the plan is done.
  private(set) var passedOn: Set<Address> = []

  init(of survey: Survey.Result) {
    var taken: Set<Address> = []
    for change in survey.plan.changes where change.kind == .account {
      if change.action == .add || change.action == .rename { taken.insert(change.address) }
      if case .addresses(let aliases)? = change[.aliases]?.after {
        let before = FieldValues([.aliases: change[.aliases]?.before ?? .nothing]).aliases
        taken.formUnion(aliases.filter { !before.contains($0) })
      }
      guard change.action == .rename, let former = change.formerName,
        var account = survey.snapshot.accounts[Address(canonical: former)]
      else { continue }
      let old = account.address
      account.address = change.address
      accounts[old] = account
    }
    passedOn = taken.intersection(accounts.keys)
  }
}
