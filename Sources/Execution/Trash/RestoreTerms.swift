import MailModel

/// On what an item of the trash may become an account again.
package struct RestoreTerms: Sendable {
  /// Another name than its own; then it comes without the aliases that others have by now.
  let name: Address?
  private let seats: Int?
  /// The domains that are the site's own; nil where no manifest says which are.
  private let ownDomains: [String]?

  package init(as name: Address?, seats: Int?, ownDomains: [String]?) {
    self.name = name
    self.seats = seats
    self.ownDomains = ownDomains
  }

  /// - Returns: Addresses in domains in which nobody had one before.
  func check(_ item: TrashItem, in snapshot: Snapshot) throws(Trash.Refusal) -> [Address] {
    let target = name ?? item.name
    let own = [target] + (name == nil ? item.values.aliases : [])
    let addresses = snapshot.takenAddresses
    if let taken = own.first(where: addresses.contains) { throw .addressTaken(taken) }
    let begun = ([target] + item.values.aliases).filter {
      !snapshot.domains.contains(String($0.domain))
    }
    if let ownDomains {
      let claims = begun + (name.map { [$0] } ?? [])
      if let foreign = claims.first(where: { !ownDomains.contains(String($0.domain)) }) {
        throw .undeclaredDomain(foreign)
      }
    }
    if let seats, snapshot.accounts.count >= seats { throw .noSeat(limit: seats) }
    let nested = snapshot.accounts.nestedHomes(with: [.init(item.home, of: item.label)])
    if let relation = nested[item.home] { throw .nested(item, relation) }
    return begun
  }
}
