import MailModel
import MailServer
import Planning
import Stores

/// Brings removed accounts back, and erases what is past its hold.
package struct Trash {
  private let directory: any DirectoryWriter
  private let mail: any MailboxMover
  private let server: (any MailServer)?
  private let environment: RunEnvironment
  private let allowances: [Allowance]

  package init(
    directory: any DirectoryWriter, mail: any MailboxMover, server: (any MailServer)? = nil,
    environment: RunEnvironment, allowances: [Allowance] = []
  ) {
    self.allowances = allowances
    self.directory = directory
    self.mail = mail
    self.server = server
    self.environment = environment
  }

  /// An item that came back.
  package struct Restored: Sendable {
    package var item: TrashItem
    package var run: Int
    /// Aliases it had that others have by now.
    package var lostAliases: [Address]
    /// The group it is in, where there is none of that name any more.
    package var missingGroup: String?
    /// Forward and assistant targets that another account was when the item was removed; with what
    /// that one is called now, nil where nobody has the name any more.
    package var movedTargets: [(target: Address, now: Address?)]
    /// Domains in which nobody had an address before, sorted.
    package var begunDomains: [String]
  }

  /// Brings `label` (`NAME` or `NAME#RUN`) and its mail back, unowned, under `name` if given.
  ///
  /// An alias that somebody else has by now is refused like the name, unless `name` is given. So is
  /// an address by which the site would take the mail of a domain that is not among `ownDomains`;
  /// nil where no manifest says which are.
  package func restore(
    _ label: String, domain: String?, as name: Address?, seats: Int?, ownDomains: [String]? = nil
  ) throws(Refusal) -> Restored {
    let lock = try takeLock()
    defer { lock.release() }
    let (snapshot, closed) = try openSnapshot(
      sparing: Address(String(label.prefix { $0 != "#" }), domain: domain))
    try tellCompleted(label, domain: domain, as: name, by: closed)
    let item = try Self.find(label, domain: domain, in: snapshot)
    let target = name ?? item.name
    let begun = try RestoreTerms(as: name, seats: seats, ownDomains: ownDomains)
      .check(item, in: snapshot)
    let (held, change) = try checkedMail(of: item, in: snapshot)
    let clock = try checkedClock(in: snapshot)
    let start = environment.start(.restore, judged: [clock] + (change.map { [$0] } ?? []))

    let handover = Handover(
      of: PassedNames(takenBy: item, as: target, in: snapshot).names, directory: directory,
      server: server, environment: environment)
    do throws(RunError) { try handover.begin() } catch { throw .awaited(error) }
    defer { handover.end() }
    let run: Int
    let lost: [Address]
    do throws(StoreError) {
      (run, lost) = try Restoration(directory: directory, mail: mail, environment: environment)
        .bringBack(held, as: target, start: start)
    } catch { throw ended(by: error) }
    let group = item.values.group.flatMap { name in
      snapshot.groups.contains { $0.name.sameBytes(as: name) } ? nil : name
    }
    return Restored(
      item: held, run: run, lostAliases: lost, missingGroup: group,
      movedTargets: snapshot.movedTargets(of: item.values),
      begunDomains: begun.filter { !lost.contains($0) }.domains.sorted { $0.bytesPrecede($1) })
  }

  /// - Throws: What a run that had stopped half-way has brought back by now, where that is what
  ///   `label` asks for.
  private func tellCompleted(
    _ label: String, domain: String?, as name: Address?, by closed: [ResumedRun]
  ) throws(Refusal) {
    let wanted = name ?? Address(String(label.prefix { $0 != "#" }), domain: domain)
    for run in closed {
      let steps = try store { () throws(StoreError) in try directory.run(run.number)?.steps ?? [] }
      for step in steps where step.state == .done {
        let reason = step.reason ?? ""
        switch step.effect {
        case .restore where step.account == wanted || TrashItem.tells(reason, of: label):
          throw .alreadyRestored(step.account, run: run.number)
        case .adoption where !reason.isEmpty && label.isPath(ofItem: reason):
          throw .alreadyGiven(step.account, step.mailbox, run: run.number)
        default: break
        }
      }
    }
  }

  /// Brings runs that stopped half-way to a close, where there is nothing else to do.
  package func closeStoppedRuns() throws(Refusal) {
    let lock = try takeLock()
    defer { lock.release() }
    _ = try openSnapshot()
  }

  /// What became of items that were to be erased.
  package struct Erased: Sendable {
    package var items: [TrashItem] = []
    /// nil when nothing was there to erase.
    package var run: Int?
    /// Items that have no folder in the trash; their records stay.
    package var missing: [TrashItem] = []
    /// Items that a guard keeps: they hold more than was put there.
    package var kept: [(item: TrashItem, finding: Finding)] = []
    /// Items that stay, whole or in part, and why; `allow` is what a part of one needs to go as well.
    package var failed: [(item: TrashItem, reason: StoreError, allow: String?)] = []
  }

  /// Destroys `items` and their mail for good; what is gone by now is passed over, and one that
  /// cannot be erased keeps no other.
  ///
  /// Of those `onRequest` the history keeps no name and no value either. `finding` is what the guard
  /// said, `allowances` what it took.
  package func erase(
    _ items: [TrashItem], onRequest requested: Set<TrashItem> = [], finding: Finding? = nil
  ) throws(Refusal) -> Erased {
    let lock = try takeLock()
    defer { lock.release() }
    let snapshot = try openSnapshot().snapshot
    let held = Set(snapshot.trash)
    var result = Erased()
    var answers: [ErasureCheck.Answer] = []
    try store { () throws(StoreError) in
      let check = ErasureCheck(mail: mail, snapshot: snapshot, allowances: allowances)
      for item in items where held.contains(item) {
        guard try mail.holds(item: item.folder) else {
          result.missing.append(item)
          continue
        }
        let answer = try check.answer(for: item)
        if let finding = answer.refusal {
          result.kept.append((item, finding))
        } else {
          result.items.append(item)
          answers.append(answer)
        }
      }
    }
    guard !result.items.isEmpty else {
      if result.kept.isEmpty, let gone = result.missing.first(where: requested.contains) {
        throw .store(.missingItem(gone.label))
      }
      return result
    }
    let clock = try checkedClock(in: snapshot)
    let steps = result.items.enumerated().map { index, item in
      requested.contains(item)
        ? JournalStep(redacted: index + 1, for: item, in: snapshot.storeID)
        : JournalStep(index + 1, .erasure, of: item)
    }
    // Subjects would name what was to be forgotten.
    var erasure = finding
    erasure?.subjects = []
    let allowed = zip(result.items, answers).compactMap { item, answer in
      requested.contains(item) ? nil : answer.finding
    }
    let run = try beginErasure(
      of: result.items, steps, requested,
      judged: [erasure, clock].compactMap(\.self) + allowed, in: snapshot)
    result.run = run
    let failed = try closing(run) { () throws(StoreError) in
      let check = ErasureCheck(mail: mail, snapshot: snapshot)
      var failed: [(item: TrashItem, reason: StoreError, allow: String?)] = []
      for ((step, item), answer) in zip(zip(steps, result.items), answers) {
        // The next run goes on with what was agreed to.
        try directory.announce(
          step.number, of: run,
          mailbox: answer.finding == nil ? item.mailbox : answer.mailbox)
        do throws(StoreError) {
          try mail.noteErasure(of: item)
          try mail.erase(item: item.folder, home: item.home, isRepeated: false)
        } catch {
          try directory.holdBack(step.number, of: run)
          failed.append((item, error, try? check.answer(for: item).refusal?.allow))
          continue
        }
        try directory.confirmErasure(item, step: step.number, of: run)
      }
      return failed
    }
    result.failed = failed
    result.items.removeAll { item in failed.contains { $0.item == item } }
    return result
  }

  /// Drops the record of an item that has no folder in the trash, as a run of its own.
  ///
  /// - Returns: What is forgotten, and the run's number; that of an earlier one which had stopped
  ///   half-way, where it is that one's work.
  package func forget(
    _ label: String, domain: String?, withPerson: Bool
  ) throws(Refusal) -> (label: String, run: Int) {
    let stopped = try store { () throws(StoreError) in
      try StoppedErasure(in: directory, directory.snapshot())
    }
    let lock = try takeLock()
    defer { lock.release() }
    let snapshot = try openSnapshot().snapshot
    let item: TrashItem
    do throws(Refusal) { item = try Self.find(label, domain: domain, in: snapshot) } catch {
      guard case .unknown = error, let stopped,
        let name = Address(String(label.prefix { $0 != "#" }), domain: domain),
        stopped.includes(name)
      else { throw error }
      return (label, stopped.run)
    }
    let isThere = try store { () throws(StoreError) in try mail.holds(item: item.folder) }
    if isThere {
      _ = try store { () throws(StoreError) in try mail.held(of: item) }
      throw .stillThere(item)
    }
    let clock = try checkedClock(in: snapshot)
    let step =
      withPerson
      ? JournalStep(redacted: 1, for: item, in: snapshot.storeID)
      : JournalStep(1, .erasure, of: item)
    let run = try beginErasure(
      of: [item], [step], withPerson ? [item] : [], judged: [clock], in: snapshot)
    try closing(run) { () throws(StoreError) in
      // Nothing lies there: what comes there before this run is closed stays.
      try directory.announce(1, of: run, mailbox: .empty)
      try mail.erase(item: item.folder, home: item.home, isRepeated: true)
      try directory.confirmErasure(item, step: 1, of: run)
    }
    return (item.label, run)
  }

  private func beginErasure(
    of items: [TrashItem], _ steps: [JournalStep], _ requested: Set<TrashItem>,
    judged findings: [Finding], in snapshot: Snapshot
  ) throws(Refusal) -> Int {
    let start = environment.start(.empty, judged: findings)
    return try store { () throws(StoreError) in
      // Before anything is announced: a run that stops must not leave the names behind.
      for item in items where requested.contains(item) {
        try directory.redact(
          PersonalData(of: item, in: directory).redaction(in: snapshot))
      }
      return try directory.begin(RunBatch(start: start, steps: steps))
    }
  }

  /// What the guard says of the clock; every run on the trash asks it before it begins.
  private func checkedClock(in snapshot: Snapshot) throws(Refusal) -> Finding {
    let finding = environment.clock(in: snapshot, allowances)
    if finding.verdict == .refused { throw .refused(finding) }
    return finding
  }

  /// The item with what is left of it, and what the guard says where that is not all.
  private func checkedMail(
    of item: TrashItem, in snapshot: Snapshot
  ) throws(Refusal) -> (TrashItem, Finding?) {
    let held = try store { () throws(StoreError) in try mail.held(of: item) }
    let change = try store { () throws(StoreError) in
      try mail.finding(returning: item, holding: held, in: snapshot, allowances)
    }
    guard let finding = change else {
      return (item, nil)
    }
    if finding.verdict == .refused { throw .refused(finding) }
    var copy = item
    copy.mailbox = held
    return (copy, finding)
  }

  private func takeLock() throws(Refusal) -> RunLock {
    try store { () throws(StoreError) in try RunLock(on: directory, in: environment) }
  }

  /// What the trash holds once stopped runs are closed; never in another site's mail root.
  ///
  /// `spared` is who is to come back: what a stopped erasure has left of that item stays.
  private func openSnapshot(
    sparing spared: Address? = nil
  ) throws(Refusal) -> (snapshot: Snapshot, closed: [ResumedRun]) {
    try store { () throws(StoreError) in
      let closed = try Resume(
        directory: directory, mail: mail, server: server, environment: environment, spared: spared
      )
      .closeUnfinishedRuns()
      let snapshot = try directory.snapshot()
      try mail.checkMark(of: snapshot.storeID)
      return (snapshot, closed)
    }
  }

  /// Closes the run as done, or as stopped when `body` fails.
  private func closing<Value>(
    _ run: Int, _ body: () throws(StoreError) -> Value
  ) throws(Refusal) -> Value {
    do throws(StoreError) {
      let value = try body()
      try directory.close(run, outcome: .done, at: environment.now())
      return value
    } catch {
      // An announced step stays open where it may have been done: the next run looks.
      if case .missingItem = error { try? close(run) }
      if case .homeTaken = error { try? close(run) }
      throw ended(by: error)
    }
  }

  /// Tells a run that may be open still from one that never began, or that is closed.
  private func ended(by error: StoreError) -> Refusal {
    guard let last = try? directory.runs().first, last.outcome == .unfinished else {
      return .store(error)
    }
    return .interrupted(run: last.number, error)
  }

  private func close(_ run: Int) throws(StoreError) {
    try directory.close(run, outcome: .stopped, at: environment.now())
  }

  private func store<Value>(
    _ body: () throws(StoreError) -> Value
  ) throws(Refusal) -> Value {
    do throws(StoreError) { return try body() } catch { throw .store(error) }
  }
}

extension String {
  /// True for `item`, a folder of the trash, also with the way to it.
  fileprivate func isPath(ofItem item: String) -> Bool {
    var path = self
    while path.hasSuffix("/") { path.removeLast() }
    return path.sameBytes(as: item) || path.hasSuffix(".trash/" + item)
  }
}

extension Snapshot {
  /// Local targets of `values` whose name changed hands or is gone: nobody followed the renames
  /// for an account in the trash.
  fileprivate func movedTargets(of values: FieldValues) -> [(target: Address, now: Address?)] {
    let targets = (values.forwarding?.targets ?? []) + (values.assistant?.targets ?? [])
    guard !targets.isEmpty else { return [] }
    let people = accounts.all
    let domains = Set(people.map { String($0.address.domain) })
    return targets.compactMap { target in
      guard domains.contains(String(target.domain)) else { return nil }
      let former = people.first {
        $0.address != target && formerNames[$0.id]?.contains(target) == true
      }
      if let former { return (target, former.address) }
      return holds(target) ? nil : (target, nil)
    }
  }
}
