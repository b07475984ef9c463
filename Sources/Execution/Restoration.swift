import MailModel
import Stores

/// Brings one item of the trash back, as a run of its own.
struct Restoration {
  let directory: any DirectoryWriter
  let mail: any MailboxMover
  let surroundings: Surroundings

  /// Mail first, then the record: no delivery can meet an account without its mail.
  ///
  /// - Precondition: The lock is held and no run is open.
  /// - Returns: The run, and the aliases that others have by now.
  func bringBack(
    _ item: TrashItem, as name: Address
  ) throws(StoreError) -> (run: Int, lostAliases: [Address]) {
    let run = try directory.begin(
      RunBatch(start: surroundings.start(.restore), steps: [JournalStep(1, for: item, as: name)]))
    do throws(StoreError) {
      try directory.announce(1, of: run, mailbox: item.mailbox)
      try mail.restore(item: item.folder, to: item.home, isRepeated: false)
      let lost = try directory.confirmRestore(item, as: name, step: 1, of: run)
      try directory.close(run, outcome: .done, at: surroundings.now())
      return (run, lost)
    } catch {
      // An announced step stays open where it may have been done: the next run looks.
      if case .missingItem = error { try? close(run) }
      if case .homeTaken = error { try? close(run) }
      throw error
    }
  }

  private func close(_ run: Int) throws(StoreError) {
    try directory.close(run, outcome: .stopped, at: surroundings.now())
  }
}

extension JournalStep {
  /// A step on an item of the trash, for the account `name`.
  init(_ number: Int, for item: TrashItem, as name: Address) {
    self.init(
      number: number, account: name, id: item.id, home: item.home, reason: item.reason,
      leaver: nil, heldUntil: item.heldUntil, mailbox: item.mailbox)
  }
}
