import MailModel
import Stores

/// Carries out one announced removal; each part may be repeated after a crash.
struct Purge {
  let directory: any DirectoryWriter
  let mail: any MailboxMover

  /// Moves the mail home and the record to the trash, and only then lets the account go.
  ///
  /// - Precondition: The step is announced.
  func complete(
    _ step: JournalStep, of run: Int, account: LiveAccount?, at time: Int64
  ) throws(StoreError) {
    let record = TrashRecord(step: step, account: account)
    try mail.moveToTrash(
      step.home, item: TrashItem.folder(step.account, id: step.id, run: run),
      record: record.text())
    try directory.confirmRemoval(step.number, of: run, at: time)
  }
}
