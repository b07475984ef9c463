import MailModel
import Stores

/// Brings items of the trash back, as a run of its own.
struct Restoration {
  let directory: any DirectoryWriter
  let mail: any MailboxMover
  let surroundings: Surroundings

  /// Mail first, then the record: no delivery can meet an account without its mail.
  ///
  /// - Precondition: The lock is held and no run is open.
  /// - Returns: The run, and the aliases that others have by now.
  func bringBack(
    _ item: TrashItem, as name: Address, start: RunStart
  ) throws(StoreError) -> (run: Int, lostAliases: [Address]) {
    try bringBack([(item, name)], start: start)
  }

  /// The same for several items, one after the other.
  func bringBack(
    _ items: [(item: TrashItem, name: Address)], start: RunStart
  ) throws(StoreError) -> (run: Int, lostAliases: [Address]) {
    for (item, _) in items {
      try checkWhole(item)
      // A home that cannot be anybody's is found out before anything begins.
      _ = try mail.isTaken(item.home)
    }
    let steps = items.enumerated().map {
      JournalStep($0.offset + 1, for: $0.element.item, as: $0.element.name)
    }
    let run = try directory.begin(RunBatch(start: start, steps: steps))
    var lost: [Address] = []
    do throws(StoreError) {
      for (step, (item, name)) in zip(steps, items) {
        try directory.announce(step.number, of: run, mailbox: item.mailbox)
        try mail.restore(item: item.folder, to: item.home, isRepeated: false)
        tellRest(of: item.folder)
        lost += try directory.confirmRestore(item, as: name, step: step.number, of: run)
      }
      try directory.close(run, outcome: .done, at: surroundings.now())
      return (run, lost)
    } catch {
      // An announced step stays open where it may have been done: the next run looks.
      if case .missingItem = error { try? close(run) }
      if case .homeTaken = error { try? close(run) }
      throw error
    }
  }

  /// An item that lost mail is not used up by a restore that brings back less than was put there.
  private func checkWhole(_ item: TrashItem) throws(StoreError) {
    if let error = try mail.fault(of: item) { throw error }
  }

  /// Completes a step of a run that stopped half-way.
  ///
  /// - Returns: False when the item stays in the trash: its mail is not there, its place is taken,
  ///   or somebody has its name or its identity by now.
  func complete(
    _ step: JournalStep, of run: Int, _ item: TrashItem
  ) throws(StoreError) -> Bool {
    do throws(StoreError) {
      try mail.restore(item: item.folder, to: item.home, isRepeated: true)
      tellRest(of: item.folder)
    } catch {
      if case .missingItem = error { return false }
      guard try mail.hasMoved(item.folder) else { throw error }
      return false
    }
    do throws(StoreError) {
      _ = try directory.confirmRestore(item, as: step.account, step: step.number, of: run)
      return true
    } catch {
      guard case .conflict = error else { throw error }
      // A lock that was taken over is a conflict too, and no leave to move mail.
      try directory.announce(step.number, of: run, mailbox: step.mailbox)
      let record = TrashRecord(
        step: JournalStep(step.number, for: item, as: item.name),
        account: LiveAccount(revived: item, as: item.name))
      try mail.moveToTrash(item.home, item: item.folder, record: record.text())
      return false
    }
  }

  /// Says so where the folder of an item whose mail is back holds something else.
  func tellRest(of folder: String) {
    if (try? mail.holds(item: folder)) == true { surroundings.notice(.keptFolder(folder)) }
  }

  private func close(_ run: Int) throws(StoreError) {
    try directory.close(run, outcome: .stopped, at: surroundings.now())
  }
}

extension JournalStep {
  /// A step on an item of the trash that keeps nothing of whose it was but a fingerprint.
  init(redacted number: Int, for item: TrashItem, in storeID: String) {
    self.init(
      number: number, account: Redaction.name(of: item.id), id: item.id, home: item.id, reason: nil,
      leaver: StoppedErasure.fingerprint(of: item.name, in: storeID), heldUntil: item.heldUntil,
      mailbox: item.mailbox)
  }

  /// A step on an item of the trash, for the account `name`.
  init(_ number: Int, for item: TrashItem, as name: Address) {
    self.init(
      number: number, account: name, id: item.id, home: item.home, reason: item.reason,
      leaver: nil, heldUntil: item.heldUntil, mailbox: item.mailbox)
  }
}

extension MailboxReader {
  /// Why an item of the trash cannot come back as it is; nil where it can.
  func fault(of item: TrashItem) throws(StoreError) -> StoreError? {
    let held: Mailbox
    do throws(StoreError) { held = try self.held(of: item) } catch {
      guard error.isOfAnItem else { throw error }
      return error
    }
    guard (held.messages, held.bytes) != (item.mailbox.messages, item.mailbox.bytes) else {
      return try isOccupied(item.home) ? .homeTaken(item.home) : nil
    }
    return .changedItem(item.label, held: held, expected: item.mailbox)
  }

  /// What is left of an item.
  ///
  /// - Throws: `missingItem` or `emptiedItem` where that is nothing.
  func held(of item: TrashItem) throws(StoreError) -> Mailbox {
    guard try hasMoved(item.folder) else {
      throw try holds(item: item.folder)
        ? .emptiedItem(item.label, folder: item.folder) : .missingItem(item.folder)
    }
    return try mailbox(inTrash: item.folder)
  }
}

extension StoreError {
  /// True of what keeps one item of the trash from coming back, and no other.
  package var isOfAnItem: Bool {
    switch self {
    case .missingItem, .emptiedItem, .changedItem: true
    default: false
    }
  }
}
