import MailModel

/// Where mail goes at one moment, as the views of the mail server say: now, or once a plan is done.
///
/// An account is a node, by the number that it has in a `SiteView`.
struct RoutingTable {
  enum Holder {
    case account(Int)
    case alias(of: Int)
    case group(String)
    case nobody
    /// In a domain that the site has no address in.
    case outside
  }

  let site: SiteView
  private var book: AddressBook
  private var membersOfGroup: [String: [Int]]?
  /// Groups with an address in which nobody is left but those that are leaving.
  private var leavingGroups: Set<String> = []
  /// The last answer: the same is often asked for again at once.
  private var last: (address: Address, holder: Holder)?

  /// `domains` are those of the site then, where somebody knows them.
  init(_ site: SiteView, domains: Set<String>? = nil) {
    self.site = site.isBefore ? site.withoutRenames : site
    book = AddressBook(self.site, domains: domains)
  }

  private var sides: DesiredAndLive { site.sides }
  private var entries: [PlannedChange] { site.entries }
  /// A plan that is done ends what a stopped run left.
  private var hasLeavers: Bool { site.isBefore }

  /// Who gets mail for an address; a sub-address belongs to whom its name belongs to, unless
  /// somebody has the whole of it.
  mutating func holder(of address: Address) -> Holder {
    if let last, last.address == address { return last.holder }
    let holder =
      self.holder(ofWhole: address) ?? address.withoutDetail.flatMap { self.holder(ofWhole: $0) }
      ?? (isLocal(address.domain) ? .nobody : .outside)
    last = (address, holder)
    return holder
  }

  private mutating func holder(ofWhole address: Address) -> Holder? {
    switch book.holder(ofWhole: address) {
    case .account(let node): .account(node)
    case .alias(let node): .alias(of: node)
    case .group(let name): .group(name)
    case .nobody: nil
    }
  }

  /// Who has exactly this address, as long as it is no alias.
  func nameHolder(of address: Address) -> Holder {
    switch book.nameHolder(of: address) {
    case .account(let node): .account(node)
    case .alias(let node): .alias(of: node)
    case .group(let name): .group(name)
    case .nobody: .nobody
    }
  }

  /// True for the name and the aliases of an account that is leaving, and for a group in which
  /// nobody else is left.
  mutating func isHeld(_ address: Address) -> Bool {
    guard hasLeavers else { return false }
    switch holder(of: address) {
    case .account(let node), .alias(let node): return isLeaving(node)
    case .group(let name): return members(of: name).isEmpty && leavingGroups.contains(name)
    case .nobody, .outside: return false
    }
  }

  /// True for a group in which nobody is.
  mutating func isEmptyGroup(_ address: Address) -> Bool {
    guard case .group(let name) = holder(of: address) else { return false }
    return members(of: name).isEmpty && !leavingGroups.contains(name)
  }

  /// True for an account that is another's assistant, named itself, by an alias, or by its group.
  mutating func isAssistant(_ candidate: Int, of node: Int) -> Bool {
    for target in settings(of: node).assistant?.targets ?? [] {
      switch holder(of: target) {
      case .account(let named), .alias(let named): if named == candidate { return true }
      case .group(let name): if isMember(candidate, of: name) { return true }
      case .nobody, .outside: break
      }
    }
    return false
  }

  func name(of node: Int) -> Address { site.name(of: node) }

  func settings(of node: Int) -> MailSettings {
    var settings = MailSettings(isLeaving: isLeaving(node))
    if sendsOn(node) {
      if case .forwarding(let forward) = site.value(of: .forward, node), forward.isEnabled {
        settings.forward = forward
      }
      if case .assistant(let assistant) = site.value(of: .assistant, node) {
        settings.assistant = assistant
      }
    }
    settings.autoresponder = autoresponder(of: node)
    return settings
  }

  func autoresponder(of node: Int) -> Autoresponder? {
    guard case .autoresponder(let responder) = site.value(of: .autoresponder, node) else {
      return nil
    }
    return responder
  }

