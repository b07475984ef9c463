import MailModel
import Stores

/// What became of the account of a removal that was announced and not confirmed.
enum StepStanding {
  /// It is as the run left it, marked as leaving.
  case asAnnounced
  /// Somebody took its mark back, or gave it another name, id or home: it stays.
  case changed
  /// There is no such account any more, nor another one with its mail home.
  case gone
}

extension Snapshot {
  func standing(of step: JournalStep) -> StepStanding {
    if let account = accounts[step.account], account.id == step.id, account.home == step.home {
      return account.marks.contains(.leaving) ? .asAnnounced : .changed
    }
    let isThere = accounts.all.contains { $0.id == step.id || $0.home == step.home }
    return isThere ? .changed : .gone
  }
}
