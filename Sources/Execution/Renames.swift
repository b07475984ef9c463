import MailModel
import Planning
import Stores

/// The account renames of a plan, as the mail server meets them.
///
/// It knows accounts by name alone: a queued message and an open session have the old one.
struct Renames {
  /// The accounts by the names that they had.
  private(set) var accounts: [Address: LiveAccount] = [:]
  /// Names that an account had, now or before, and that somebody else has once the plan is done.
  private(set) var passedOn: Set<Address> = []

  init(of survey: Survey.Result) {
    let snapshot = survey.snapshot
    // By the id of the account that takes it; nil for a new account and for a group.
    var takers: [Address: String?] = [:]
    for change in survey.plan.changes {
      for address in change.takenAddresses { takers.updateValue(change.id, forKey: address) }
    }
    for item in survey.revived {
      for address in [item.name] + item.values.aliases {
        takers.updateValue(item.id, forKey: address)
      }
    }
    var former = snapshot.formerNames
    for change in survey.plan.changes where change.kind == .account && change.action == .rename {
      let old = Address(canonical: change.formerName ?? change.name)
      guard var account = snapshot.accounts[old] else { continue }
      account.address = change.address
      accounts[old] = account
      former[account.id, default: []].insert(old)
    }
    guard !takers.isEmpty else { return }
    for (id, names) in former {
      for name in names {
        if let taker = takers[name], taker != id { passedOn.insert(name) }
      }
    }
  }
}

extension Change {
  /// The addresses that nobody, or somebody else, had before.
  fileprivate var takenAddresses: [Address] {
    guard action != .remove else { return [] }
    guard kind == .account else {
      guard let field = self[.address], field.changesValue, case .address(let address) = field.after
      else { return [] }
      return [address]
    }
    let isNew = action == .add || action == .rename
    return (isNew ? [address] : []) + claimedAliases
  }
}
