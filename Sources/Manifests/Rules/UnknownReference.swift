import MailModel

/// What forwards and assistants name at the site itself must be listed, and what `assert` names.
enum UnknownReference: Rule {
  /// Looking for a similar name reads all addresses, so it is done for the first few only.
  private static let maximumHints = 20

  static func check(_ input: RuleInput) {
    if input.draft.lacksEntries { return }
    var hints = 0
    var told: Set<Place> = []
    var book = OtherNames(input)
    for row in input.listed {
      for field in [Field.forward, .assistant] {
        // A forward that is switched off reaches nobody, so nobody need be there.
        if field == .forward, !input.forwards(row) { continue }
        input.forEachTarget(ofRow: row, field) { target in
          let isLocal = input.isOwn(target)
          guard isLocal || field == .assistant, input.owner(of: target) == nil
          else { return }
          let place = input.place(ofRow: row, field, target)
          guard told.insert(place).inserted else { return }
          let name = String(decoding: target, as: UTF8.self)
          guard isLocal else { return input.add(.foreignAssistant(name, at: place)) }
          hints += 1
          let other = book.find(target)
          let near =
            other == nil && hints <= maximumHints ? input.nearest(to: name, notOfRow: row) : nil
          input.add(
            .unknownReference(
              name, other, near: near, listed: input.entry(for: target), at: place))
        }
      }
    }
    for (address, place) in input.draft.assertedAddresses {
      var name = address.text
      let (owner, entry, other) = name.withUTF8 { bytes in
        let bytes = UnsafeRawBufferPointer(bytes)
        let owner = input.owner(of: bytes)
        return (owner, input.entry(for: bytes), owner == nil ? book.find(bytes) : nil)
      }
      guard owner == nil else { continue }
      hints += 1
      let near = other == nil && hints <= maximumHints ? input.nearest(to: name) : nil
      input.add(
        .unknownReference(
          name, other, near: near, listed: entry, at: input.place(place.rawValue)))
    }
  }
}

/// Names that the manifest knows and that get no mail: of those who leave, former ones, and those of
/// groups whose address is another.
private struct OtherNames {
  enum Meaning {
    case leaver(at: Place)
    case renamed(to: String, at: Place)
    /// `address` is nil for a group that has none.
    case group(String, address: String?)
  }

  private let input: RuleInput
  private lazy var accounts = Self.accounts(input)
  private lazy var formerGroups = Dictionary(
    input.draft.groups.indices.compactMap { number in
      input.draft.groups[number].was.map { ($0, number) }
    }, uniquingKeysWith: { first, _ in first })

  init(_ input: RuleInput) {
    self.input = input
  }

  /// What the name of a local address means; nil for a name that stands nowhere.
  mutating func find(_ address: UnsafeRawBufferPointer) -> Meaning? {
    guard let name = input.entry(for: address) else { return nil }
    if let meaning = accounts[name] { return meaning }
    let known = Array(name.utf8).withUnsafeBytes(input.draft.groupNames.find)
    let number =
      known.flatMap { input.draft.groups[$0].isDeclared ? $0 : nil } ?? formerGroups[name]
    return number.map { number in
      let address = input.draft.groups[number].values.address
      return .group(input.draft.groupNames[number], address: address.map(input.entry))
    }
  }

  private static func accounts(_ input: RuleInput) -> [String: Meaning] {
    var result: [String: Meaning] = [:]
    for leaver in input.draft.manifest.leavers {
      guard case .account(let address) = leaver.subject else { continue }
      result[input.entry(for: address)] = .leaver(at: leaver.place)
    }
    for (address, extra) in input.draft.manifest.accounts.extras {
      guard let former = extra.was, let place = extra.wasPlace else { continue }
      result[input.entry(for: former)] = .renamed(
        to: input.entry(for: address), at: input.draft.list.place(place))
    }
    return result
  }
}

extension RuleInput {
  /// The key that lists the account of an address.
  fileprivate func entry(for address: Address) -> String {
    var text = address.text
    return text.withUTF8 { entry(for: UnsafeRawBufferPointer($0)) } ?? address.text
  }

  /// The key that lists the account of an address; nil in a domain that is not the site's.
  fileprivate func entry(for address: UnsafeRawBufferPointer) -> String? {
    let domain = AddressBook.domain(of: address)
    guard domain.count < address.count, draft.isOwn(domain) else { return nil }
    let local = address.prefix(address.count - domain.count - 1).prefix { $0 != UInt8(ascii: "+") }
    let name = String(decoding: local, as: UTF8.self)
    return domain.elementsEqual(draft.domain)
      ? name : name + "@" + String(decoding: domain, as: UTF8.self)
  }
}

extension Diagnostic {
  /// `listed` is how an account of that name would be listed; nil for a name of another site.
  fileprivate static func unknownReference(
    _ name: String, _ other: OtherNames.Meaning?, near: String?, listed: String?, at place: Place
  ) -> Diagnostic {
    var notes: [Note] = []
    var way: String?
    switch other {
    case .leaver(let leaver):
      notes = [Note("leaves here", at: leaver)]
      way = "take it out, as the account leaves; or take the leaver out and list it under `users`"
    case .renamed(let name, let renaming):
      notes = [Note("renamed here", at: renaming)]
      way = "write `\(name)`"
    case .group(let group, let address?):
      way = "write `\(address)`, which is the address of group `\(group)`"
    case .group(let group, nil):
      way = "group `\(group)` has no address: give it one by `address: \(group)` in its entry"
    case nil: break
    }
    return .error(
      "unknown-reference", "\(name) is no listed account, alias or group address", at: place,
      notes: notes,
      help: way ?? near.map { "did you mean \($0)?" }
        ?? listed.map {
          "a live account becomes known by listing it, `\($0): {}` under `users`, and an alias in the "
            + "`aliases` of whoever has it"
        }
        ?? "name an address of the site's own domains")
  }

  fileprivate static func foreignAssistant(_ name: String, at place: Place) -> Diagnostic {
    .error(
      "foreign-assistant", "the assistant \(name) is no account of this manifest", at: place,
      help: "use `forward` for mail that leaves the site")
  }
}
