import Execution
import MailModel
import Planning
import Reports

extension Applied {
  /// The same run as the reports know it.
  init(_ result: RunResult) {
    self.init(run: result.run)
    let summary = result.plan.summary
    added = summary.add
    edited = summary.edit
    renamed = summary.rename
    adopted = summary.adopt - result.keptInTrash.count
    changedLockout = result.plan.lockout != nil
    let back = Set(result.heldBack.map(\.account))
    let removals = result.plan.changes.filter { $0.action == .remove }
    removed = removals.filter { $0.kind == .account && !back.contains($0.address) }.map(\.address)
    removedGroups = removals.count { $0.kind == .group }
    heldBack = result.heldBack.map { HeldBack($0.account, reason: $0.reason) }
    keptInTrash = result.keptInTrash.map { HeldBack($0.account, reason: $0.reason) }
  }
}
