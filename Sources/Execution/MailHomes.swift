import MailModel
import Stores

/// Finds and chooses mail homes for accounts that are added.
struct MailHomes {
  let mail: any MailboxReader
  let location: MailLocation

  /// Errors for additions whose mail home exists already or belongs to another account.
  ///
  /// With `%i` in the template nothing can clash: the id is new.
  func clashes(of changes: [Change], in snapshot: Snapshot) throws(StoreError) -> [Diagnostic] {
    let additions = changes.filter { $0.kind == .account && $0.action == .add }
    guard !location.hasID, !additions.isEmpty else { return [] }
    let given = Set(snapshot.accounts.all.map(\.home) + snapshot.trash.map(\.home))
    var diagnostics: [Diagnostic] = []
    var taken: [String: Change] = [:]
    for change in additions {
      let home = location.home(of: change.address, id: "")
      if let other = taken.updateValue(change, forKey: home) {
        diagnostics.append(.mailHomeExists(home, for: change, because: "is that of \(other.name)"))
      } else if given.contains(home) {
        diagnostics.append(
          .mailHomeExists(home, for: change, because: "belongs to another account"))
      } else if try mail.isTaken(home) {
        diagnostics.append(.mailHomeExists(home, for: change, because: "exists on disk"))
      }
    }
    return diagnostics
  }

  /// A new identity for each addition: an id that no file of the mail tree uses.
  ///
  /// - Throws: `homeTaken` when a template without `%i` leads to a home that exists by now.
  func newAccounts(for changes: [Change]) throws(StoreError) -> [Address: NewAccount] {
    var random = SystemRandomNumberGenerator()
    var ids: Set<String> = []
    var accounts: [Address: NewAccount] = [:]
    for change in changes where change.kind == .account && change.action == .add {
      let (id, home) = try newHome(of: change.address, besides: &ids, using: &random)
      accounts[change.address] = NewAccount(id: id, home: home)
    }
    return accounts
  }

  private func newHome(
    of address: Address, besides ids: inout Set<String>,
    using random: inout SystemRandomNumberGenerator
  ) throws(StoreError) -> (id: String, home: String) {
    while true {
      let id = Self.randomID(using: &random)
      guard ids.insert(id).inserted else { continue }
      let home = location.home(of: address, id: id)
      guard try mail.isTaken(home) else { return (id, home) }
      guard location.hasID else { throw .homeTaken(home) }
    }
  }

  private static let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")

  private static func randomID(using random: inout SystemRandomNumberGenerator) -> String {
    String(
      (0..<MailLocation.idLength).map { _ in letters[Int.random(in: 0..<36, using: &random)] })
  }
}

extension Diagnostic {
  fileprivate static func mailHomeExists(
    _ home: String, for change: Change, because reason: String
  ) -> Diagnostic {
    .error(
      "mail-home-exists", "the mail home \(home) of new account \(change.name) \(reason)",
      at: change.source,
      help: "put %i into `mail`, or move the old folder away")
  }
}
