import MailModel
import Planning

/// What became of an apply that reached its end.
package struct RunResult: Sendable {
  /// What was done, but for `heldBack` and `keptInTrash`.
  package var plan: Plan
  /// The run's number; nil when there was nothing to do.
  package var run: Int?
  /// Accounts that came back, and why.
  package var heldBack: [(account: Address, reason: String)] = []
  /// Accounts that were to come back from the trash and lie there, and why.
  package var keptInTrash: [(account: Address, reason: String)] = []

  /// True when everything of the plan was done.
  package var isWhole: Bool { heldBack.isEmpty && keptInTrash.isEmpty }

  package init(plan: Plan) {
    self.plan = plan
  }
}
