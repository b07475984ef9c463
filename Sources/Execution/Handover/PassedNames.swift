import MailModel
import Planning
import Stores

/// The names that change hands: somebody had them, now or before, and somebody else is to have them.
///
/// The mail server knows accounts by name alone, so what it took for the one would reach the other.
struct PassedNames {
  private enum Holder: Hashable {
    case account(id: String)
    case newAccount(Address)
    case group(String)
  }

  private var takers: [Address: Holder] = [:]
  private(set) var names: Set<Address> = []

  init(by current: PlanMaker.Result) {
    for change in current.plan.changes {
      let holder = Self.holder(of: change)
      for address in change.takenAddresses { takers[address] = holder }
    }
    for item in current.revived { take(item, as: item.name) }
    guard !takers.isEmpty else { return }
    for change in current.plan.changes {
      let holder = Self.holder(of: change)
      for address in change.leftAddresses(in: current.snapshot) { note(address, of: holder) }
    }
    notePast(of: current.snapshot)
  }

  /// Those that an item of the trash takes when it comes back under `name`.
  init(takenBy item: TrashItem, as name: Address, in snapshot: Snapshot) {
    take(item, as: name)
    notePast(of: snapshot)
  }

  private mutating func take(_ item: TrashItem, as name: Address) {
    for address in [name] + item.values.aliases { takers[address] = .account(id: item.id) }
  }

  /// Names that accounts had once, and those of accounts that are gone.
  private mutating func notePast(of snapshot: Snapshot) {
    for (id, names) in snapshot.formerNames {
      for name in names { note(name, of: .account(id: id)) }
    }
    for item in snapshot.trash { note(item.name, of: .account(id: item.id)) }
  }

  private mutating func note(_ name: Address, of holder: Holder) {
    if let taker = takers[name], taker != holder { names.insert(name) }
  }

  private static func holder(of change: Change) -> Holder {
    guard change.kind == .account else { return .group(change.name) }
    return change.id.map { .account(id: $0) } ?? .newAccount(change.address)
  }
}

extension Change {
  /// The addresses that nobody, or somebody else, had before.
  fileprivate var takenAddresses: [Address] {
    guard action != .remove else { return [] }
    guard kind == .account else {
      guard let field = self[.address], field.changesValue, case .address(let address) = field.after
      else { return [] }
      return [address]
    }
    let isNew = action == .add || action == .rename
    return (isNew ? [address] : []) + claimedAliases
  }

  /// The addresses that its account or group had and gives up.
  fileprivate func leftAddresses(in snapshot: Snapshot) -> [Address] {
    switch (kind, action) {
    case (.account, .add), (.account, .remove), (.group, .add): []
    case (.account, _): releasedAliases + (formerName.map { [Address(canonical: $0)] } ?? [])
    case (.group, .remove):
      snapshot.groups.first { $0.name.sameBytes(as: name) }?.values.address.map { [$0] } ?? []
    case (.group, _):
      FieldValues([.address: self[.address]?.before ?? .nothing]).address.map { [$0] } ?? []
    }
  }
}
