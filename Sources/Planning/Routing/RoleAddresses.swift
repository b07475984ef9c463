import MailModel

/// The addresses that every mail domain needs (RFC 2142), and which of them nobody gets mail for
/// once the plan is done.
struct RoleAddresses {
  static let names = ["postmaster", "abuse"]

  /// By domain, sorted.
  private(set) var missing: [(domain: String, names: [String])] = []
  private(set) var domains = 0

  /// `routedRows` are the live accounts that have a forward or an assistant, `known` the domains of
  /// the site once the plan is done.
  init(_ after: SiteView, routedRows: [Int], domains known: Set<String>) {
    var answers = RouteAnswers(
      RoutingTable(after, domains: known),
      hasAssistants: after.hasAssistants(routedRows: routedRows))
    domains = known.count
    guard !known.isEmpty else { return }
    let owners = Self.aliasOwners(after)
    for domain in known.sorted(by: { $0.bytesPrecede($1) }) {
      let names = Self.names.filter { name in
        let address = Address(canonical: "\(name)@\(domain)")
        if let owner = owners[address] { return !answers.isDelivered(toAccount: owner) }
        switch answers.table.nameHolder(of: address) {
        case .account(let node), .alias(let node): return !answers.isDelivered(toAccount: node)
        case .group(let name): return answers.table.members(of: name).isEmpty
        case .nobody, .outside: return true
        }
      }
      if !names.isEmpty { missing.append((domain, names)) }
    }
  }

  /// Who has such an address as an alias: found in the bytes, since there may be many aliases.
  private static func aliasOwners(_ after: SiteView) -> [Address: Int] {
    let sides = after.sides
    var owners: [Address: Int] = [:]
    func note(_ value: FieldValue, _ node: Int) {
      guard case .addresses(let aliases) = value else { return }
      for alias in aliases
      where names.contains(where: { alias.localPart.utf8.elementsEqual($0.utf8) }) {
        owners[alias] = node
      }
    }
    let prefixes = names.map { Array("\($0)@".utf8) }
    for row in 0..<sides.live.rows.count where sides.live.marks(row).contains(.hasAliases) {
      guard let bytes = sides.live.bytes(of: .aliases, row),
        prefixes.contains(where: { hasLine(of: bytes, $0) })
      else { continue }
      if let entry = after.entry(of: row).map({ after.entries[$0] }),
        entry.isRemoval || entry[.aliases] != nil
      {
        continue
      }
      note(sides.live.value(of: .aliases, row), row)
    }
    for (index, entry) in after.entries.enumerated() where entry.isAccount && !entry.isRemoval {
      if let change = entry[.aliases] {
        note(change.after, after.account(ofEntry: index))
      }
    }
    return owners
  }

  /// True when one of the lines begins with `prefix`.
  private static func hasLine(of bytes: UnsafeRawBufferPointer, _ prefix: [UInt8]) -> Bool {
    var start = 0
    while start + prefix.count <= bytes.count {
      if bytes[start] == prefix[0], bytes[start...].starts(with: prefix) { return true }
      while start < bytes.count, bytes[start] != UInt8(ascii: "\n") { start += 1 }
      start += 1
    }
    return false
  }
}
