import MailModel
import Planning

/// Accounts that the manifest wants back from the trash, with `mail: restore`.
///
/// To the planner they live already, unowned as after `trash restore`, so that listing them adopts
/// them; apply brings them back before it writes anything else.
struct Revival: Sendable {
  private(set) var items: [TrashItem] = []

  /// Takes each wanted account out of the snapshot's trash and puts it among its accounts.
  ///
  /// A name that lives, or that fits two items, is left to the guard `name-reuse`.
  init(wantedBy manifest: Manifest, in snapshot: inout Snapshot) {
    guard !snapshot.trash.isEmpty else { return }
    let wanted = manifest.accounts.extras.filter {
      $0.value.mail == .restore && $0.value.was == nil
    }
    guard !wanted.isEmpty else { return }
    let inTrash = Dictionary(grouping: snapshot.trash, by: \.name)
    var taken = snapshot.takenAddresses
    var accounts: [LiveAccount] = []
    for name in wanted.keys.filter({ inTrash[$0] != nil }).sorted() {
      let all = inTrash[name] ?? []
      let held = all.filter { !snapshot.isLeftover($0) }
      let found = held.isEmpty ? all : held
      guard found.count == 1, let item = found.first, !taken.contains(name) else { continue }
      var account = LiveAccount(revived: item, as: name)
      account.values[.aliases] = .addresses(
        account.values.aliases.filter { !taken.contains($0) })
      taken.insert(name)
      taken.formUnion(account.values.aliases)
      accounts.append(account)
      items.append(item)
    }
    take(accounts, in: &snapshot)
  }

  /// The same for what the changes of a plan bring back; what nobody may have back stays in the
  /// trash.
  init(of changes: [Change], in snapshot: inout Snapshot) {
    guard changes.contains(where: { $0.restores != nil }) else { return }
    let taken = snapshot.takenAddresses
    let labels = Dictionary(
      snapshot.trash.map { ($0.label, $0) }, uniquingKeysWith: { first, _ in first })
    for change in changes {
      guard let label = change.restores, let item = labels[label], item.id == change.id,
        taken.isDisjoint(with: [item.name] + item.values.aliases)
      else { continue }
      items.append(item)
    }
    take(items.map { LiveAccount(revived: $0, as: $0.name) }, in: &snapshot)
  }

  /// All at once, since each time every account is put in order.
  private func take(_ accounts: [LiveAccount], in snapshot: inout Snapshot) {
    guard !accounts.isEmpty else { return }
    snapshot.accounts.insert(accounts)
    let revived = Set(items.map(\.label))
    snapshot.trash.removeAll { revived.contains($0.label) }
    snapshot.domains = snapshot.takenAddresses.domains
  }

  /// What the guard would refuse otherwise, and is allowed by the manifest.
  var findings: [Finding] {
    items.map { item in
      Finding(
        "name-reuse", .allowed, subject: item.name.text, subjects: [item.name.text],
        measured: 1, limit: 0, base: 1,
        message: "\(item.name) comes back from the trash as \(item.label), with "
          + (item.mailbox.messages == 1 ? "1 message" : "\(item.mailbox.messages) messages"),
        allow: "mail: restore")
    }
  }
}

extension LiveAccount {
  /// An item of the trash as it lives again: unowned.
  init(revived item: TrashItem, as name: Address) {
    self.init(
      address: name, id: item.id, home: item.home, values: item.values, ownedFields: [],
      marks: LiveMarks(of: item.values))
  }
}
