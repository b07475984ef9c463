import MailModel

/// Reads `domains`, the site's own: each a domain, and nothing to say of it yet.
struct DomainsReader {
  private let table = KeyTable<DomainKey>()

  init() {}

  func read(_ node: Int, _ values: ValueReader, into draft: inout ManifestBuilder) {
    let tree = values.tree
    if tree.isNull(node) { return }
    draft.declaresDomains = true
    guard values.isMapping(node, "domains") else {
      // That is the mistake, and not every address.
      draft.hasMissedDomain = true
      return
    }
    var places: [Place] = []
    for (key, value) in tree.pairs(of: node) {
      guard let text = values.name(key, "a domain") else { continue }
      guard let domain = draft.domainNames.canonical(Array(text)) else {
        values.list.add(.invalidDomain(text, at: values.place(key)))
        continue
      }
      let (number, isNew) = domain.withUnsafeBytes { draft.declaredDomains.insert($0) }
      if isNew {
        places.append(values.place(key))
      } else {
        values.list.add(
          .duplicateKey(tree.string(key), at: values.place(key), first: places[number]))
      }
      readSettings(value, of: tree.string(key), values)
    }
  }

  private func readSettings(_ node: Int, of domain: String, _ values: ValueReader) {
    let tree = values.tree
    guard !tree.isNull(node), values.isMapping(node, "a domain") else { return }
    for (key, _) in tree.pairs(of: node) {
      guard tree.kind(key) == .scalar else {
        values.reportType(key, "a key of a domain", "text")
        continue
      }
      if let number = table.number(of: tree.text(key)) {
        values.list.add(
          .laterKey(table[number].rawValue, of: domain, at: values.place(key)))
      } else {
        values.list.add(
          .unknownKey(
            tree.string(key), "a domain", known: [], open: [], at: values.place(key)))
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func laterKey(_ key: String, of domain: String, at place: Place) -> Diagnostic
  {
    .error(
      "not-there-yet", "`\(key)` of a domain is not there yet: this rollbook can't act on it",
      at: place, help: "write `\(shown(domain)): {}`")
  }
}
