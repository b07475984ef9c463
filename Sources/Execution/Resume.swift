import MailModel
import Stores

/// What became of a run that had stopped half-way.
package struct ResumedRun: Sendable, Hashable {
  package var number: Int
  package var kind: RunRecord.Kind
  /// Announced steps that are done now.
  package var completed: [Address] = []
  /// Announced steps that were given up: the accounts, or trash items, are as before them.
  package var givenUp: [Address] = []
}

/// Brings runs that stopped half-way to a close before the next one begins.
///
/// The one step that was announced is completed, since its mail may have moved already; what was
/// only due is given up, so that a mended manifest wins over a stopped mistake. A step that cannot
/// be completed is given up too, as long as its mail is where it was: nothing may block a store.
/// One whose mailbox has other mail than was announced is given up wherever that lies.
struct Resume {
  let directory: any DirectoryWriter
  let mail: any MailboxMover
  let surroundings: Surroundings

  /// - Returns: The runs that were closed, oldest first.
  @discardableResult
  func closeUnfinishedRuns() throws(StoreError) -> [ResumedRun] {
    let unfinished = try Unfinished.all(in: directory, mail: mail)
    guard !unfinished.isEmpty else { return [] }
    let snapshot = try directory.snapshot()
    var closed: [ResumedRun] = []
    for stopped in unfinished {
      var result = ResumedRun(number: stopped.run.number, kind: stopped.run.start.kind)
      let purge = Purge(directory: directory, mail: mail, run: stopped.run.number)
      for step in stopped.comingBack {
        try purge.giveUp(step)
        result.givenUp.append(step.account)
      }
      for step in stopped.completing {
        if try isCompleted(step, of: stopped.run, in: snapshot) {
          result.completed.append(step.account)
        } else {
          result.givenUp.append(step.account)
        }
      }
      try directory.close(stopped.run.number, outcome: .stopped, at: surroundings.now())
      surroundings.notice(.resumed(result))
      closed.append(result)
    }
    return closed
  }

  /// - Returns: False when the step could not be done and nothing of it was.
  private func isCompleted(
    _ step: JournalStep, of run: RunRecord, in snapshot: Snapshot
  ) throws(StoreError) -> Bool {
    do throws(StoreError) {
      return try complete(step, of: run, in: snapshot)
    } catch {
      guard run.start.kind.isOfPlan else { return false }
      let purge = Purge(directory: directory, mail: mail, run: run.number)
      if try purge.hasMoved(step) { throw error }
      try purge.giveUp(step)
      return false
    }
  }

  /// - Returns: False for a removal that was given up, since mail came in until its mail moved.
  private func complete(
    _ step: JournalStep, of run: RunRecord, in snapshot: Snapshot
  ) throws(StoreError) -> Bool {
    let item = snapshot.trash.first { $0.id == step.id }
    switch run.start.kind {
    case .apply, .undo:
      let purge = Purge(directory: directory, mail: mail, run: run.number)
      try purge.move(step, account: snapshot.accounts[step.account])
      guard try purge.movedMailbox(of: step) == step.mailbox else {
        try purge.giveUp(step)
        return false
      }
      try purge.confirm(step, at: surroundings.now())
    case .restore:
      guard let item else { return true }
      try mail.restore(item: item.folder, to: item.home, isRepeated: true)
      _ = try directory.confirmRestore(
        item, as: step.account, step: step.number, of: run.number)
    case .empty:
      guard let item else { return true }
      try mail.erase(item: item.folder, home: item.home, isRepeated: true)
      try directory.confirmErasure(item, step: step.number, of: run.number)
    }
    return true
  }
}
