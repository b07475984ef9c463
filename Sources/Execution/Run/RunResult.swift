import MailModel
import Planning
import Stores

extension [Change] {
  /// Addresses of others that `account` was to have and, lying in the trash, does not: nobody has them.
  func orphans(of account: Address) -> String {
    let claimed = first { $0.kind == .account && $0.address == account }?.claimedAliases ?? []
    guard !claimed.isEmpty else { return "" }
    return "; nobody has \(claimed.map(\.text).joined(separator: ", ")) until it comes back"
  }
}

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
