import MailModel
import Planning
import Stores

/// Whether an erasure destroys what was put into the trash, and nothing that came there since.
///
/// Nobody looks into an item while it is held, and what has been erased does not come back: it is
/// judged by all that lies in its folder.
package struct ErasureCheck {
  private let mail: any MailboxReader
  private let snapshot: Snapshot
  private let allowances: [Allowance]

  package init(
    mail: any MailboxReader, snapshot: Snapshot, allowances: [Allowance] = []
  ) {
    self.mail = mail
    self.snapshot = snapshot
    self.allowances = allowances
  }

  /// What an item holds by now, and what there is to say of it.
  package struct Answer {
    /// nil where it is what was put there; `allowed` where somebody has said that it may go.
    package var finding: Finding?
    /// What would be destroyed, as far as it can be counted.
    var mailbox: Mailbox

    /// What keeps it; nil where it may go.
    package var refusal: Finding? { finding.flatMap { $0.verdict == .refused ? $0 : nil } }
  }

  /// `isResumed` says that its erasure has begun.
  ///
  /// - Throws: What keeps the mail folder from being looked at; an item that cannot be counted is an
  ///   answer.
  package func answer(
    for item: TrashItem, isResumed: Bool = false
  ) throws(StoreError) -> Answer {
    let contents: ItemContents
    do throws(StoreError) { contents = try mail.contents(ofItem: item.folder) } catch {
      guard case .mailUnreadable = error else { throw error }
      return Answer(
        finding: ChangedItem.finding(
          erasing: item, holding: nil, reason: error.description, allowances: allowances),
        mailbox: item.mailbox)
    }
    return Answer(
      finding: try mail.strangersHome(in: contents, of: item, snapshot)
        ?? ChangedItem.finding(
          erasing: item, holding: contents.mailbox, isResumed: isResumed, beside: contents.beside,
          allowances: allowances),
      mailbox: contents.mailbox)
  }
}

extension MailboxReader {
  /// What keeps an item of the trash where it is: the mail home of an account that lives lies in it.
  ///
  /// That one would change hands with the item, or be left in a folder that nobody knows.
  func strangersHome(
    in item: TrashItem, _ snapshot: Snapshot
  ) throws(StoreError) -> Finding? {
    try strangersHome(in: contents(ofItem: item.folder), of: item, snapshot)
  }

  fileprivate func strangersHome(
    in contents: ItemContents, of item: TrashItem, _ snapshot: Snapshot
  ) throws(StoreError) -> Finding? {
    guard !contents.folders.isEmpty else { return nil }
    let owners = snapshot.ownersOfHomes(named: contents.folders)
    guard let folder = contents.folders.first(where: { owners[$0] != nil }),
      let owner = owners[folder]
    else { return nil }
    return HomeInTrash.finding(
      .refused, at: ".trash/\(item.folder)/\(folder)", of: owner,
      isReplaced: try isOccupied(owner.home))
  }
}

extension Snapshot {
  /// The account that each of `paths` belongs to, by the name of its folder, as far as its id is part of
  /// that: by another template many homes may end in one name.
  func ownersOfHomes(named paths: [String]) -> [String: LiveAccount] {
    func name(_ path: String) -> Substring { path.split(separator: "/").last ?? "" }
    let wanted = Dictionary(grouping: paths) { name($0) }
    guard !wanted.isEmpty else { return [:] }
    var owners: [String: LiveAccount] = [:]
    for account in accounts.all where name(account.home).contains(account.id) {
      for path in wanted[name(account.home)] ?? [] { owners[path] = owners[path] ?? account }
    }
    return owners
  }
}
