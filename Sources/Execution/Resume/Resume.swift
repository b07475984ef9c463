import MailModel
import MailServer
import Planning
import Stores

/// Brings runs that stopped half-way to a close before the next one begins.
///
/// The one step that was announced is completed, since its mail may have moved already, and accounts
/// that wait for theirs come back. A removal that was only due is given up, so that a mended manifest
/// wins over a stopped mistake. A step that cannot
/// be completed is given up too, whatever somebody made of its account or its item by hand: nothing
/// may block a store. Where mail then lies elsewhere than in a mailbox is told.
struct Resume {
  let directory: any DirectoryWriter
  let mail: any MailboxMover
  var server: (any MailServer)?
  let environment: RunEnvironment
  /// Whose item no stopped erasure takes: it is to come back.
  var spared: Address?

  /// - Returns: The runs that were closed, oldest first.
  @discardableResult
  func closeUnfinishedRuns() throws(StoreError) -> [ResumedRun] {
    guard try directory.runs().contains(where: { $0.outcome == .unfinished }) else { return [] }
    let snapshot = try directory.snapshot()
    let items = snapshot.trashByID
    var closed: [ResumedRun] = []
    for stopped in try Unfinished.all(in: directory, mail: mail, snapshot) {
      var result = ResumedRun(stopped.run)
      for step in stopped.comingBack {
        try giveUp(step, items[step.id], of: stopped.run, in: snapshot, &result)
      }
      for step in stopped.completing {
        if let spared, step.isErasure(of: spared, in: snapshot.storeID) {
          try giveUp(step, items[step.id], of: stopped.run, in: snapshot, &result)
          continue
        }
        do throws(StoreError) {
          if try complete(step, items[step.id], of: stopped.run, in: snapshot, &result) {
            result.completed.append(step.account)
          } else {
            result.givenUp.append(step.account)
          }
        } catch {
          guard case .conflict = error else { throw error }
          // A lock that was taken over is a conflict too, and no leave to move mail.
          try directory.announce(step.number, of: stopped.run.number, mailbox: step.mailbox)
          try giveUp(step, items[step.id], of: stopped.run, in: snapshot, &result)
        }
      }
      // Before it counts as closed: whoever stops this one finds it open again.
      try endSessions(of: stopped.run)
      try directory.close(stopped.run.number, outcome: .stopped, at: environment.now())
      environment.notice(.resumed(result))
      closed.append(result)
    }
    return closed
  }

  /// A run may have stopped between its first transaction and the end of the sessions it closes.
  private func endSessions(of run: RunRecord) throws(StoreError) {
    guard let server, run.start.kind.isOfPlan, let text = run.start.changes else { return }
    let changes = ((try? ChangeDocument.documents(in: text)) ?? [])
      .compactMap { try? $0.change() }
    guard !changes.isEmpty else { return }
    Drain(server: server, environment: environment)
      .end(EndedSessions(by: changes, in: try directory.snapshot(), isDone: true))
  }

  /// `held` is the item of the step's account, where the trash has one.
  private func giveUp(
    _ step: JournalStep, _ held: TrashItem?, of run: RunRecord, in snapshot: Snapshot,
    _ result: inout ResumedRun
  ) throws(StoreError) {
    result.givenUp.append(step.account)
    switch step.effect {
    case .removal: try giveUpRemoval(step, of: run, in: snapshot, &result)
    case .restore:
      if let held { return try restoration.giveUp(step, of: run.number, held) }
      fallthrough
    case .erasure where held != nil: break
    case .erasure, .adoption:
      result.places.append(MailPlace(step.account, .unknownItem(home: step.home)))
    }
  }

  private var restoration: Restoration {
    Restoration(directory: directory, mail: mail, environment: environment)
  }

  /// Lets the account of a removal stay, and notes where its mail lies.
  private func giveUpRemoval(
    _ step: JournalStep, of run: RunRecord, in snapshot: Snapshot, _ result: inout ResumedRun
  ) throws(StoreError) {
    let account = snapshot.accounts[step.account].flatMap { $0.id == step.id ? $0 : nil }
    let item = step.item(of: run.number)
    let wasMoved = try mail.hasMoved(item)
    if let stranded = try purge(run).giveUp(step, to: account?.home) {
      result.places.append(MailPlace(step.account, .item(stranded)))
      return
    }
    if snapshot.standing(of: step) != .asAnnounced {
      let isAsAnnounced = (try? mail.isTaken(step.home)) == true
      let home = isAsAnnounced ? step.home : account?.home ?? step.home
      result.places.append(MailPlace(step.account, .home(home)))
    }
    if wasMoved, try mail.holds(item: item) { environment.notice(.keptFolder(item)) }
  }

  /// - Returns: False when the step could not be done, and nothing of it was.
  private func complete(
    _ step: JournalStep, _ held: TrashItem?, of run: RunRecord, in snapshot: Snapshot,
    _ result: inout ResumedRun
  ) throws(StoreError) -> Bool {
    switch step.effect {
    case .removal: return try completeRemoval(step, of: run, in: snapshot, &result)
    case .restore:
      guard let item = held else { return false }
      return try restoration.carryOut(step, of: run.number, item, isRepeated: true) == nil
    case .adoption:
      return try StoppedAdoption.complete(
        step, of: run.number, in: snapshot, directory, mail, at: environment.now())
    case .erasure:
      guard let item = held else { return false }
      do throws(StoreError) {
        try mail.erase(item: item.folder, home: item.home, isRepeated: true)
        try directory.confirmErasure(item, step: step.number, of: run.number)
        return true
      } catch {
        // What is left of the item is erased by the next run that is asked to.
        return false
      }
    }
  }

  /// - Returns: False for a removal that was given up: it could not be done, or mail came in until
  ///   its mail moved.
  private func completeRemoval(
    _ step: JournalStep, of run: RunRecord, in snapshot: Snapshot, _ result: inout ResumedRun
  ) throws(StoreError) -> Bool {
    let purge = purge(run)
    let isGone = snapshot.standing(of: step) == .gone
    do throws(StoreError) {
      if !isGone { try purge.move(step, account: snapshot.accounts[step.account]) }
    } catch {
      // What stands in its way may stand there for good; mail that has moved is safe.
      guard try purge.hasMoved(step) else {
        try giveUpRemoval(step, of: run, in: snapshot, &result)
        return false
      }
    }
    if isGone {
      let held = (try? purge.movedMailbox(of: step)) ?? step.mailbox
      try directory.announce(step.number, of: run.number, mailbox: held)
    } else if try purge.movedMailbox(of: step) != step.mailbox {
      try giveUpRemoval(step, of: run, in: snapshot, &result)
      return false
    }
    guard try purge.confirm(step, at: environment.now()) == nil else { return false }
    if isGone {
      let label = TrashItem.label(step.account, run: run.number)
      result.places.append(MailPlace(step.account, .trash(label)))
    }
    return true
  }

  private func purge(_ run: RunRecord) -> Purge {
    Purge(directory: directory, mail: mail, run: run.number)
  }
}

extension JournalStep {
  /// True of an erasure of what was called `name`, also where the journal has a fingerprint alone.
  fileprivate func isErasure(of name: Address, in storeID: String) -> Bool {
    effect == .erasure
      && (account == name || leaver == StoppedErasure.fingerprint(of: name, in: storeID))
  }
}
