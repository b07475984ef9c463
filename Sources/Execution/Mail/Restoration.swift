import MailModel
import Planning
import Stores

/// Brings items of the trash back, as steps of a run.
///
/// The first transaction of a run makes the accounts, and no mail is taken for them until theirs is
/// there: no delivery can meet an account without its mail.
struct Restoration {
  let directory: any DirectoryWriter
  let mail: any MailboxMover
  let environment: RunEnvironment

  /// Brings one item back as a run of its own.
  ///
  /// - Precondition: The lock is held and no run is open.
  /// - Returns: The run, and the aliases that others have by now.
  func bringBack(
    _ item: TrashItem, as name: Address, start: RunStart
  ) throws(StoreError) -> (run: Int, lostAliases: [Address]) {
    if let fault = try mail.fault(ofAgreed: item) { throw fault }
    let step = JournalStep(1, .restore, of: item, as: name)
    let run = try directory.begin(
      RunBatch(start: start, returning: [ReturningAccount(item, as: name)], steps: [step]))
    // An announced step stays open where it may have been done: the next run looks.
    let fault = try carryOut(step, of: run, item)
    try directory.close(run, outcome: fault == nil ? .done : .stopped, at: environment.now())
    if let fault { throw fault }
    let aliases = try directory.holder(of: name)?.values.aliases ?? []
    return (run, item.values.aliases.filter { $0 != name && !aliases.contains($0) })
  }

  /// Moves the mail of an account that the run has made to its home, and opens the account.
  ///
  /// `isRepeated` says that the run stopped half-way, and the mail may have moved.
  ///
  /// - Returns: Why it stays in the trash, where it does; the account is gone again then.
  func carryOut(
    _ step: JournalStep, of run: Int, _ item: TrashItem, isRepeated: Bool = false
  ) throws(StoreError) -> StoreError? {
    try directory.announce(step.number, of: run, mailbox: step.mailbox)
    do throws(StoreError) {
      try mail.restore(item: item.folder, to: item.home, isRepeated: isRepeated)
      tellRest(of: item.folder)
    } catch {
      switch error {
      case .missingItem, .homeTaken: break
      default: guard try mail.hasMoved(item.folder) else { throw error }
      }
      try directory.holdBack(step.number, of: run)
      return error
    }
    do throws(StoreError) {
      try directory.confirmRestore(item, step: step.number, of: run)
      return nil
    } catch {
      guard case .conflict = error else { throw error }
      // A lock that was taken over is a conflict too, and no leave to move mail.
      try directory.announce(step.number, of: run, mailbox: step.mailbox)
      try putBack(step, item)
      try directory.holdBack(step.number, of: run)
      return error
    }
  }

  /// Gives up a step of a run that stopped half-way: mail that has moved lies in the trash again.
  func giveUp(_ step: JournalStep, of run: Int, _ item: TrashItem) throws(StoreError) {
    if try !mail.hasMoved(item.folder), try mail.isOccupied(item.home) {
      try directory.announce(step.number, of: run, mailbox: step.mailbox)
      try putBack(step, item)
    }
    try directory.holdBack(step.number, of: run)
  }

  private func putBack(_ step: JournalStep, _ item: TrashItem) throws(StoreError) {
    let record = TrashRecord(step: step, account: LiveAccount(revived: item, as: item.name))
    try mail.moveToTrash(item.home, item: item.folder, record: record.text())
  }

  /// Says so where the folder of an item whose mail is back holds something else.
  func tellRest(of folder: String) {
    if (try? mail.holds(item: folder)) == true { environment.notice(.keptFolder(folder)) }
  }
}

extension JournalStep {
  /// The first steps of a run: what comes back from the trash, in the order of `items`.
  static func restores(of items: [TrashItem]) -> [JournalStep] {
    items.enumerated().map { JournalStep($0.offset + 1, .restore, of: $0.element) }
  }

  /// A step on an item of the trash that keeps nothing of whose it was but a fingerprint.
  init(redacted number: Int, for item: TrashItem, in storeID: String) {
    self.init(
      number: number, effect: .erasure, account: Redaction.name(of: item.id), id: item.id,
      home: item.id, reason: nil, leaver: StoppedErasure.fingerprint(of: item.name, in: storeID),
      heldUntil: item.heldUntil,
      mailbox: item.mailbox)
  }

  /// A step on an item of the trash, for the account `name`.
  init(_ number: Int, _ effect: Effect, of item: TrashItem, as name: Address? = nil) {
    self.init(
      number: number, effect: effect, account: name ?? item.name, id: item.id, home: item.home,
      reason: item.reason,
      leaver: nil, heldUntil: item.heldUntil, mailbox: item.mailbox)
  }
}

extension MailboxReader {
  /// Why an item of the trash cannot come back as it is, with the way out; nil where it can.
  func fault(of item: TrashItem, in snapshot: Snapshot) throws(StoreError) -> String? {
    if let finding = try strangersMail(in: item, snapshot) {
      return finding.message + (finding.allow.map { "; \($0)" } ?? "")
    }
    if let fault = try fault(ofAgreed: item) { return fault.description }
    return try doubt(of: item).map {
      StoreError.changedItem(item.label, held: item.mailbox, expected: item.mailbox, $0).description
    }
  }

  /// The same of an item whose mail, as `item` has it, somebody has agreed to.
  func fault(ofAgreed item: TrashItem) throws(StoreError) -> StoreError? {
    let held: Mailbox
    do throws(StoreError) { held = try self.held(of: item) } catch {
      guard error.isOfAnItem else { throw error }
      return error
    }
    guard held.isSameMail(as: item.mailbox) else {
      return .changedItem(item.label, held: held, expected: item.mailbox, nil)
    }
    return try isOccupied(item.home) ? .homeTaken(item.home) : nil
  }

  /// What there is to say of an item that is to come back with `held`; nil where that is its mail.
  func finding(
    returning item: TrashItem, holding held: Mailbox, in snapshot: Snapshot,
    _ allowances: [Allowance]
  ) throws(StoreError) -> Finding? {
    if let stranger = try strangersMail(in: item, snapshot) { return stranger }
    return ChangedItem.finding(
      of: item, holding: held, doubt: try doubt(of: item), allowances: allowances)
  }

  /// What is left of an item.
  ///
  /// - Throws: `missingItem`, `returnedItem` or `emptiedItem` where that is nothing.
  func held(of item: TrashItem) throws(StoreError) -> Mailbox {
    guard try hasMoved(item.folder) else {
      if try holds(item: item.folder) { throw .emptiedItem(item.label, folder: item.folder) }
      throw try isOccupied(item.home)
        ? .returnedItem(item.label, home: item.home) : .missingItem(item.folder)
    }
    return try mailbox(inTrash: item.folder)
  }
}

extension StoreError {
  /// True of what keeps one item of the trash from coming back, and no other.
  package var isOfAnItem: Bool {
    switch self {
    case .missingItem, .returnedItem, .emptiedItem, .changedItem: true
    default: false
    }
  }
}
