import Execution
import MailModel
import Planning
import Reports
import Stores

extension Wording {
  /// What a run found and put right before its own work.
  static func notice(_ notice: Notice) -> String {
    switch notice {
    case .tookOver(let holder): replaced(holder: holder.description)
    case .resumed(let run):
      resumed(run.number, completed: run.completed, givenUp: run.givenUp)
    case .withoutSessions(let reason): withoutSessions(reason)
    case .withoutQueue(let absence):
      withoutQueue(absence.description, mayBounce: absence.isOfAServer)
    }
  }
}

extension Applied {
  /// The same run as the reports know it.
  init(_ result: RunResult) {
    self.init(run: result.run)
    let summary = result.plan.summary
    added = summary.add
    edited = summary.edit
    renamed = summary.rename
    adopted = summary.adopt
    changedLockout = result.plan.lockout != nil
    let back = Set(result.heldBack.map(\.account))
    let removals = result.plan.changes.filter { $0.action == .remove }
    removed = removals.filter { $0.kind == .account && !back.contains($0.address) }.map(\.address)
    removedGroups = removals.count { $0.kind == .group }
    heldBack = result.heldBack.map { HeldBack($0.account, reason: $0.reason) }
  }
}
