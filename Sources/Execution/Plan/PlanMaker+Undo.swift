import MailModel
import Planning
import Stores

extension PlanMaker {
  /// The inverse of a run; what cannot be taken back is refused account by account.
  func undo(
    _ number: Int, skipping skipped: Set<String>, policy: Policy, in context: PlanContext
  ) throws(RunError) -> Result {
    let settled = try stored { () throws(StoreError) in try look(at: context.now) }
    let (undo, undoing) = try inverse(of: number, skipping: skipped, in: settled.snapshot)
    // What an undo that stopped half-way has left is nothing, or the next run completes it first: the
    // same undo goes on to its end.
    if undo.isTakenBack, !context.isFreshCheck,
      let last = undoing.first(where: { $0.start.undoes == number }), last.outcome != .unfinished
    {
      throw .notUndoable(.undone(number, by: last.number))
    }
    var decided = SavedPlan(changes: undo.changes, policy: policy)
    decided.undoes = number
    var result = try stored { () throws(StoreError) in
      try replay(decided, in: context, settled)
    }
    // Mail where none may be is the business of a guard.
    let refused = result.stale.filter { !undo.unpurged.contains($0.name) }
    var named: Set<String> = []
    result.plan.findings += (undo.refusals + refused).filter { named.insert($0.name).inserted }
      .map(Finding.changedSince)
    for index in result.plan.findings.indices {
      result.plan.findings[index].offerSkipping(in: undo)
    }
    result.stale = []
    return result
  }

  /// What takes a run back, with the runs that have done some of it.
  func inverse(
    of number: Int, skipping skipped: Set<String>, in snapshot: Snapshot
  ) throws(RunError) -> (undo: Undo, undoing: [RunRecord]) {
    let run = try stored { () throws(StoreError) in try directory.run(number) }
    let runs = try stored { () throws(StoreError) in try directory.runs() }
    let passwords = try stored { () throws(StoreError) in
      try directory.formerPasswords(of: number)
    }
    // A run that stopped half-way is closed before the undo of it begins.
    guard let run = run?.settled(in: snapshot) else { throw .notUndoable(.unknown(number)) }
    if let refusal = run.undoRefusal(isAtWork: snapshot.unfinished?.holder != nil) {
      throw .notUndoable(refusal)
    }
    let undoing = try stored { () throws(StoreError) in
      try self.undoing(number, among: runs).map { $0.settled(in: snapshot) }
    }
    do throws(PlanDocumentError) {
      let undo = try Undo(
        of: run, passwords: passwords, skipping: skipped,
        after: TakenBack(of: run, by: undoing), in: snapshot)
      return (undo, undoing)
    } catch { throw .notUndoable(.unreadable(number)) }
  }

  /// The runs that take a run back, those that take these back, and so on; newest first.
  private func undoing(
    _ number: Int, among runs: [RunRecord]
  ) throws(StoreError) -> [RunRecord] {
    var family: Set<Int> = [number]
    var result: [RunRecord] = []
    for listed in runs.reversed() {
      guard let undone = listed.start.undoes, family.contains(undone),
        let run = try directory.run(listed.number)
      else { continue }
      family.insert(run.number)
      result.insert(run, at: 0)
    }
    return result
  }
}

extension RunRecord {
  /// The run once its steps are completed, as they are in `snapshot`.
  fileprivate func settled(in snapshot: Snapshot) -> RunRecord {
    guard outcome == .unfinished else { return self }
    var copy = self
    let items = snapshot.trashByID
    for (index, step) in steps.enumerated() where [.due, .announced].contains(step.state) {
      let item = items[step.id]
      let isDone =
        switch step.effect {
        case .removal: item?.run == number
        case .restore: item == nil && snapshot.accounts[step.account]?.id == step.id
        case .erasure, .adoption: false
        }
      if isDone { copy.steps[index].state = .done }
    }
    return copy
  }
}
