import MailModel

/// The addresses that a plan gives to someone, against those who hold them.
///
/// An address may change hands only when its holder gives it up in the same plan and stays.
struct AddressClaims {
  private struct Claim {
    var address: Address
    var entry: PlannedChange
  }

  /// The code of an address whose holder has to go first.
  static let stillLeaving = "address-still-leaving"

  /// What can't be given, and to whom.
  private(set) var conflicts: [(subject: String, diagnostic: Diagnostic)] = []

  var diagnostics: [Diagnostic] { conflicts.map(\.diagnostic) }

  /// `leaving` are the live rows of accounts that have to go.
  init(
    _ sides: DesiredAndLive, accounts: [PlannedChange], groups: [PlannedChange], leaving: Set<Int>
  ) {
    let claims = (groups + accounts).flatMap(Self.claims)
    guard !claims.isEmpty else { return }
    let entryOfRow = accounts.byAccountRow
    let groupEntries = Dictionary(
      groups.compactMap { entry in entry.row.map { ($0, entry) } },
      uniquingKeysWith: { first, _ in first })
    var groupsOfAddress: [Address: [Int]]?
    // By live row, the aliases that an account has then; absent where the plan leaves them.
    var kept: [Int: Set<Address>] = [:]
    for claim in claims {
      let address = claim.address
      if let row = sides.live.rows.index(of: address) {
        // A rename onto a live account is an error of its own.
        if claim.entry.change.action == .rename, claim.entry.change.address == address { continue }
        if leaving.contains(row) {
          conflicts.append(
            (claim.entry.change.name, Self.stillLeaving(claim, holder: address, sides)))
        } else if entryOfRow[row].map({ accounts[$0].change.action }) != .rename {
          conflicts.append((claim.entry.change.name, Self.taken(claim, byAccount: address, sides)))
        }
        continue
      }
      if let row = sides.aliases.row(of: address) {
        let holder = sides.live.rows.address(row)
        let change = entryOfRow[row].map { accounts[$0].change }
        if kept[row] == nil {
          kept[row] = change?[.aliases].map { Set(FieldValues([.aliases: $0.after]).aliases) }
        }
        if leaving.contains(row) {
          conflicts.append(
            (claim.entry.change.name, Self.stillLeaving(claim, holder: holder, sides)))
        } else if kept[row]?.contains(address) ?? true {
          conflicts.append(
            (claim.entry.change.name, Self.taken(claim, by: "\(holder) as an alias")))
        }
        continue
      }
      if groupsOfAddress == nil { groupsOfAddress = sides.groupsOfAddress() }
      for row in groupsOfAddress?[address] ?? [] {
        let entry = groupEntries[row]
        let isKept = entry.map { !$0.isRemoval && $0.change[.address] == nil } ?? true
        if isKept {
          let name = sides.snapshot.groups[row].name
          conflicts.append((claim.entry.change.name, Self.taken(claim, by: "group \(name)")))
        }
      }
    }
  }

  /// The addresses an entry's subject has after the plan and not before.
  private static func claims(of entry: PlannedChange) -> [Claim] {
    var addresses: [Address] = []
    if entry.isAccount, [.add, .rename].contains(entry.change.action) {
      addresses.append(entry.change.address)
    }
    addresses += entry.change.newAddresses
    return addresses.map { Claim(address: $0, entry: entry) }
  }

  private static func stillLeaving(
    _ claim: Claim, holder: Address, _ sides: DesiredAndLive
  ) -> Diagnostic {
    .error(
      "address-still-leaving",
      "\(claim.address) can't be given to \(claim.entry.change.name): \(holder) has it and is "
        + "only leaving now", at: claim.entry.change.source,
      help: wayWithoutGap(claim.address, holder, sides))
  }

  /// How an address changes hands without a moment in which its mail is turned away: its holder
  /// goes later.
  private static func wayWithoutGap(
    _ address: Address, _ holder: Address, _ sides: DesiredAndLive
  ) -> String {
    guard address == holder else {
      return "apply once with \(holder) listed without it and not among the leavers, so that it "
        + "changes hands; then let \(holder) go"
    }
    let parked = sides.freeName(for: holder)
    return
      "apply once with `\(parked): { was: \(holder) }` and its other keys listed and \(holder) not "
      + "among the leavers, so that the name changes hands; then let \(parked) go"
  }

  private static func taken(
    _ claim: Claim, byAccount holder: Address, _ sides: DesiredAndLive
  ) -> Diagnostic {
    taken(
      claim, by: "account \(holder)",
      help: "choose another address, or give its holder another name, as in "
        + "`\(sides.freeName(for: holder)): { was: \(holder) }`")
  }

  private static func taken(
    _ claim: Claim, by holder: String,
    help: String = "choose another address, or let its holder give it up"
  ) -> Diagnostic {
    .error(
      "address-taken",
      "\(claim.address) can't be given to \(claim.entry.change.name): it belongs to \(holder)",
      at: claim.entry.change.source, help: help)
  }
}

extension Change {
  /// Aliases, or a group's address, that are there after the change and not before.
  var newAddresses: [Address] {
    let field: Field = kind == .account ? .aliases : .address
    guard let change = self[field] else { return [] }
    let before = change.before.map { FieldValues([field: $0]) } ?? FieldValues()
    let after = FieldValues([field: change.after])
    return kind == .account
      ? after.aliases.leavingOut(before.aliases)
      : after.address.map { $0 == before.address ? [] : [$0] } ?? []
  }
}

extension DesiredAndLive {
  /// A name under which an account can wait until it goes: nobody has it or had it.
  func freeName(for holder: Address) -> Address {
    let start = String(holder.localPart.prefix(50))
    var taken = snapshot.takenAddresses.union(snapshot.trash.map(\.name))
    for row in 0..<desired.count { taken.insert(desired.address(row)) }
    var name = "\(start)-left"
    var number = 2
    while taken.contains(Address(canonical: "\(name)@\(holder.domain)")) {
      name = "\(start)-left\(number)"
      number += 1
    }
    return Address(canonical: "\(name)@\(holder.domain)")
  }

  /// The live groups of every group address.
  func groupsOfAddress() -> [Address: [Int]] {
    var groups: [Address: [Int]] = [:]
    for (row, group) in snapshot.groups.enumerated() {
      if let address = group.values.address { groups[address, default: []].append(row) }
    }
    return groups
  }
}
