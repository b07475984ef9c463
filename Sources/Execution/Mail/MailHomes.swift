import MailModel
import Stores
import System

/// Finds and chooses mail homes for accounts that are added.
struct MailHomes {
  let mail: any MailboxReader
  let location: MailLocation
  /// What ids are made of.
  var random = RandomSource.kernel

  /// Errors for additions whose mail home exists already, belongs to another account, or lies in or
  /// around one that does.
  ///
  /// With `%i` in the template a home is always new, yet older homes may stand on the way to it.
  /// Without it the home of an item of the trash stays the item's, and another one is chosen.
  func clashes(of changes: [Change], in snapshot: Snapshot) throws(StoreError) -> [Diagnostic] {
    let additions = changes.filter { $0.kind == .account && $0.action == .add }
    guard let first = additions.first else { return [] }
    if let outer = mail.outerRoot(of: snapshot.storeID) {
      return [.mailFolderNested(location, in: outer, for: first)]
    }
    var diagnostics = try checkFolder(for: first, in: snapshot)
    let held = Set(snapshot.trash.map(\.home))
    let homes = additions.map { home(of: $0.address, id: Self.idToCome, besides: held) }
    let nested = snapshot.accounts.nestedHomes(
      with: snapshot.trash.map { NestedHomes.Holder($0.home, of: $0.label) }
        + zip(homes, additions).map { NestedHomes.Holder($0, of: $1.name) })
    let given = location.hasID ? [] : Set(snapshot.accounts.all.map(\.home))
    var taken: [String: Change] = [:]
    for (change, home) in zip(additions, homes) {
      if let other = taken.updateValue(change, forKey: home) {
        diagnostics.append(.mailHomeExists(home, for: change, because: "is that of \(other.name)"))
      } else if given.contains(home) {
        diagnostics.append(
          .mailHomeExists(home, for: change, because: "belongs to another account", isFolder: false)
        )
      } else if let relation = nested[home] {
        diagnostics.append(.mailHomeNested(home, for: change, relation, location))
      } else if !location.hasID, try mail.isTaken(home) {
        diagnostics.append(.mailHomeExists(home, for: change, because: "exists on disk"))
      }
    }
    return diagnostics
  }

  /// Without the folder in which this store made homes nobody can tell whether a new one is free.
  ///
  /// One with an id is never anybody's, so that a host may plan without the mail; what stands there and
  /// is not this store's is refused as it is for removals.
  private func checkFolder(
    for change: Change, in snapshot: Snapshot
  ) throws(StoreError) -> [Diagnostic] {
    guard snapshot.accounts.count > 0 || !snapshot.trash.isEmpty else {
      try mail.checkUnclaimed(by: snapshot.storeID)
      return []
    }
    do throws(StoreError) { try mail.checkMark(of: snapshot.storeID) } catch {
      guard case .noMailFolder(let path) = error, location.hasID else { throw error }
      return [.mailFolderMissing(path, for: change)]
    }
    return []
  }

  /// Stands for an id that is yet to be chosen; no folder has it.
  private static let idToCome = String(repeating: "?", count: MailLocation.idLength)

  /// A new identity for each addition: an id that no file of the mail tree uses.
  ///
  /// `trash` is what lies there, whose homes are not given twice.
  ///
  /// - Throws: `homeTaken` when a template without `%i` leads to a home that exists by now.
  func newAccounts(
    for changes: [Change], besides trash: [TrashItem] = []
  ) throws(StoreError) -> [Address: NewAccount] {
    let held = Set(trash.map(\.home))
    var ids: Set<String> = []
    var accounts: [Address: NewAccount] = [:]
    for change in changes where change.kind == .account && change.action == .add {
      let (id, home) = try newHome(of: change.address, held, besides: &ids)
      accounts[change.address] = NewAccount(id: id, home: home)
    }
    return accounts
  }

  private func newHome(
    of address: Address, _ held: Set<String>, besides ids: inout Set<String>
  ) throws(StoreError) -> (id: String, home: String) {
    while true {
      let id = Self.newID(random)
      guard ids.insert(id).inserted else { continue }
      let home = home(of: address, id: id, besides: held)
      guard try mail.isTaken(home) else { return (id, home) }
      guard location.hasID || home.hasSuffix(id) else { throw .homeTaken(home) }
    }
  }

  /// The place of a new account: that of the template, or one beside it where an item of the trash
  /// has that.
  private func home(of address: Address, id: String, besides held: Set<String>) -> String {
    let home = location.home(of: address, id: id)
    return held.contains(home) ? "\(home)-\(id)" : home
  }

  /// An id made by chance.
  static func newID(_ random: RandomSource) -> String { random.text(MailLocation.idLength) }
}

extension Diagnostic {
  fileprivate static func mailHomeExists(
    _ home: String, for change: Change, because reason: String, isFolder: Bool = true
  ) -> Diagnostic {
    .error(
      "mail-home-exists", "the mail home \(home) of new account \(change.name) \(reason)",
      at: change.source,
      help: "put %i into `mail`" + (isFolder ? ", or move the old folder away" : ""))
  }

  fileprivate static func mailFolderMissing(_ path: String, for change: Change) -> Diagnostic {
    .warning(
      "mail-folder-missing", "there is no mail folder \(path) here for new account \(change.name)",
      at: change.source,
      help: "mount it, or look where `mail` leads; on a host without the mail go on")
  }

  fileprivate static func mailFolderNested(
    _ location: MailLocation, in outer: String, for change: Change
  ) -> Diagnostic {
    .error(
      "mail-home-nested",
      "the mail folder \(location.root) of new account \(change.name) lies in \(outer), "
        + "where this store keeps mail already", at: change.source,
      help: "write \(outer) into `mail:`, or a folder outside it")
  }

  fileprivate static func mailHomeNested(
    _ home: String, for change: Change, _ relation: NestedHomes.Relation, _ location: MailLocation
  ) -> Diagnostic {
    .error(
      "mail-home-nested",
      "the mail home \(home) of new account \(change.name) \(relation.description)",
      at: change.source,
      help: "write `mail: maildir:\(location.root)/%n-%i`; homes that exist stay where they are")
  }
}
