import MailModel
import Stores

/// Brings a run that stopped half-way to a close before the next one begins.
///
/// The one step that was announced is completed, since its mail may have moved already; what was
/// only due is given up, so that a mended manifest wins over a stopped mistake.
struct Resume {
  let directory: any DirectoryWriter
  let mail: any MailboxMover
  let surroundings: Surroundings

  /// - Returns: The numbers of the runs that were closed, oldest first.
  func closeUnfinishedRuns() throws(StoreError) -> [Int] {
    let unfinished = try directory.runs().filter { $0.outcome == .unfinished }.map(\.number)
    for number in unfinished.reversed() {
      guard let run = try directory.run(number) else { continue }
      for step in run.steps where step.state == .announced {
        try complete(step, of: run)
      }
      try directory.close(number, outcome: .stopped, at: surroundings.now())
    }
    return unfinished.reversed()
  }

  private func complete(_ step: JournalStep, of run: RunRecord) throws(StoreError) {
    let snapshot = try directory.snapshot()
    switch run.start.kind {
    case .apply:
      try Purge(directory: directory, mail: mail).complete(
        step, of: run.number, account: snapshot.accounts[step.account],
        at: surroundings.now())
    case .restore:
      guard let item = snapshot.trash.first(where: { $0.id == step.id }) else { return }
      try mail.restore(item: item.label, to: item.home)
      try directory.confirmRestore(item, as: step.account, step: step.number, of: run.number)
    case .empty:
      guard let item = snapshot.trash.first(where: { $0.id == step.id }) else { return }
      try mail.erase(item: item.label, home: item.home)
      try directory.confirmErasure(item, step: step.number, of: run.number)
    }
  }
}
