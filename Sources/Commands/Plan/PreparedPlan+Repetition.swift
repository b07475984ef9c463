import Execution
import MailModel
import Planning
import Reports

extension PreparedPlan {
  /// Says so where the manifest still asks for what an undo took back.
  func noteRepetition(_ site: Site, _ console: Console) {
    guard site.reading != nil, plan.verdict == .ready,
      let reader = try? site.openReader(),
      let current = try? PlanMaker(directory: reader, mail: site.storage, location: site.location)
        .plan(for: site.manifest, in: context)
    else { return }
    let names = Set(plan.changes.flatMap { [$0.name, $0.formerName ?? $0.name] })
    let again = current.plan.changes.filter {
      names.contains($0.name) || names.contains($0.formerName ?? $0.name)
    }
    // With mistakes nothing is applied, and what is wrong shows then.
    guard !again.isEmpty, !current.hasErrors else { return }
    console.note(console.spelled(Wording.askedForAgain(again.map(\.name))))
  }
}
