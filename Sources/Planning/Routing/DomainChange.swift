import MailModel

/// A domain whose mail the site begins or ceases to take once a plan is done.
///
/// The mail server takes all mail to every domain in which somebody has an address.
package struct DomainChange: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable {
    case begins
    case ceases
  }

  package var domain: String
  package var kind: Kind

  package init(_ domain: String, _ kind: Kind) {
    self.domain = domain
    self.kind = kind
  }
}

/// The domains that mail is taken for, before a plan and after it.
struct DomainsTaken: Sendable {
  let before: Set<String>
  let after: Set<String>
  /// The addresses that the site has once the plan is done in domains that it does not declare,
  /// sorted, by domain.
  let undeclared: [String: [Address]]

  init(before: SiteView, after: SiteView) {
    let sides = after.sides
    var then = RoutingTable(after)
    if after.entries.isEmpty {
      (self.before, self.after) = (sides.snapshot.domains, sides.snapshot.domains)
    } else {
      var now = RoutingTable(before)
      (self.before, self.after) = (now.localDomains(), then.localDomains())
    }
    let foreign = sides.manifest.policy.ownDomains.map(self.after.subtracting) ?? []
    undeclared = foreign.isEmpty ? [:] : then.addresses(in: foreign)
  }

  /// Sorted by domain.
  var changes: [DomainChange] {
    before.symmetricDifference(after).sorted { $0.bytesPrecede($1) }
      .map { DomainChange($0, after.contains($0) ? .begins : .ceases) }
  }
}
