import MailModel

/// The accounts of which a run takes away what an open session rests on: the password, the name, or
/// the login, by itself or by its group.
struct EndedSessions {
  /// By the name that somebody is logged in with; as the account is called afterwards.
  private(set) var accounts: [Address: LiveAccount] = [:]

  /// `snapshot` is the store before the changes, or where `isDone` the one that has them already.
  init(by changes: [Change], in snapshot: Snapshot, isDone: Bool = false) {
    let groups = GroupLogins(changes, snapshot, isDone: isDone)
    var byName: [Address: Change] = [:]
    for change in changes where change.kind == .account {
      byName[isDone ? change.address : change.formerAddress] = change
      guard change.touchesLogin, let account = Self.account(of: change, in: snapshot) else {
        continue
      }
      end(account, by: change, groups)
    }
    guard !groups.closing.isEmpty else { return }
    let live = snapshot.accounts.view
    let members = (0..<live.rows.count).filter { row in
      FieldValues([.group: live.value(of: .group, row)]).group
        .map { groups.closing.contains(groups.name(of: $0)) } ?? false
    }.map(live.account)
    for member in members {
      let change = byName[member.address]
      if change?.action != .remove { end(member, by: change, groups) }
    }
  }

  /// By its id, since in this very run somebody else may take its name.
  private static func account(of change: Change, in snapshot: Snapshot) -> LiveAccount? {
    [change.formerAddress, change.address].lazy.compactMap { snapshot.accounts[$0] }
      .first { change.id == nil || $0.id == change.id }
  }

  private mutating func end(_ account: LiveAccount, by change: Change?, _ groups: GroupLogins) {
    var values = account.values
    if let group = values.group { values[.group] = .text(groups.name(of: group)) }
    for field in change?.fields ?? [] { values[field.field] = field.after }
    let mayLogIn =
      values.isEnabled && !values.services.isEmpty
      && values.group.map { !groups.closed.contains($0) } ?? true
    guard !mayLogIn || change?.endsSessions == true else { return }
    var account = account
    let name = change?.formerAddress ?? account.address
    if let change { account.address = change.address }
    accounts[name] = account
  }
}

/// Which groups let their members log in, by the names that they have once a run is done.
private struct GroupLogins {
  private(set) var closed: Set<String> = []
  /// Those of them that the run closes.
  private(set) var closing: Set<String> = []
  private var newNames: [String: String] = [:]

  init(_ changes: [Change], _ snapshot: Snapshot, isDone: Bool) {
    let changes = changes.filter { $0.kind == .group && $0.action != .remove }
    for change in changes where !isDone {
      if let former = change.formerName { newNames[former] = change.name }
    }
    closed = Set(snapshot.groups.filter { !$0.values.isEnabled }.map { name(of: $0.name) })
    for change in changes {
      guard let field = change[.enabled], field.changesValue else { continue }
      if field.after == .flag(false) {
        closed.insert(change.name)
        closing.insert(change.name)
      } else {
        closed.remove(change.name)
      }
    }
  }

  func name(of group: String) -> String { newNames[group] ?? group }
}

extension Change {
  /// The address under which its account is known until then.
  fileprivate var formerAddress: Address { formerName.map(Address.init(canonical:)) ?? address }

  /// Whether it concerns an account that lived before, and its password, name or login.
  fileprivate var touchesLogin: Bool {
    guard action != .add, action != .remove else { return false }
    return endsSessions || self[.enabled]?.changesValue == true
      || self[.group]?.changesValue == true
  }

  /// Whether the account may log in to less than before.
  private var takesServices: Bool {
    guard case .services(let after)? = self[.services]?.after else { return false }
    let before = FieldValues([.services: self[.services]?.before ?? .services(.all)]).services
    return !after.isSuperset(of: before)
  }

  /// Whether what somebody logged in with is good no more.
  fileprivate var endsSessions: Bool {
    if action == .rename || takesServices { return true }
    guard let field = self[.password], field.changesValue else { return false }
    return field.before != nil && field.before != .nothing
  }
}
