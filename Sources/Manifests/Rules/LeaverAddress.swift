import MailModel

/// Accounts leave, not the further addresses of accounts and groups that stay.
enum LeaverAddress: Rule {
  static func check(_ input: RuleInput) {
    let draft = input.draft
    var claimed: Set<UInt64> = []
    for leaver in draft.manifest.leavers {
      if case .account(let address) = leaver.subject { claimed.insert(hash(of: address)) }
    }
    guard !claimed.isEmpty else { return }
    let taken = Set(
      draft.mentions.lazy.filter { $0.field == .aliases && claimed.contains($0.hash) }.map(\.hash)
        + draft.groups.compactMap(\.values.address).map(hash))
    guard !taken.isEmpty else { return }
    for leaver in draft.manifest.leavers {
      guard case .account(let address) = leaver.subject, taken.contains(hash(of: address)) else {
        continue
      }
      var text = address.text
      text.withUTF8 { check(address, UnsafeRawBufferPointer($0), leaver.place, input) }
    }
  }

  private static func check(
    _ address: Address, _ bytes: UnsafeRawBufferPointer, _ place: Place, _ input: RuleInput
  ) {
    switch input.owner(of: bytes) {
    case .alias(let row):
      input.add(
        .leaverIsAlias(
          address, of: input.rows.address(row), at: place,
          alias: input.place(ofRow: row, .aliases, bytes)))
    case .group(let number):
      let group = input.draft.groups[number]
      input.add(
        .leaverIsGroup(
          address, input.draft.groupNames[number], at: place,
          group: input.draft.list.place(group.addressPlace ?? group.place)))
    case .account, nil: break
    }
  }

  private static func hash(of address: Address) -> UInt64 {
    var text = address.text
    return text.withUTF8 { NameTable.wideHash(UnsafeRawBufferPointer($0)) }
  }
}

extension Diagnostic {
  fileprivate static func leaverIsAlias(
    _ address: Address, of account: Address, at place: Place, alias: Place
  ) -> Diagnostic {
    .error(
      "leaver-is-address", "\(address) is an alias of \(account), not an account", at: place,
      notes: [Note("given as an alias here", at: alias)],
      help: wayOut(address))
  }

  fileprivate static func leaverIsGroup(
    _ address: Address, _ group: String, at place: Place, group groupPlace: Place
  ) -> Diagnostic {
    .error(
      "leaver-is-address", "\(address) is the address of group `\(group)`, not an account",
      at: place, notes: [Note("given to the group here", at: groupPlace)],
      help: wayOut(address))
  }

  /// Never the account or the members that have the address: they are other people, who stay.
  private static func wayOut(_ address: Address) -> String {
    "remove this entry; if an account of that name is still there, apply once with "
      + "`\(address.localPart)-left@\(address.domain): { was: \(address) }` and its other keys under "
      + "`users` instead, then let that one leave"
  }
}
