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
    if let finding = try recorded(in: item, snapshot) { return finding }
    guard !contents.folders.isEmpty else { return nil }
    let owners = try owners(ofHomes: contents.homes, folders: contents.folders, in: snapshot)
    guard let folder = contents.folders.first(where: { owners[$0] != nil }),
      let owner = owners[folder]
    else { return nil }
    return HomeInTrash.finding(
      .refused, at: ".trash/\(item.folder)/\(folder)", of: owner,
      isReplaced: try isOccupied(owner.home))
  }

  /// What there is to say where the record in the folder of `item` tells of another item, or of an
  /// account that lives and has no mail home.
  private func recorded(in item: TrashItem, _ snapshot: Snapshot) throws(StoreError) -> Finding? {
    let found = try FoundFolder(item.folder, in: self)
    guard let id = found.id, !id.sameBytes(as: item.id),
      try !item.isItself(standing(ofItem: item.folder), found)
    else { return nil }
    if let other = snapshot.trash.first(where: { $0.id.sameBytes(as: id) }) {
      return ChangedItem.swapped(item, with: other)
    }
    return try found.owner(in: snapshot, self).map { ChangedItem.swapped(item, with: $0) }
  }

  /// Why the mail in the folder of `item` may not be the item's; nil where the folder tells that it is,
  /// or was left by an earlier rollbook with a record of it.
  ///
  /// `isPart` says that its erasure has begun, and has taken some of it.
  func doubt(of item: TrashItem, isPart: Bool = false) throws(StoreError) -> ItemDoubt? {
    let standing = try standing(ofItem: item.folder)
    guard try item.isItself(standing, FoundFolder(item.folder, in: self)) else { return .isOther }
    return isPart && standing != .asMoved ? .isLeft : nil
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

extension TrashItem {
  /// True where its folder is its own as far as anything tells.
  ///
  /// One that was taken in by an earlier rollbook has no record, or the one of before.
  fileprivate func isItself(_ standing: ItemStanding, _ found: FoundFolder) -> Bool {
    switch standing {
    case .asMoved: true
    case .exchanged, .another: false
    case .copied, .unmarked: isTakenIn || found.id.map { $0.sameBytes(as: id) } ?? true
    case .unrecorded: isTakenIn
    }
  }
}
