import MailModel
import Stores

/// Carries out one announced removal; each part may be repeated after a crash.
struct Purge {
  let directory: any DirectoryWriter
  let mail: any MailboxMover
  let run: Int

  /// Moves the mail home and the record to the trash.
  func move(_ step: JournalStep, account: LiveAccount?) throws(StoreError) {
    let record = TrashRecord(step: step, account: account)
    try mail.moveToTrash(step.home, item: item(of: step), record: record.text())
  }

  /// Lets the account go; only after its mail has moved.
  func confirm(_ step: JournalStep, at time: Int64) throws(StoreError) {
    try directory.confirmRemoval(step.number, of: run, at: time)
  }

  func hasMoved(_ step: JournalStep) throws(StoreError) -> Bool {
    try mail.hasMoved(item(of: step))
  }

  /// What lies in the trash now.
  func movedMailbox(of step: JournalStep) throws(StoreError) -> Mailbox {
    try mail.mailbox(inTrash: item(of: step))
  }

  /// Lets the account stay: mail that has moved goes back where it was, and nothing of the step is
  /// left in the trash.
  func giveUp(_ step: JournalStep) throws(StoreError) {
    if try hasMoved(step) {
      try mail.restore(item: item(of: step), to: step.home, isRepeated: true)
    } else {
      try mail.abandonMove(item(of: step))
    }
    try directory.holdBack(step.number, of: run)
  }

  private func item(of step: JournalStep) -> String {
    TrashItem.folder(step.account, id: step.id, run: run)
  }
}
