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
      Writes nothing: not a file, not a row, not a lock.
      """)

  @Flag(help: "Exit with 2 when there are changes; 0 means in sync.")
  var detailedExitcode = false

  @Option(help: ArgumentHelp("How to print: text or json.", valueName: "format"))
  var format: ReportFormat = .text

  @OptionGroup var guards: GuardOptions
  @OptionGroup var shared: SharedOptions

  func perform(_ console: Console) throws -> Outcome {
    let site = try Site.withManifest(shared, console)
    let console = console.spelling(site)
    let planning = try Proposal(
      site, shared, guards, manifest: format == .json ? site.digestedManifest : site.manifest,
      console)
    let plan = planning.plan
    switch format {
    case .text:
      try console.report(TextReport(style: console.style).plan(plan))
    case .json:
      let document = PlanDocument(
        plan: plan, created: ISO8601.text(planning.context.now), storeURL: site.store.display,
        allowances: guards.allowances)
      try console.report(document.text())
    }
    switch plan.verdict {
    case .refused:
      console.refusal(of: plan)
      return .refused
    case .ready: return detailedExitcode ? .changesPending : .done
    case .inSync: return detailedExitcode && !plan.heldRemovals.isEmpty ? .changesPending : .done
    }
  }
}

/// A plan made for printing, with what it was made in.
struct Proposal {
  let plan: Plan
  let context: PlanContext
  /// True when an earlier run stopped half-way and nobody is at work on it.
  let isAfterAStop: Bool

  /// - Throws: `Outcome.failed` when the manifest does not fit the live side; that is printed.
  init(
    _ site: Site, _ shared: SharedOptions, _ guards: GuardOptions, manifest: Manifest,
    _ console: Console
  ) throws {
    let now = Environment.now
    let person = try Operator(shared, domain: site.domain)
    context = PlanContext(
      operatorAddress: person.address, now: now,
      today: Environment.day(of: now, in: manifest.policy.timeZone),
      allowances: guards.allowances, holdsRemovals: guards.holdRemovals)
    let survey = try Survey(
      directory: site.store.openReader(), mail: site.storage, location: site.location
    ).plan(for: manifest, in: context)
    isAfterAStop = survey.unfinished.map { $0.holder == nil } ?? false
    if let unfinished = survey.unfinished {
      console.note(
        console.spelled(Wording.unfinished(unfinished, completing: survey.completing)))
    }
    if !survey.diagnostics.isEmpty {
      console.note(
        DiagnosticText(style: console.errorStyle).text(of: site.withExcerpts(survey.diagnostics)))
    }
    if person.isNamed, let address = person.address, !survey.snapshot.holds(address),
      !manifest.accounts.lists(address)
    {
      console.note(console.spelled(Wording.unknownOperator(address.text)))
    }
    guard !survey.hasErrors else { throw Outcome.failed }
    plan = survey.plan
  }
}
