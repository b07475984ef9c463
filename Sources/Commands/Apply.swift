import ArgumentParser
import Execution
import MailModel
import Manifests
import Planning
import Reports
import Stores

/// The command `rollbook apply`.
struct Apply: Command {
  static let configuration = CommandConfiguration(
    abstract: "Carry out the plan.",
    discussion: """
      Prints the plan, asks, takes the lock, looks again, and does what was printed or nothing. \
      Additions, edits and renames are one transaction; then each removed account's mail goes to \
      the trash, from where `rollbook trash restore` brings it back. Ctrl-C stops after the \
      current step.
      """)

  @Flag(help: "Do not ask; needed where there is no terminal.")
  var yes = false

  @Option(
    help: ArgumentHelp(
      "A new file for the passwords that `initial-password: generate` makes.",
      valueName: "file"))
  var credentials: String?

  @OptionGroup var lock: LockOptions
  @OptionGroup var guards: GuardOptions
  @OptionGroup var shared: SharedOptions

  func perform(_ console: Console) throws -> Outcome {
    let site = try Site.withManifest(shared, console)
    let console = console.spelling(site)
    let manifest = site.digestedManifest
    let proposal = try Proposal(site, shared, guards, manifest: manifest, console)
    let plan = proposal.plan
    try console.report(TextReport(style: console.style).plan(plan))
    guard plan.verdict != .refused else {
      if proposal.isAfterAStop { try runner(site, console).closeStoppedRuns() }
      console.refusal(of: plan)
      return .refused
    }
    let order = Runner.Order(
      manifest: manifest, agreed: plan, context: proposal.context,
      repository: Repository(around: site.base), credentials: credentials)
    guard order.passwordsWithoutFile.isEmpty else {
      throw Failure(
        console.spelled(Wording.credentialsNeeded(order.passwordsWithoutFile)), .usage)
    }
    if plan.verdict == .ready, !yes {
      guard Console.isInteractive else {
        throw Failure("nothing was changed: apply needs --yes where there is no terminal", .usage)
      }
      guard console.agrees(to: "apply these changes? type yes to go on: ") else {
        throw Failure("nothing was changed: you did not answer yes")
      }
    }
    return try carryOut(order, site, console)
  }

  private func runner(_ site: Site, _ console: Console) throws -> Runner {
    Runner(
      directory: try site.store.openWriter(lockTimeout: lock.lockTimeout), mail: site.storage,
      location: site.location,
      surroundings: try Operator(shared, domain: site.domain).surroundings(
        console, site, taking: lock.takeLock))
  }

  private func carryOut(
    _ order: Runner.Order, _ site: Site, _ console: Console
  ) throws -> Outcome {
    StopSignal.watch()
    let runner = try runner(site, console)
    do throws(RunError) {
      let result = try runner.apply(order)
      console.progress("")
      if result.run != nil {
        // The run is done: a report that cannot be written must not make it look otherwise.
        let report = RunReport(style: console.style).text(Applied(result))
        if (try? console.report(report)) == nil { console.note(report) }
      }
      return result.heldBack.isEmpty && result.plan.heldRemovals.isEmpty ? .done : .heldBack
    } catch {
      console.progress("")
      return try explain(error, site, console)
    }
  }

  private func explain(_ error: RunError, _ site: Site, _ console: Console) throws -> Outcome {
    switch error {
    case .stale(let names):
      console.error(console.spelled(Wording.stale(names)))
      return .stale
    case .refused(let plan):
      console.refusal(of: plan)
      return .refused
    case .invalid(let diagnostics):
      console.note(
        DiagnosticText(style: console.errorStyle).text(of: site.withExcerpts(diagnostics)))
      return .failed
    case .store(let error):
      throw error
    case .credentialsNeeded(let accounts):
      throw Failure(console.spelled(Wording.credentialsNeeded(accounts)), .usage)
    case .credentials(let path, let reason):
      throw Failure("nothing was changed: the credentials file \(path): \(reason)")
    case .cancelled:
      throw Failure("nothing was changed: the run was interrupted before it began")
    case .interrupted(let run, let done, let steps, let cause):
      if let cause { console.error(cause.description) }
      console.error(Wording.interrupted(run: run, done: done, steps: steps))
      return .stopped
    }
  }
}
