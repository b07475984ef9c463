import MailModel
import Planning
import Stores

/// Why a run did not begin, or did not end.
///
/// But for `interrupted`, nothing of the plan was done.
package enum RunError: Error {
  /// The live side no longer is what the plan assumed.
  case stale([StaleChange])
  /// A run that cannot be taken back.
  case notUndoable(UndoRefusal)
  /// The saved plan was carried out by this run already.
  case usedPlan(run: Int)
  /// The guards refuse on the figures of this moment.
  case refused(Plan)
  /// The manifest does not fit the live side of this moment.
  case invalid([Diagnostic])
  case store(StoreError)
  /// `initial-password: generate` needs a file for the passwords of these accounts.
  case credentialsNeeded([Address])
  /// The credentials file could not be written: path, reason.
  case credentials(String, String)
  /// Mail is still queued for these names, which others are to have: it would reach them.
  case queued([(name: Address, messages: Int)])
  /// So many messages are still being received that may be for these names, which others are to have.
  case receiving(Int, [Address])
  /// Asked to stop before anything was written.
  case cancelled
  /// Stopped half-way: the run's number and what stopped it; the next apply goes on.
  case interrupted(run: Int, done: Int, steps: Int, cause: StoreError?)
}
