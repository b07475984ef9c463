import MailModel
import Stores

/// A run that stopped half-way, and what the next one makes of it, found out by looking alone.
///
/// `plan` shows this and the next apply does it, so both ask here.
struct Unfinished {
  let run: RunRecord
  /// Steps that will be completed: their mail, moved or not, is as it was announced.
  let completing: [JournalStep]
  /// Steps that will be given up, since their mailbox or their account is no longer what was
  /// announced: accounts come back, items stay.
  let comingBack: [JournalStep]

  /// Every run that was not closed, oldest first.
  ///
  /// - Throws: `foreignMail` where a step is open and the mail root is not this store's: its mail
  ///   would look as if it had never moved.
  static func all(
    in directory: any DirectoryReader, mail: any MailboxReader, _ snapshot: Snapshot
  ) throws(StoreError) -> [Unfinished] {
    var result: [Unfinished] = []
    for listed in try directory.runs().reversed() where listed.outcome == .unfinished {
      guard let run = try directory.run(listed.number) else { continue }
      if run.steps.contains(where: { $0.state == .due || $0.state == .announced }) {
        try mail.checkMark(of: snapshot.storeID)
      }
      var completing: [JournalStep] = []
      var comingBack: [JournalStep] = []
      for step in run.steps where try isBegun(step, of: run, mail: mail) {
        if try canComplete(step, of: run, mail: mail, snapshot) {
          completing.append(step)
        } else {
          comingBack.append(step)
        }
      }
      result.append(Unfinished(run: run, completing: completing, comingBack: comingBack))
    }
    return result
  }

  /// A store that came back from a backup may know less than the mail tells.
  private static func isBegun(
    _ step: JournalStep, of run: RunRecord, mail: any MailboxReader
  ) throws(StoreError) -> Bool {
    switch step.state {
    case .announced: true
    case .due: run.start.kind.isOfPlan ? try mail.hasMoved(step.item(of: run.number)) : false
    case .done, .heldBack, .givenUp: false
    }
  }

  private static func canComplete(
    _ step: JournalStep, of run: RunRecord, mail: any MailboxReader, _ snapshot: Snapshot
  ) throws(StoreError) -> Bool {
    if run.start.kind == .adopt { return true }
    guard run.start.kind.isOfPlan else { return snapshot.trash.contains { $0.id == step.id } }
    let standing = snapshot.standing(of: step)
    guard standing != .changed else { return false }
    let item = step.item(of: run.number)
    guard try mail.hasMoved(item) else {
      // Without an account nobody waits for the move, and the mail is best left where it is.
      return standing == .asAnnounced && (try? mail.mailbox(at: step.home)) == step.mailbox
    }
    // The run may have been killed between the move and the count after it. What cannot be counted
    // there can still go back.
    guard (try? mail.mailbox(inTrash: item)) == step.mailbox else { return standing == .gone }
    return standing == .gone || (try? mail.mailbox(at: step.home)) == .empty
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
    // An item more or a mailbox that is whole again changes no plan.
    case .adopt: break
    case .empty:
      let erased = Set(completing.map(\.id))
      snapshot.trash.removeAll { $0.run != run.number && erased.contains($0.id) }
    }
    if !completing.isEmpty { snapshot.domains = snapshot.takenAddresses.domains }
  }

  private func completeRemovals(in snapshot: inout Snapshot, at time: Int64) {
    var leaving: Set<Address> = []
    for step in completing {
      let isGone = snapshot.standing(of: step) == .gone
      let account = isGone ? nil : snapshot.accounts[step.account]
      if !isGone { leaving.insert(step.account) }
      snapshot.trash.append(
        TrashItem(
          name: step.account, run: run.number, id: step.id, home: step.home,
          values: account?.values ?? FieldValues(), mailbox: step.mailbox, reason: step.reason,
          removed: time, heldUntil: step.heldUntil))
      if let leaver = step.leaver {
        snapshot.spentLeavers[step.account, default: []].insert(leaver)
      }
    }
    snapshot.trash.sort { ($0.name, $0.run) < ($1.name, $1.run) }
    snapshot.accounts.remove(leaving)
    if !completing.isEmpty, !run.start.excusesRemovals {
      snapshot.removals.append(
        PastRemovals(
          at: run.start.started, count: completing.count, owned: run.start.ownedBefore))
    }
  }
}

extension JournalStep {
  /// The folder in the trash that a removal of this run moves mail to.
  func item(of run: Int) -> String { TrashItem.folder(account, id: id, run: run) }
}
