import MailModel

/// Why a run cannot be taken back at all.
package enum UndoRefusal: Hashable, Sendable, CustomStringConvertible {
  case unknown(Int)
  /// It only brought back, or erased, what lay in the trash.
  case ofTrash(Int, RunRecord.Kind)
  /// Somebody is at work on it.
  case unfinished(Int)
  /// Other runs have done so, this one last.
  case undone(Int, by: Int)
  /// It changed the lockout and nothing else, which an undo leaves as it is.
  case ofLockout(Int)
  /// Its journal cannot be read.
  case unreadable(Int)

  package var description: String {
    switch self {
    case .unknown(let run):
      "there is no run \(run); `rollbook history` lists them"
    case .ofTrash(let run, .empty):
      "run \(run) erased what was past its hold, and that is for good"
    case .ofTrash(let run, .adopt):
      "run \(run) took in mail that no account had; `rollbook trash` shows what became of it"
    case .ofTrash(let run, _):
      "run \(run) brought an account back from the trash; a leaver entry removes it again"
    case .unfinished(let run):
      "run \(run) is at work; undo it once it has come to its end"
    case .undone(let run, let other):
      "run \(other) has taken run \(run) back already; `rollbook undo \(other)` brings it about again"
    case .ofLockout(let run):
      "run \(run) changed policy.lockout alone, which no undo takes back; "
        + "change it in the manifest and apply"
    case .unreadable(let run):
      "the journal of run \(run) cannot be read"
    }
  }
}

extension RunRecord {
  /// Why this run cannot be taken back; nil when it can.
  func undoRefusal(isAtWork: Bool) -> UndoRefusal? {
    if !start.kind.isOfPlan { return .ofTrash(number, start.kind) }
    if outcome == .unfinished, isAtWork { return .unfinished(number) }
    // The counts are those of all changes.
    return start.lockout != nil && start.counts.allSatisfy { $0 == 0 } ? .ofLockout(number) : nil
  }
}
