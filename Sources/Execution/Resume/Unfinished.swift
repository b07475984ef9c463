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
    let items = snapshot.trashByID
    for listed in try directory.runs().reversed() where listed.outcome == .unfinished {
      guard let run = try directory.run(listed.number) else { continue }
      if run.steps.contains(where: { $0.state == .due || $0.state == .announced }) {
        try mail.checkMark(of: snapshot.storeID)
      }
      var completing: [JournalStep] = []
      var comingBack: [JournalStep] = []
      for step in run.steps where try isBegun(step, of: run, mail: mail) {
        if try canComplete(step, of: run, items[step.id], mail: mail, snapshot) {
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
    switch (step.state, step.effect) {
    case (.announced, _): true
    // Its account is there already, and waits for its mail.
    case (.due, .restore): true
    case (.due, .removal): try mail.hasMoved(step.item(of: run.number))
    case (.due, .erasure), (.due, .adoption), (.done, _), (.heldBack, _), (.givenUp, _): false
    }
  }

  private static func canComplete(
    _ step: JournalStep, of run: RunRecord, _ held: TrashItem?, mail: any MailboxReader,
    _ snapshot: Snapshot
  ) throws(StoreError) -> Bool {
    switch step.effect {
    case .adoption: return true
    case .erasure:
      // What came into the item since nobody has agreed to erase.
      guard var item = held else { return false }
      item.mailbox = step.mailbox
      return try ErasureCheck(mail: mail, snapshot: snapshot)
        .answer(for: item, isResumed: true).refusal == nil
    case .restore: return try canReturn(step, held, mail: mail, snapshot)
    case .removal: break
    }
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

  /// A restore needs its account, its item, and the whole of its mail in the one place or the other.
  private static func canReturn(
    _ step: JournalStep, _ held: TrashItem?, mail: any MailboxReader, _ snapshot: Snapshot
  ) throws(StoreError) -> Bool {
    guard let account = snapshot.accounts[step.account], account.id == step.id,
      account.home == step.home, let item = held, item.home == step.home
    else { return false }
    guard try mail.hasMoved(item.folder) else {
      // A mailbox that was never used has no home.
      return try mail.isOccupied(step.home) || step.mailbox == .empty
    }
    guard (try? mail.mailbox(inTrash: item.folder)) == step.mailbox,
      try mail.strangersMail(in: item, snapshot) == nil, try mail.doubt(of: item) == nil
    else { return false }
    return try !mail.isOccupied(step.home)
  }

  /// Changes `snapshot` to what it will be once the steps are completed, and given up.
  ///
  /// What an adoption completes changes no plan: an item more, or a mailbox that is whole again.
  func complete(in snapshot: inout Snapshot, at time: Int64) {
    guard !completing.isEmpty || !comingBack.isEmpty else { return }
    completeRestores(in: &snapshot)
    let erased = Set(completing.filter { $0.effect == .erasure }.map(\.id))
    if !erased.isEmpty {
      snapshot.trash.removeAll { $0.run != run.number && erased.contains($0.id) }
    }
    completeRemovals(in: &snapshot, at: time)
    snapshot.domains = snapshot.takenAddresses.domains
  }

  private func completeRestores(in snapshot: inout Snapshot) {
    let returning = completing.filter { $0.effect == .restore }
    let staying = comingBack.filter { $0.effect == .restore }
    guard !returning.isEmpty || !staying.isEmpty else { return }
    var accounts = returning.compactMap { snapshot.accounts[$0.account] }
    for index in accounts.indices { accounts[index].marks.remove(.leaving) }
    let gone = staying.filter { snapshot.accounts[$0.account]?.marks.contains(.leaving) == true }
    snapshot.accounts.remove(Set((returning + gone).map(\.account)))
    snapshot.accounts.insert(accounts)
    let returned = Set(returning.map(\.id))
    snapshot.trash.removeAll { returned.contains($0.id) }
  }

  private func completeRemovals(in snapshot: inout Snapshot, at time: Int64) {
    let completing = completing.filter { $0.effect == .removal }
    guard !completing.isEmpty else { return }
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
    if !run.start.excusesRemovals {
      snapshot.removals.append(
        PastRemovals(
          at: run.start.started, count: completing.count, owned: run.start.ownedBefore))
    }
  }
}

extension Snapshot {
  /// Items of the trash by the id of their accounts; of two the first.
  var trashByID: [String: TrashItem] {
    Dictionary(trash.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

extension JournalStep {
  /// The folder in the trash that a removal of this run moves mail to.
  func item(of run: Int) -> String { TrashItem.folder(account, id: id, run: run) }
}
