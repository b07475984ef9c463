import MailModel

/// Reads `assert`: what must hold of the routes of mail.
struct AssertionReader {
  private let table = KeyTable<AssertKey>()
  private let subjectTable = KeyTable<AssertedKey>()
  private var name: [UInt8] = []

  init() {}

  mutating func read(_ tree: Tree, _ node: Int, into draft: inout ManifestBuilder) {
    let values = ValueReader(tree: tree, list: draft.list)
    if tree.isNull(node) { return }
    for (key, _, value) in values.pairs(of: node, table, "assert") ?? []
    where !values.isEmpty(value) {
      switch key {
      case .reaches: readReaches(value, values, &draft)
      case .noExternal: readSubjects(value, values, &draft)
      }
    }
  }

  private mutating func readReaches(
    _ node: Int, _ values: ValueReader, _ draft: inout ManifestBuilder
  ) {
    let tree = values.tree
    guard values.isMapping(node, "reaches") else { return }
    var firsts: [Address: Int] = [:]
    for (key, value) in tree.pairs(of: node) {
      guard let address = address(key, values, &draft) else { continue }
      if let first = firsts[address] {
        values.reportDuplicate(key, first: first)
        continue
      }
      firsts[address] = key
      draft.assertedAddresses.append((address, tree.place(key)))
      guard let text = values.line(value, "reaches") else { continue }
      guard let count = Self.mailboxes(String(decoding: text, as: UTF8.self)) else {
        draft.list.add(.invalidAssertion(shown(text), at: values.place(value)))
        continue
      }
      draft.manifest.policy.assertions.reaches.append(
        Assertions.Reach(address, mailboxes: count))
    }
  }

  /// The figure of `at-least 3 mailboxes`.
  private static func mailboxes(_ text: String) -> Int? {
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard words.count == 3, words[0].sameBytes(as: "at-least"),
      words[1].utf8.allSatisfy(\.isASCIIDigit), let count = Int(words[1]),
      (1...1_000_000_000).contains(count),
      words[2].sameBytes(as: "mailbox") || words[2].sameBytes(as: "mailboxes")
    else { return nil }
    return count
  }

  /// One mapping or a list of them, each naming accounts or groups.
  private mutating func readSubjects(
    _ node: Int, _ values: ValueReader, _ draft: inout ManifestBuilder
  ) {
    let tree = values.tree
    for item in tree.kind(node) == .sequence ? tree.children(of: node) : [node] {
      guard let pairs = values.pairs(of: item, subjectTable, "no-external") else { continue }
      if tree.pairs(of: item).isEmpty {
        draft.list.add(
          .missingKey("group` or `account", of: "no-external", at: values.place(item)))
      }
      for (key, _, value) in pairs {
        switch key {
        case .account:
          guard let address = address(value, values, &draft) else { continue }
          draft.manifest.policy.assertions.noExternal.append(.account(address))
          draft.assertedAddresses.append((address, tree.place(value)))
        case .group:
          guard let text = values.name(value, "group") else { continue }
          guard Names.group(text, into: &name) else {
            draft.list.add(.invalidName(text, "a group name", at: values.place(value)))
            continue
          }
          draft.manifest.policy.assertions.noExternal.append(
            .group(String(decoding: name, as: UTF8.self)))
          draft.earlyUses.append(
            ManifestBuilder.GroupUse(group: draft.group(name), place: tree.place(value)))
        }
      }
    }
  }

  private mutating func address(
    _ node: Int, _ values: ValueReader, _ draft: inout ManifestBuilder
  ) -> Address? {
    guard let text = values.name(node, "an address") else { return nil }
    switch Names.target(text, in: draft, into: &name) {
    case .fine: return Address(canonical: String(decoding: name, as: UTF8.self))
    case .invalid: draft.list.add(.invalidName(text, "an address", at: values.place(node)))
    case .missingDomain: draft.reportMissingDomain(text, at: values.tree.place(node))
    }
    return nil
  }
}

extension Diagnostic {
  fileprivate static func invalidAssertion(_ text: String, at place: Place) -> Diagnostic {
    .error(
      "invalid-assertion", "`\(text)` is nothing that can be asserted", at: place,
      help: "write `at-least 1 mailbox`, or another number of mailboxes")
  }
}
