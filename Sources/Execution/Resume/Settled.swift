import MailModel
import Stores

/// The live side as the next run finds it once it has closed what stopped half-way.
struct Settled {
  var snapshot: Snapshot
  /// Accounts whose step the next run completes before anything else.
  private(set) var completing: [Address] = []
  /// Folders of the trash that hold the mail of accounts which come back first, by account id.
  private(set) var folders: [String: String] = [:]
  /// Accounts that lie in the trash again first, with their mail, wherever it is now; by id.
  private(set) var stayingIDs: Set<String> = []

  init(
    in directory: any DirectoryReader, mail: any MailboxReader, at time: Int64
  ) throws(StoreError) {
    snapshot = try directory.snapshot()
    guard let unfinished = snapshot.unfinished, unfinished.holder == nil else { return }
    for stopped in try Unfinished.all(in: directory, mail: mail, snapshot) {
      let items = snapshot.trashByID
      for step in stopped.completing where step.effect == .restore {
        guard let item = items[step.id],
          try mail.hasMoved(item.folder)
        else { continue }
        folders[step.id] = item.folder
      }
      stayingIDs.formUnion(stopped.comingBack.filter { $0.effect == .restore }.map(\.id))
      stopped.complete(in: &snapshot, at: time)
      completing += stopped.completing.map(\.account)
    }
  }
}
