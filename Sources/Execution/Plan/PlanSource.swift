import MailModel
import Planning

/// What a run is to bring about.
package enum PlanSource: Sendable {
  /// The state that a manifest asks for.
  case manifest(Manifest)
  /// What a saved plan says, and what the plan is known by.
  case saved(SavedPlan, SavedPlanMark)
  /// The state before a run, but for `skipping`: accounts and groups that stay as they are.
  case undo(run: Int, skipping: Set<String>, policy: Policy)

  /// The run that is taken back.
  package var undoes: Int? {
    switch self {
    case .manifest: nil
    case .saved(let plan, _): plan.undoes
    case .undo(let run, _, _): run
    }
  }

  var savedPlan: SavedPlanMark? {
    if case .saved(_, let mark) = self { mark } else { nil }
  }
}
