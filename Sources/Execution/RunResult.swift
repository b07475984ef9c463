import MailModel
import Planning
import Stores

/// What became of an apply that reached its end.
package struct RunResult: Sendable {
  /// What was done, but for `heldBack`.
  package var plan: Plan
  /// The run's number; nil when there was nothing to do.
  package var run: Int?
  /// Accounts that came back, and why.
  package var heldBack: [(account: Address, reason: String)] = []
  /// A dead run's lock that was taken over.
  package var replacedHolder: LockHolder?
  /// Earlier runs that had stopped half-way and were closed first.
  package var resumed: [Int]

  package init(plan: Plan, replacedHolder: LockHolder?, resumed: [Int]) {
    self.plan = plan
    self.replacedHolder = replacedHolder
    self.resumed = resumed
  }
}
