import MailModel

/// What forwards and assistants name at the site itself must be listed, and what `assert` names.
enum UnknownReference: Rule {
  /// Looking for a similar name reads all addresses, so it is done for the first few only.
  private static let maximumHints = 20

  static func check(_ input: RuleInput) {
    if input.draft.lacksEntries { return }
    var hints = 0
    var told: Set<Place> = []
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
          let near = hints <= maximumHints ? input.nearest(to: name, notOfRow: row) : nil
          input.add(
            .unknownReference(name, near: near, listed: input.entry(for: target), at: place))
        }
      }
    }
    for (address, place) in input.draft.assertedAddresses {
      var name = address.text
      let (owner, entry) = name.withUTF8 { bytes in
        let bytes = UnsafeRawBufferPointer(bytes)
        return (input.owner(of: bytes), input.entry(for: bytes))
      }
      guard owner == nil else { continue }
      hints += 1
      let near = hints <= maximumHints ? input.nearest(to: name) : nil
      input.add(
        .unknownReference(name, near: near, listed: entry, at: input.place(place.rawValue)))
    }
  }
}

extension RuleInput {
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
    _ name: String, near: String?, listed: String?, at place: Place
  ) -> Diagnostic {
    .error(
      "unknown-reference", "\(name) is no listed account, alias or group address", at: place,
      help: near.map { "did you mean \($0)?" }
        ?? listed.map { "list a live account to make it known: `\($0): {}` under `users`" }
        ?? "name an address of the site's own domains")
  }

  fileprivate static func foreignAssistant(_ name: String, at place: Place) -> Diagnostic {
    .error(
      "foreign-assistant", "the assistant \(name) is no account of this manifest", at: place,
      help: "use `forward` for mail that leaves the site")
  }
}