  /// False for an account of which the marks alone say that it has neither forward nor assistant.
  func sendsOn(_ node: Int) -> Bool {
    if site.newValue(of: .forward, node) != nil || site.newValue(of: .assistant, node) != nil {
      return true
    }
    let marks = isLive(node) ? sides.live.marks(node) : []
    return marks.contains(.hasForward) || marks.contains(.hasAssistant)
  }

  func aliases(of node: Int) -> [Address] {
    guard
      site.newValue(of: .aliases, node) != nil
        || isLive(node) && sides.live.marks(node).contains(.hasAliases),
      case .addresses(let aliases) = site.value(of: .aliases, node)
    else { return [] }
    return aliases
  }

  func group(of node: Int) -> String? { site.group(of: node) }

  /// True for an account's name and its aliases.
  mutating func has(_ address: Address, _ node: Int) -> Bool {
    switch holder(ofWhole: address) {
    case .account(let holder)?, .alias(let holder)?: holder == node
    case .group?, .nobody?, .outside?, nil: false
    }
  }

  func isMember(_ node: Int, of name: String) -> Bool {
    group(of: node)?.sameBytes(as: name) == true
  }

  /// The addresses of groups.
  var groupAddresses: [Address: String] { book.groups }

  /// A group's accounts, those that are leaving left out.
  mutating func members(of group: String) -> [Int] {
    let members = membersOfGroup ?? membersOfAddressedGroups()
    membersOfGroup = members
    return members[group, default: []]
  }

  /// Of all groups with an address in one pass over the accounts.
  private mutating func membersOfAddressedGroups() -> [String: [Int]] {
    let names = Set(book.groups.values)
    let live = GroupMembers(of: names, sides)
    var members: [String: [Int]] = [:]
    for name in names {
      let rows = live[name].filter { row in
        let change = site.entry(of: row).map { entries[$0].change }
        return change?.action != .remove && change?[.group] == nil
      }
      members[name] = rows.filter { !isLeaving($0) }
      if members[name]?.isEmpty == true, !rows.isEmpty { leavingGroups.insert(name) }
    }
    for (index, entry) in entries.enumerated() where entry.isAccount && !entry.isRemoval {
      guard let change = entry[.group], case .text(let name) = change.after,
        names.contains(name)
      else { continue }
      members[name, default: []].append(site.account(ofEntry: index))
    }
    return members.mapValues { $0.sorted() }
  }

  func isLive(_ node: Int) -> Bool { site.isLive(node) }

  func isLeaving(_ node: Int) -> Bool {
    hasLeavers && isLive(node) && sides.live.marks(node).contains(.leaving)
  }

  private mutating func isLocal(_ domain: Substring) -> Bool {
    localDomains().contains(String(domain))
  }

  /// Every domain that the site has an address in.
  mutating func localDomains() -> Set<String> { book.localDomains() }

  /// Every address of accounts, aliases and groups in these domains, sorted, by domain.
  mutating func addresses(in domains: Set<String>) -> [String: [Address]] {
    book.addresses(in: domains)
  }
}

extension DesiredAndLive {
  /// How many accounts each domain has once the entries are carried out.
  func domains(after entries: [PlannedChange]) -> [String: Int] {
    var counts: [String: Int] = [:]
    var last: (domain: [UInt8], count: Int) = ([], 0)
    func note() {
      if last.count > 0 {
        counts[String(decoding: last.domain.dropFirst(), as: UTF8.self), default: 0] += last.count
      }
    }
    let rows = live.rows
    for row in rows.builtInCount..<rows.count {
      let key = rows.key(row)
      let start = key.count - last.domain.count
      if start > 0, last.count > 0,
        last.domain.withUnsafeBytes({
          UnsafeRawBufferPointer(rebasing: key[start...]).compareBytes($0) == 0
        })
      {
        last.count += 1
        continue
      }
      note()
      last = (Array(key[(key.lastIndex(of: UInt8(ascii: "@")) ?? key.endIndex)...]), 1)
    }
    note()
    for entry in entries where entry.isAccount {
      let change = entry.change
      if change.action == .remove || change.action == .rename {
        counts[String(Address(canonical: change.formerName ?? change.name).domain), default: 0] -= 1
      }
      if change.action == .add || change.action == .rename {
        counts[String(change.address.domain), default: 0] += 1
      }
    }
    return counts.filter { $0.value > 0 }
  }
}
