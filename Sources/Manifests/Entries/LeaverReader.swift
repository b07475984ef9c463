import MailModel

/// Reads `leavers`: bare names, accounts with consent, whole groups.
struct LeaverReader {
  private let table = KeyTable<LeaverKey>()
  private var name: [UInt8] = []

  init() {}

  mutating func read(_ tree: Tree, _ node: Int, into draft: inout ManifestBuilder) {
    let values = ValueReader(tree: tree, list: draft.list)
    guard tree.kind(node) == .mapping else {
      if let address = address(node, "a leaver", values, &draft) {
        append(Leaver(.account(address), place: values.place(node)), tree.place(node), &draft)
      }
      return
    }
    guard let pairs = values.pairs(of: node, table, "a leaver") else { return }
    let nodes = Dictionary(
      pairs.filter { !tree.isNull($0.value) }.map { ($0.key, $0.value) },
      uniquingKeysWith: { first, _ in first })
    let purges = nodes[.purge].flatMap { values.flag($0, "purge") } ?? false
    let reason = nodes[.reason].flatMap { values.line($0, "reason") }
      .map { String(decoding: $0, as: UTF8.self) }
    let until = nodes[.until].flatMap { values.day($0, "until") }
    switch (nodes[.account], nodes[.group]) {
    case (let account?, nil):
      if let node = nodes[.until] {
        draft.list.add(.untilOfAccount(at: values.place(node)))
      }
      guard let address = address(account, "account", values, &draft) else { return }
      append(
        Leaver(.account(address), purges: purges, reason: reason, place: values.place(node)),
        tree.place(account), &draft)
    case (nil, let group?):
      guard let text = values.name(group, "group") else { return }
      guard Names.group(text, into: &name) else {
        draft.list.add(.invalidName(text, "a group name", at: values.place(group)))
        return
      }
      if purges, nodes[.until] == nil {
        draft.list.add(.purgeWithoutUntil(at: values.place(node)))
      }
      let subject = Leaver.Subject.group(String(decoding: name, as: UTF8.self), until: until)
      append(
        Leaver(subject, purges: purges, reason: reason, place: values.place(node)),
        tree.place(group), &draft)
    case (nil, nil):
      draft.list.add(.missingKey("account` or `group", of: "a leaver", at: values.place(node)))
    case (_?, let group?):
      draft.list.add(.accountAndGroup(at: values.place(group)))
    }
  }

  private mutating func address(
    _ node: Int, _ what: StaticString, _ values: ValueReader, _ draft: inout ManifestBuilder
  ) -> Address? {
    guard let text = values.name(node, what) else { return nil }
    switch Names.account(text, in: draft, into: &name) {
    case .fine: return Address(canonical: String(decoding: name, as: UTF8.self))
    case .invalid:
      draft.list.add(.invalidName(text, "an account name", at: values.place(node)))
    case .missingDomain: draft.reportMissingDomain(text, at: values.tree.place(node))
    }
    return nil
  }

  private func append(_ leaver: Leaver, _ place: PackedPlace, _ draft: inout ManifestBuilder) {
    draft.manifest.leavers.append(leaver)
    draft.leaverPlaces.append(place)
  }
}

extension Diagnostic {
  fileprivate static func purgeWithoutUntil(at place: Place) -> Diagnostic {
    .error(
      "purge-without-until", "a whole group can be purged up to a day only", at: place,
      help: "add `until: YYYY-MM-DD`")
  }

  fileprivate static func untilOfAccount(at place: Place) -> Diagnostic {
    .error(
      "until-of-account", "`until` belongs to the leavers of a whole group", at: place,
      help: "remove it")
  }

  fileprivate static func accountAndGroup(at place: Place) -> Diagnostic {
    .error(
      "account-and-group", "a leaver is an account or a group, not both", at: place,
      help: "write two entries")
  }
}
