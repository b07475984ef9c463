import MailModel
import Stores

/// An adoption that stopped half-way.
enum StoppedAdoption {
  /// Ends what a run that stopped had begun.
  ///
  /// - Returns: False when the mail has not moved, and lies where it was.
  static func complete(
    _ step: JournalStep, of run: Int, in snapshot: Snapshot, _ directory: any DirectoryWriter,
    _ mail: any MailboxMover, at time: Int64
  ) throws(StoreError) -> Bool {
    if let account = snapshot.accounts[step.account], account.id.sameBytes(as: step.id) {
      guard let folder = step.reason,
        (try? mail.restore(item: folder, to: step.home, isRepeated: true)) != nil
      else { return false }
      try directory.confirmAdoption(nil, step: step.number, of: run)
      return true
    }
    var item = TrashItem(
      name: step.account, run: run, id: step.id, home: step.home, values: FieldValues(),
      mailbox: step.mailbox, reason: step.reason, removed: time, heldUntil: step.heldUntil)
    guard try mail.hasMoved(item.folder) else {
      try mail.abandonMove(item.folder)
      return false
    }
    try mail.takeIn(item.folder, as: item.folder)
    item.values = try FoundFolder(item.folder, in: mail).values
    try directory.confirmAdoption(item, step: step.number, of: run)
    return true
  }
}
