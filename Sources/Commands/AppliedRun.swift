import Execution
import MailModel
import MailServer
import Planning
import Reports
import Stores

extension Wording {
  /// What a run found and put right before its own work.
  static func notice(_ notice: Notice) -> String {
    switch notice {
    case .tookOver(let holder): replaced(holder: holder.description)
    case .resumed(let run):
      ([resumed(run.number, completed: run.completed, givenUp: run.givenUp)]
        + run.places.map(place(of:))).joined(separator: "\n")
    case .keptFolder(let folder): keptFolder(folder)
    case .withoutSessions(let absence, let names):
      withoutSessions(absence.description, of: names, mayGoOn: absence.isFailure)
    case .withoutReception(let absence): withoutReception(absence.description)
    case .withoutQueue(let absence):
      withoutQueue(absence.description, mayBounce: absence.isOfAServer)
    }
  }
}

extension Wording {
  private static func place(of mail: MailPlace) -> String {
    switch mail.place {
    case .trash(let item): adopted(mail.account, as: item)
    case .home(let home): leftAlone(mail.account, home: home)
    case .item(let item): stranded(mail.account, item: item)
    case .unknownItem(let home): withoutRecord(mail.account, home: home)
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
