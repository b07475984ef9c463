import MailModel

/// The accounts of which a run takes away what an open session rests on: the name.
struct EndedSessions {
  /// By the name that somebody is logged in with; as the account is called afterwards.
  private(set) var accounts: [Address: LiveAccount] = [:]

  init(by changes: [Change], in snapshot: Snapshot) {
    for change in changes where change.kind == .account && change.action == .rename {
      let old = Address(canonical: change.formerName ?? change.name)
      guard var account = snapshot.accounts[old] else { continue }
      account.address = change.address
      accounts[old] = account
    }
  }
}
