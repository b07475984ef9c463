import MailModel
import Planning

/// What became of an apply that reached its end.
package struct RunResult: Sendable {
  /// What was done, but for `heldBack`.
  package var plan: Plan
  /// The run's number; nil when there was nothing to do.
  package var run: Int?
  /// Accounts that came back, and why.
  package var heldBack: [(account: Address, reason: String)] = []

  package init(plan: Plan) {
    self.plan = plan
  }
}
