import MailModel

/// Finds who has an address once the plan is done, asking the cheapest table first.
struct AddressBook {
  enum Resolution {
    /// A live row, or the number of live rows and the index of the entry that adds the account.
    case account(Int)
    /// Local, and nobody's.
    case missing
    case group(String)
    /// In a domain that is not local.
    case elsewhere
  }

  enum Holder {
    /// A live row, or the number of live rows and the index of the entry that adds the account.
    case account(Int)
    case alias(of: Int)
    case group(String)
    case nobody
  }

  private let sides: Sides
  private let entries: [Entry]
  private let entryOfRow: [Int: Int]
  private var arriving: [Address: Int] = [:]
  /// The name of the group that has an address, by the names after the plan.
  private(set) var groups: [Address: String] = [:]
  private let groupAddressesBefore: Set<Address>
  private var domains: Set<String>?
  private var aliases: (before: [Address: Int], after: [Address: Int])?

  init(_ sides: Sides, _ entries: [Entry], _ entryOfRow: [Int: Int]) {
    self.sides = sides
    self.entries = entries
    self.entryOfRow = entryOfRow
    var groupOfRow: [Int: Entry] = [:]
    for (index, entry) in entries.enumerated() {
      if !entry.isAccount {
        if let row = entry.row { groupOfRow[row] = entry }
        if let address = entry.change[.address].map({ FieldValues([.address: $0.after]) })?.address
        {
          groups[address] = entry.change.name
        }
      } else if entry.change.action == .add || entry.change.action == .rename {
        arriving[entry.change.address] = entry.row ?? sides.live.rows.count + index
      }
    }
    var before: Set<Address> = []
    for (row, group) in sides.snapshot.groups.enumerated() {
      guard let address = group.values.address else { continue }
      before.insert(address)
      let change = groupOfRow[row]?.change
      if change?.action != .remove, change?[.address] == nil {
        groups[address] = change?.name ?? group.name
      }
    }
    groupAddressesBefore = before
  }

  /// A sub-address belongs to whom its name belongs to, unless somebody has it as it is.
  mutating func resolve(_ address: Address) -> Resolution {
    let whole = resolveWhole(address)
    guard case .missing = whole, let name = address.withoutDetail else { return whole }
    return resolveWhole(name)
  }

  private mutating func resolveWhole(_ address: Address) -> Resolution {
    if let node = account(named: address) { return .account(node) }
    if let group = groups[address] { return .group(group) }
    if !isLocal(address) { return .elsewhere }
    return aliasTables().after[address].map(Resolution.account) ?? .missing
  }

  /// Who has exactly this address.
  mutating func holder(ofWhole address: Address) -> Holder {
    if let node = account(named: address) { return .account(node) }
    if let group = groups[address] { return .group(group) }
    return aliasTables().after[address].map(Holder.alias) ?? .nobody
  }

  /// The same, as long as it is no alias; asks no large table.
  func nameHolder(of address: Address) -> Holder {
    if let node = account(named: address) { return .account(node) }
    return groups[address].map(Holder.group) ?? .nobody
  }

  private func account(named address: Address) -> Int? {
    if let row = sides.live.rows.index(of: address) {
      let action = entryOfRow[row].map { entries[$0].change.action }
      if action != .remove, action != .rename { return row }
    }
    return arriving[address]
  }

  /// Every domain that the site has an address in once the plan is done.
  mutating func localDomains() -> Set<String> {
    if let domains { return domains }
    // A domain can only go with an address, and most plans let none go.
    let mayLose = entries.contains { entry in
      guard entry.isAccount else { return true }
      return entry.isRemoval || entry.change.action == .rename || entry.change[.aliases] != nil
    }
    let found =
      mayLose
      ? Set(sides.domains(after: entries).keys).union(groups.keys.domains)
        .union(aliasTables().after.keys.domains)
      : sides.snapshot.domains.union(arriving.keys.domains)
    domains = found
    return found
  }

  /// Every address in these domains once the plan is done, sorted, by domain.
  mutating func addresses(in domains: Set<String>) -> [String: [Address]] {
    let rows = sides.live.rows
    var found: [String: Set<Address>] = [:]
    func note(_ addresses: some Sequence<Address>) {
      for address in addresses where domains.contains(String(address.domain)) {
        found[String(address.domain), default: []].insert(address)
      }
    }
    for row in rows.builtInCount..<rows.count {
      let action = entryOfRow[row].map { entries[$0].change.action }
      if action != .remove, action != .rename { note(CollectionOfOne(rows.address(row))) }
    }
    note(arriving.keys)
    note(groups.keys)
    note(aliasTables().after.keys)
    return found.mapValues { $0.sorted() }
  }

  /// True when the address reached someone before the plan.
  mutating func existedBefore(_ address: Address) -> Bool {
    existedWhole(address) || (address.withoutDetail.map { existedWhole($0) } ?? false)
  }

  private mutating func existedWhole(_ address: Address) -> Bool {
    sides.live.rows.index(of: address) != nil || aliasTables().before[address] != nil
      || groupAddressesBefore.contains(address)
  }

  private mutating func aliasTables() -> (before: [Address: Int], after: [Address: Int]) {
    if let aliases { return aliases }
    let before = sides.aliasOwners()
    var after = before
    for entry in entries where entry.isAccount {
      guard let row = entry.row, entry.isRemoval || entry.change[.aliases] != nil else { continue }
      for alias in FieldValues([.aliases: sides.live.value(of: .aliases, row)]).aliases {
        after[alias] = nil
      }
    }
    for (index, entry) in entries.enumerated() where entry.isAccount {
      guard let change = entry.change[.aliases] else { continue }
      for alias in FieldValues([.aliases: change.after]).aliases {
        after[alias] = entry.row ?? sides.live.rows.count + index
      }
    }
    aliases = (before, after)
    return (before, after)
  }

  /// True for a domain of the site before the plan or after it.
  private mutating func isLocal(_ address: Address) -> Bool {
    let domain = String(address.domain)
    return sides.snapshot.domains.contains(domain) || localDomains().contains(domain)
  }
}
