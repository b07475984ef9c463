import MailModel
import Planning
import Stores

/// Why a run did not begin, or did not end.
package enum RunError: Error {
  /// Nothing was changed: the live side no longer is what the plan assumed, of these names.
  case stale([String])
  /// Nothing was changed: the guards refuse on the figures of this moment.
  case refused(Plan)
  /// Nothing was changed: the manifest does not fit the live side of this moment.
  case invalid([Diagnostic])
  /// Nothing was changed.
  case store(StoreError)
  /// Nothing was changed: `initial-password: generate` needs a file for the passwords.
  case credentialsNeeded([Address])
  /// Nothing was changed: the credentials file could not be written: path, reason.
  case credentials(String, String)
  /// Stopped half-way: the run's number and what stopped it; the next apply goes on.
  case interrupted(run: Int, done: Int, steps: Int, cause: StoreError?)
}
