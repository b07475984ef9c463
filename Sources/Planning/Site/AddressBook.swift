import MailModel

/// Finds who has an address once the plan is done, asking the cheapest table first.
struct AddressBook {
  enum Resolution {
    /// By its number in the view.
    case account(Int)
    /// Local, and nobody's.
    case missing
    case group(String)
    /// In a domain that is not local.
    case elsewhere
  }

  enum Holder {
    /// By its number in the view.
    case account(Int)
    case alias(of: Int)
    case group(String)
    case nobody
  }

  private let site: SiteView
  private var arriving: [Address: Int] = [:]
  /// The name of the group that has an address, by the names after the plan.
  private(set) var groups: [Address: String] = [:]
  private let groupAddressesBefore: Set<Address>
  private var domains: Set<String>?
  private var aliasChanges: AliasChanges?

  /// What becomes of the aliases that entries are about.
  private struct AliasChanges {
    /// What an account has as an alias then and not now.
    var claimed: [Address: Int] = [:]
    /// What one has now and not then.
    var released: Set<Address> = []
  }

  /// `domains` are those of the site once the plan is done, where somebody knows them.
  init(_ site: SiteView, domains: Set<String>? = nil) {
    self.domains = domains
    self.site = site
    var groupOfRow: [Int: PlannedChange] = [:]
    for (index, entry) in site.entries.enumerated() {
      if !entry.isAccount {
        if let row = entry.row { groupOfRow[row] = entry }
        if let address = entry.change[.address].map({ FieldValues([.address: $0.after]) })?.address
        {
          groups[address] = entry.change.name
        }
      } else if entry.change.action == .add || entry.change.action == .rename {
        arriving[entry.change.address] = site.account(ofEntry: index)
      }
    }
    var before: Set<Address> = []
    for (row, group) in site.sides.snapshot.groups.enumerated() {
      guard let address = group.values.address else { continue }
      before.insert(address)
      let change = groupOfRow[row]?.change
      if change?.action != .remove, change?[.address] == nil {
        groups[address] = change?.name ?? group.name
      }
    }
    groupAddressesBefore = before
  }

  private var sides: DesiredAndLive { site.sides }
  private var entries: [PlannedChange] { site.entries }

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
    return alias(address).map(Resolution.account) ?? .missing
  }

  /// Who has exactly this address.
  mutating func holder(ofWhole address: Address) -> Holder {
    if let node = account(named: address) { return .account(node) }
    if let group = groups[address] { return .group(group) }
    return alias(address).map(Holder.alias) ?? .nobody
  }

  /// The same, as long as it is no alias; asks no large table.
  func nameHolder(of address: Address) -> Holder {
    if let node = account(named: address) { return .account(node) }
    return groups[address].map(Holder.group) ?? .nobody
  }

  private func account(named address: Address) -> Int? {
    if let row = sides.live.rows.index(of: address) {
      let action = site.entryOfRow[row].map { entries[$0].change.action }
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
      return entry.isRemoval || entry.change.action == .rename || entry[.aliases] != nil
    }
    let found =
      mayLose
      ? Set(sides.domains(after: entries).keys).union(groups.keys.domains).union(aliasDomains())
      : sides.snapshot.domains.union(arriving.keys.domains)
    domains = found
    return found
  }

  /// The domains of the aliases that there are once the plan is done.
  private func aliasDomains() -> Set<String> {
    var domains = sides.aliases.domains { row in
      guard let index = site.entryOfRow[row] else { return true }
      return !entries[index].isRemoval && entries[index][.aliases] == nil
    }
    for entry in entries where entry.isAccount {
      guard case .addresses(let aliases)? = entry[.aliases]?.after else { continue }
      domains.formUnion(aliases.domains)
    }
    return domains
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
      let action = site.entryOfRow[row].map { entries[$0].change.action }
      if action != .remove, action != .rename { note(CollectionOfOne(rows.address(row))) }
    }
    note(arriving.keys)
    note(groups.keys)
    let (claimed, released) = (changes().claimed, changes().released)
    for row in 0..<rows.count {
      sides.live.eachAlias(of: row) { alias in
        let address = Address(canonical: String(decoding: alias, as: UTF8.self))
        if !released.contains(address) { note(CollectionOfOne(address)) }
      }
    }
    note(claimed.keys)
    return found.mapValues { $0.sorted() }
  }

  /// True when the address reached someone before the plan.
  mutating func existedBefore(_ address: Address) -> Bool {
    existedWhole(address) || (address.withoutDetail.map { existedWhole($0) } ?? false)
  }

  private mutating func existedWhole(_ address: Address) -> Bool {
    sides.live.rows.index(of: address) != nil || sides.aliases.row(of: address) != nil
      || groupAddressesBefore.contains(address)
  }

  /// Who has an address as an alias.
  private mutating func alias(_ address: Address) -> Int? {
    let changes = changes()
    if let node = changes.claimed[address] { return node }
    return changes.released.contains(address) ? nil : sides.aliases.row(of: address)
  }

  private mutating func changes() -> AliasChanges {
    if let aliasChanges { return aliasChanges }
    var changes = AliasChanges()
    for (index, entry) in entries.enumerated() where entry.isAccount {
      let change = entry[.aliases]
      guard entry.isRemoval || change != nil else { continue }
      let before = entry.row.map { FieldValues([.aliases: sides.live.value(of: .aliases, $0)]) }
      let after = FieldValues([.aliases: change?.after ?? .nothing])
      let (old, new) = (before?.aliases ?? [], after.aliases)
      changes.released.formUnion(old.leavingOut(new))
      for alias in new.leavingOut(old) {
        changes.claimed[alias] = site.account(ofEntry: index)
      }
    }
    aliasChanges = changes
    return changes
  }

  /// True for a domain of the site before the plan or after it.
  private mutating func isLocal(_ address: Address) -> Bool {
    let domain = String(address.domain)
    return sides.snapshot.domains.contains(domain) || localDomains().contains(domain)
  }
}
