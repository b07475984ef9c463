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

  /// - Throws: What keeps the mail folder from being looked at; an item that cannot be counted is an
  ///   answer.
  package func answer(for item: TrashItem) throws(StoreError) -> Answer {
    let contents: ItemContents
    do throws(StoreError) { contents = try mail.contents(ofItem: item.folder) } catch {
      guard case .mailUnreadable = error else { throw error }
      return Answer(
        finding: ChangedItem.finding(
          erasing: item, holding: nil, reason: error.description, allowances: allowances),
        mailbox: item.mailbox)
    }
    if let (folder, account) = home(in: contents.folders) {
      return Answer(
        finding: HomeInTrash.finding(
          .refused, at: ".trash/\(item.folder)/\(folder)", of: account.address,
          belongingTo: account.home),
        mailbox: contents.mailbox)
    }
    return Answer(
      finding: ChangedItem.finding(
        erasing: item, holding: contents.mailbox, beside: contents.beside, allowances: allowances),
      mailbox: contents.mailbox)
  }

  /// The mail home of an account that lives, which no consent gives away.
  private func home(in folders: [String]) -> (folder: String, account: LiveAccount)? {
    guard !folders.isEmpty else { return nil }
    let owners = snapshot.ownersOfHomes(named: folders)
    return folders.lazy.compactMap { folder in owners[folder].map { (folder, $0) } }.first
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
