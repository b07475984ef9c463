import MailModel

/// Accounts, aliases and group addresses share one name space.
enum DuplicateAddress: Rule {
  static func check(_ input: RuleInput) {
    for clash in input.clashes {
      if case .account = clash.second { continue }
      let places = [clash.second, clash.first].map { place(of: clash.address, $0, input) }
      let owners = [clash.second, clash.first].map { $0.description(input) }
      let isInOrder = places[1] < places[0]
      let (second, first) = isInOrder ? (0, 1) : (1, 0)
      input.add(
        .duplicateAddress(
          clash.address, owners[second], at: places[second], owners[first], first: places[first]))
    }
  }

  private static func place(
    of address: String, _ owner: AddressBook.Owner, _ input: RuleInput
  ) -> Place {
    switch owner {
    case .account(let row): return input.place(ofRow: row)
    case .alias(let row):
      var address = address
      return address.withUTF8 { input.place(ofRow: row, .aliases, UnsafeRawBufferPointer($0)) }
    case .group(let number):
      let group = input.draft.groups[number]
      return input.draft.list.place(group.addressPlace ?? group.place)
    }
  }
}

extension AddressBook.Owner {
  fileprivate func description(_ input: RuleInput) -> String {
    switch self {
    case .account: "the account itself"
    case .alias(let row): "an alias of \(input.rows.address(row))"
    case .group(let number): "the address of group `\(input.draft.groupNames[number])`"
    }
  }
}

extension Diagnostic {
  fileprivate static func duplicateAddress(
    _ address: String, _ owner: String, at place: Place, _ firstOwner: String, first: Place
  ) -> Diagnostic {
    .error(
      "duplicate-address", "\(address) is taken twice, here as \(owner)", at: place,
      notes: [Note("here as \(firstOwner)", at: first)], help: "keep one of the two")
  }
}
