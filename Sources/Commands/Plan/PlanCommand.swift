import ArgumentParser
import Execution
import MailModel
import Manifests
import Planning
import Reports
import Stores

/// The command `rollbook plan`.
struct PlanCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Show what apply would do.",
    discussion: """
      Compares the manifest with the live store and prints every change and what the guards say. \
      Writes nothing: not a file but the one that --out names, not a row, not a lock.
      """)

  @Flag(help: "Exit with 2 when there are changes; 0 means in sync.")
  var detailedExitcode = false

  @Option(help: ArgumentHelp("How to print: text or json.", valueName: "format"))
  var format: ReportFormat = .text

  @Option(
    help: ArgumentHelp("Save the plan; `rollbook apply FILE` carries it out.", valueName: "file"))
  var out: String?

  @OptionGroup var guards: GuardOptions
  @OptionGroup var shared: SharedOptions

  func perform(_ console: Console) throws -> Outcome {
    let site = try Site.withManifest(shared, console)
    let console = console.spelling(site)
    let isDocument = format == .json || out != nil
    let prepared = try PreparedPlan(
      .manifest(isDocument ? site.digestedManifest : site.manifest), site, shared, guards,
      domain: site.domain, console)
    try prepared.tell(console)
    let plan = prepared.plan
    let digest = try out.map {
      try SavedPlanFile.write(prepared.document(store: site.store), to: $0)
    }
    switch format {
    case .text: try console.report(TextReport(style: console.style).plan(plan))
    case .json: try console.report(prepared.document(store: site.store).text())
    }
    if let out, let digest { console.note(Wording.saved(at: out, digest: digest)) }
    switch plan.verdict {
    case .refused:
      console.refusal(of: plan)
      return .refused
    case .ready: return detailedExitcode ? .changesPending : .done
    case .inSync:
      // A run that stopped half-way is closed by the next apply alone.
      let isPending = prepared.isAfterAStop || !plan.heldRemovals.isEmpty
      return detailedExitcode && isPending ? .changesPending : .done
    }
  }
}
