import MailModel

/// Every account, alias and group address lies in a domain that the site declares as its own: the
/// mail server takes all mail to the domain of any address it has.
enum UndeclaredDomain: Rule {
  /// Addresses of one domain that are told each at its place.
  private static let maximumTold = 100

  static func check(_ input: RuleInput) {
    let draft = input.draft
    if draft.lacksEntries || draft.hasMissedDomain { return }
    guard hasForeign(draft.domains, draft) || hasForeign(draft.aliasDomains, draft) else { return }
    var found = Found()
    for row in 0..<input.rows.count {
      found.add(input.rows.key(row), input) { ("", input.place(ofRow: row)) }
      guard let aliases = input.rows.image(row).bytes(of: .aliases), !aliases.isEmpty else {
        continue
      }
      for alias in aliases.split(separator: UInt8(ascii: "\n")) {
        let alias = UnsafeRawBufferPointer(rebasing: alias)
        found.add(alias, input) {
          (", an alias of \(input.rows.address(row)),", input.place(ofRow: row, .aliases, alias))
        }
      }
    }
    for (number, group) in draft.groups.enumerated() {
      guard var address = group.values.address?.text else { continue }
      address.withUTF8 {
        found.add(UnsafeRawBufferPointer($0), input) {
          (
            ", the address of group `\(draft.groupNames[number])`,",
            draft.list.place(group.addressPlace ?? group.place)
          )
        }
      }
    }
    let own = draft.ownDomains
    for (domain, claims) in found.claims.sorted(by: { $0.key.bytesPrecede($1.key) }) {
      let near = Spelling.nearest(to: domain, among: own)
      for (index, claim) in claims.told.enumerated() {
        let isLast = index == claims.told.count - 1
        input.add(
          .undeclaredDomain(
            claim.subject, domain, near: near, isListed: draft.declaresDomains, at: claim.place,
            more: isLast ? claims.count - claims.told.count : 0))
      }
    }
  }

  private static func hasForeign(_ domains: NameTable, _ draft: ManifestBuilder) -> Bool {
    (0..<domains.count).contains { number in
      var name = domains[number]
      return !name.isEmpty && !name.withUTF8 { draft.isOwn(UnsafeRawBufferPointer($0)) }
    }
  }

  /// What the manifest claims in domains that it does not declare.
  private struct Found {
    struct Claims {
      var told: [(subject: String, place: Place)] = []
      var count = 0
    }

    var claims: [String: Claims] = [:]

    mutating func add(
      _ address: UnsafeRawBufferPointer, _ input: RuleInput, _ describe: () -> (String, Place)
    ) {
      let domain = AddressBook.domain(of: address)
      guard !domain.isEmpty, !input.draft.isOwn(domain) else { return }
      let name = String(decoding: domain, as: UTF8.self)
      claims[name, default: Claims()].count += 1
      guard claims[name, default: Claims()].told.count < maximumTold else { return }
      let (role, place) = describe()
      claims[name, default: Claims()].told.append(
        (String(decoding: address, as: UTF8.self) + role, place))
    }
  }
}

extension Diagnostic {
  fileprivate static func undeclaredDomain(
    _ subject: String, _ domain: String, near: String?, isListed: Bool, at place: Place, more: Int
  ) -> Diagnostic {
    let line = isListed ? "add `\(domain): {}` under `domains`" : "add `domains: { \(domain): {} }`"
    return .error(
      "undeclared-domain", "\(subject) is in \(domain), which is no domain of this site", at: place,
      notes: more > 0 ? [Note("so are \(more) more addresses in \(domain)", at: nil)] : [],
      help: (near.map { "did you mean `\($0)`? else " } ?? "") + line
        + " if all mail to \(domain) is to be taken here; `forward` sends mail to others")
  }
}
