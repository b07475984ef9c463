import MailModel
import Planning
import Stores

/// Holds the mail folder against the store: mail that no row knows, and rows without their mail.
///
/// Names of folders alone are looked at, and no mailbox is counted.
package struct MailCheck {
  private let directory: any DirectoryReader
  private let mail: any MailboxReader
  private let location: MailLocation

  package init(
    directory: any DirectoryReader, mail: any MailboxReader, location: MailLocation
  ) {
    self.directory = directory
    self.mail = mail
    self.location = location
  }

  /// What differs from `snapshot`; nothing where this user may not look, in the mail folder of
  /// another store, and while a run is open, which moves mail before it moves rows.
  package func difference(from snapshot: Snapshot) throws(StoreError) -> MailDifference {
    if agrees(with: snapshot) { return MailDifference() }
    // A run that began since the snapshot explains everything.
    let later = try directory.snapshot()
    guard later.unfinished == nil else { return MailDifference() }
    return (try? mail.difference(from: later, depth: location.depth)) ?? MailDifference()
  }

  /// True where nothing differs from `snapshot`, or nothing may be looked at.
  func agrees(with snapshot: Snapshot) -> Bool {
    guard snapshot.unfinished == nil, (try? mail.checkMark(of: snapshot.storeID)) != nil,
      let found = try? mail.difference(from: snapshot, depth: location.depth)
    else { return true }
    return found.isEmpty
  }

  /// What a plan says of mail that belongs to nobody, and of mail homes in items of the trash.
  package func warnings(of difference: MailDifference, in snapshot: Snapshot) -> [Finding] {
    let unknown: [Finding] =
      difference.unknown == 0
      ? []
      : [
        .unknownMail(
          homes: difference.homes.count, folders: difference.folders.count,
          paths: difference.paths(below: location.root))
      ]
    return unknown + movedHomes(difference, in: snapshot) + homesInTrash(difference, in: snapshot)
      + foreignFolder(of: snapshot)
  }

  /// What is said of each mail home of an account that lives and has none in its place.
  func movedHomes(_ difference: MailDifference, in snapshot: Snapshot) -> [Finding] {
    let paths = difference.homes + difference.folders.map { ".trash/\($0)" }
    guard !paths.isEmpty else { return [] }
    let owners = (try? mail.owners(ofHomes: paths, in: snapshot)) ?? [:]
    return paths.compactMap { path in
      guard let owner = owners[path], (try? mail.isOccupied(owner.home)) == false else {
        return nil
      }
      return HomeInTrash.moved(to: path, of: owner)
    }
  }

  /// A warning where the mail folder is another store's: nothing there would be this one's.
  private func foreignFolder(of snapshot: Snapshot) -> [Finding] {
    guard snapshot.accounts.count > 0 else { return [] }
    do throws(StoreError) { try mail.checkUnclaimed(by: snapshot.storeID) } catch {
      guard case .foreignMail(let path) = error else { return [] }
      return [
        Finding(
          "mail-folder-missing", .warning, measured: 1,
          message:
            "\(path) is the mail folder of another store, and whoever gets mail here has none "
            + "there; name the one that this store keeps its mail in with `mail` or --mail")
      ]
    }
    return []
  }

  /// What is said of each mail home that lies in an item of the trash.
  func homesInTrash(_ difference: MailDifference, in snapshot: Snapshot) -> [Finding] {
    guard !difference.inItems.isEmpty else { return [] }
    let owners = (try? mail.owners(ofHomes: difference.inItems, in: snapshot)) ?? [:]
    return difference.inItems.map { path in
      HomeInTrash.finding(
        .warning, at: path, of: owners[path],
        isReplaced: owners[path].map { (try? mail.isOccupied($0.home)) == true } ?? false)
    }
  }

  /// Each folder that belongs to nobody, with whose it was and what it holds.
  package func unknown(
    in difference: MailDifference, of snapshot: Snapshot, domain: String?
  ) throws(StoreError) -> [UnknownMail] {
    var result: [UnknownMail] = []
    for home in difference.homes {
      result.append(
        UnknownMail(
          path: "\(location.root)/\(home)",
          name: location.account(at: home, domain: domain)?.name,
          mailbox: try? mail.mailbox(at: home)))
    }
    let losers = difference.withoutMail.compactMap { snapshot.accounts[$0] }
    for folder in difference.folders {
      let found = try FoundFolder(folder, in: mail)
      let loser = losers.first(where: found.isOf)
      result.append(
        UnknownMail(
          path: "\(location.root)/.trash/\(folder)", name: loser?.address ?? found.name,
          isOfLiveAccount: loser != nil,
          mailbox: (try? mail.hasMoved(folder)) == true
            ? try? mail.mailbox(inTrash: folder) : nil))
    }
    return result
  }

  /// An error for each account that has a placeholder in place of its mail.
  package func errors(
    of difference: MailDifference, in snapshot: Snapshot
  ) throws(StoreError) -> [Diagnostic] {
    guard !difference.withoutMail.isEmpty else { return [] }
    var folders: [FoundFolder] = []
    for folder in difference.folders { folders.append(try FoundFolder(folder, in: mail)) }
    return difference.withoutMail.compactMap { name in
      snapshot.accounts[name].map { account in
        error(account, folders.last { $0.isOf(account) }?.folder)
      }
    }
  }

  private func error(_ account: LiveAccount, _ folder: String?) -> Diagnostic {
    let home = "\(location.root)/\(account.home)"
    guard let folder else {
      return .error(
        "mail-in-trash",
        "the mail of \(account.address) is gone: \(home) is what a removal leaves in its place, and "
          + "no folder of the trash holds it",
        at: nil,
        help: "bring it back to \(home) from a backup, or remove that empty file to begin anew")
    }
    return .error(
      "mail-in-trash",
      "\(account.address) lives, but its mail lies in \(location.root)/.trash/\(folder)", at: nil,
      help: "type `rollbook trash restore \(folder.asShellWord)`")
  }
}

extension MailDifference {
  /// Where it lies, as an administrator would type it.
  func paths(below root: String) -> [String] {
    homes.map { "\(root)/\($0)" } + folders.map { "\(root)/.trash/\($0)" }
  }
}
