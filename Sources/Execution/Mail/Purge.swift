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
  ///
  /// - Returns: Why it stays; nil when it is gone.
  func confirm(_ step: JournalStep, at time: Int64) throws(StoreError) -> String? {
    do throws(StoreError) {
      try directory.confirmRemoval(step.number, of: run, at: time)
      return nil
    } catch {
      // Another conflict, such as a lock that was taken over, is no leave to move mail.
      guard case .conflict = error, try directory.snapshot().standing(of: step) == .changed else {
        throw error
      }
      return try giveUp(step, because: "somebody changed the account meanwhile")
    }
  }

  /// Lets the account stay for `reason`, and says with it where mail lies that could not go back.
  func giveUp(_ step: JournalStep, because reason: String) throws(StoreError) -> String {
    let stranded = try giveUp(step)
    return reason + (stranded.map { "; its mail lies in the trash as \($0)" } ?? "")
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
  ///
  /// `home` is where the account has its mail by now, for a step whose own place cannot have it.
  ///
  /// - Returns: The item whose mail could not go back, such as where something stands in its place;
  ///   nil when there is none.
  func giveUp(_ step: JournalStep, to home: String? = nil) throws(StoreError) -> String? {
    var stranded: String?
    if try hasMoved(step) {
      for home in [step.home, home ?? step.home] {
        // Mail that stays in the trash is safe there, and told; a step that stays open stops the site.
        try? mail.restore(item: item(of: step), to: home, isRepeated: true)
        guard try hasMoved(step) else { break }
      }
      if try hasMoved(step) { stranded = item(of: step) }
    } else {
      try mail.abandonMove(item(of: step))
    }
    try directory.holdBack(step.number, of: run)
    return stranded
  }

  private func item(of step: JournalStep) -> String { step.item(of: run) }
}
