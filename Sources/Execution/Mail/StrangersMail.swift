import MailModel
import Planning
import Stores

/// Mail of somebody else in an item of the trash, and mail homes where no account has one.
extension MailboxReader {
  /// What keeps an item of the trash where it is: mail of another item, or the mail home of an account
  /// that lives.
  ///
  /// It would change hands with the item, or be left in a folder that nobody knows.
  func strangersMail(
    in item: TrashItem, _ snapshot: Snapshot
  ) throws(StoreError) -> Finding? {
    try strangersMail(in: contents(ofItem: item.folder), of: item, snapshot)
  }

  func strangersMail(
    in contents: ItemContents, of item: TrashItem, _ snapshot: Snapshot
  ) throws(StoreError) -> Finding? {
    if let other = try recorded(in: item, snapshot) {
      return ChangedItem.swapped(item, with: other)
    }
    guard !contents.folders.isEmpty else { return nil }
    let owners = try owners(ofHomes: contents.homes, folders: contents.folders, in: snapshot)
    guard let folder = contents.folders.first(where: { owners[$0] != nil }),
      let owner = owners[folder]
    else { return nil }
    return HomeInTrash.finding(
      .refused, at: ".trash/\(item.folder)/\(folder)", of: owner,
      isReplaced: try isOccupied(owner.home))
  }

  /// The other item that the record in the folder of `item` tells of; a copy of that one's folder is
  /// none.
  private func recorded(in item: TrashItem, _ snapshot: Snapshot) throws(StoreError) -> TrashItem? {
    guard let id = try FoundFolder(item.folder, in: self).id, !id.sameBytes(as: item.id),
      let other = snapshot.trash.first(where: { $0.id.sameBytes(as: id) }),
      try FoundFolder(other.folder, in: self).id?.sameBytes(as: id) != true
    else { return nil }
    return other
  }

  /// The account that each of `homes` belongs to, by the name of its folder.
  ///
  /// That tells for sure where the account's id is part of it. By another template it tells, of what
  /// lies in the trash, as long as the account has no home in its place. Of `folders` those with an id alone are looked for.
  func owners(
    ofHomes homes: [String], folders: [String] = [], in snapshot: Snapshot
  ) throws(StoreError) -> [String: LiveAccount] {
    func name(_ path: String) -> Substring { path.split(separator: "/").last ?? "" }
    let wantedHomes = Dictionary(grouping: homes) { name($0) }
    let wanted = Dictionary(grouping: Set(homes + folders)) { name($0) }
    guard !wanted.isEmpty else { return [:] }
    var owners: [String: LiveAccount] = [:]
    for account in snapshot.accounts.all {
      let name = name(account.home)
      guard let found = wanted[name] else { continue }
      if name.contains(account.id) {
        for path in found { owners[path] = owners[path] ?? account }
      } else if let found = wantedHomes[name], try !isOccupied(account.home) {
        // Elsewhere it is in the place of another name, as of one in another domain.
        for path in found where path.hasPrefix(".trash/") || folders.contains(path) {
          owners[path] = owners[path] ?? account
        }
      }
    }
    return owners
  }

  /// The account that has lost the mail home at `path`, which lies where no account has one; nil where
  /// nothing tells, or where it has another one by now.
  func loser(ofHome path: String, in snapshot: Snapshot) throws(StoreError) -> LiveAccount? {
    guard let owner = try owners(ofHomes: [path], in: snapshot)[path],
      try !isOccupied(owner.home)
    else { return nil }
    return owner
  }
}
