import MailModel
import Stores

/// A run that stopped half-way, and what the next one makes of it, found out by looking alone.
///
/// `plan` shows this and the next apply does it, so both ask here.
struct Unfinished {
  let run: RunRecord
  /// Announced steps that will be completed: their mail, moved or not, is as it was announced.
  let completing: [JournalStep]
  /// Announced removals whose mailbox is no longer what was announced: their accounts come back.
  let comingBack: [JournalStep]

  /// Every run that was not closed, oldest first.
  static func all(
    in directory: any DirectoryReader, mail: any MailboxReader
  ) throws(StoreError) -> [Unfinished] {
    var result: [Unfinished] = []
    for listed in try directory.runs().reversed() where listed.outcome == .unfinished {
      guard let run = try directory.run(listed.number) else { continue }
      var completing: [JournalStep] = []
      var comingBack: [JournalStep] = []
      for step in run.steps where step.state == .announced {
        if try canComplete(step, of: run, mail: mail) {
          completing.append(step)
        } else {
          comingBack.append(step)
        }
      }
      result.append(Unfinished(run: run, completing: completing, comingBack: comingBack))
    }
    return result
  }

  private static func canComplete(
    _ step: JournalStep, of run: RunRecord, mail: any MailboxReader
  ) throws(StoreError) -> Bool {
    guard run.start.kind.isOfPlan else { return true }
    let item = TrashItem.folder(step.account, id: step.id, run: run.number)
    guard try mail.hasMoved(item) else {
      return try mail.mailbox(at: step.home) == step.mailbox
    }
    // The run may have been killed between the move and the count after it. What cannot be counted
    // there can still go back.
    return (try? mail.mailbox(inTrash: item)) == step.mailbox
  }

  /// Changes `snapshot` to what it will be once the steps are completed.
  func complete(in snapshot: inout Snapshot, at time: Int64) {
    switch run.start.kind {
    case .apply, .undo: completeRemovals(in: &snapshot, at: time)
    case .restore:
      for step in completing {
        guard let item = snapshot.trash.first(where: { $0.id == step.id }) else { continue }
        snapshot.accounts.insert(LiveAccount(revived: item, as: step.account))
        snapshot.trash.removeAll { $0.id == step.id }
      }
    case .empty:
      let erased = Set(completing.map(\.id))
      snapshot.trash.removeAll { $0.run != run.number && erased.contains($0.id) }
    }
    if !completing.isEmpty { snapshot.domains = snapshot.takenAddresses.domains }
  }

  private func completeRemovals(in snapshot: inout Snapshot, at time: Int64) {
    for step in completing {
      guard let account = snapshot.accounts[step.account] else { continue }
      snapshot.trash.append(
        TrashItem(
          name: step.account, run: run.number, id: step.id, home: step.home,
          values: account.values, mailbox: step.mailbox, reason: step.reason, removed: time,
          heldUntil: step.heldUntil))
      if let leaver = step.leaver {
        snapshot.spentLeavers[step.account, default: []].insert(leaver)
      }
    }
    snapshot.trash.sort { ($0.name, $0.run) < ($1.name, $1.run) }
    snapshot.accounts.remove(Set(completing.map(\.account)))
    if !completing.isEmpty, !run.start.excusesRemovals {
      snapshot.removals.append(
        PastRemovals(
          at: run.start.started, count: completing.count, owned: run.start.ownedBefore))
    }
  }
}
