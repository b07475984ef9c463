import Execution
import MailModel
import Planning
import Reports
import Stores
import System

/// Shows a plan, asks, and carries it out: what `apply` and `undo` have in common.
struct ApplySession {
  let site: Site
  let shared: SharedOptions
  let lock: LockOptions
  let drain: DrainOptions
  let console: Console
  /// The default domain of bare names.
  let domain: String?
  /// True when nobody has to be asked.
  let isAgreed: Bool
  /// The question on a terminal.
  let question: String
  /// The file for generated passwords.
  var credentials: String?

  /// Carries out what `propose` makes of the live side.
  ///
  /// A run that stopped half-way is closed where it makes the proposal unfit, and another is made:
  /// others must not wait for what one of its steps cannot do.
  ///
  /// - Returns: The proposal that counts, and what became of it.
  func carryOut(_ propose: () throws -> PreparedPlan) throws -> (PreparedPlan, Outcome) {
    var prepared = try propose()
    if prepared.isAfterAStop, prepared.isUnfit {
      try closeStoppedRuns()
      prepared = try propose()
    }
    try prepared.tell(console)
    return (prepared, try carryOut(prepared))
  }

  private func carryOut(_ prepared: PreparedPlan) throws -> Outcome {
    let plan = prepared.plan
    try console.report(TextReport(style: console.style).plan(plan))
    guard prepared.stale.isEmpty else {
      if prepared.isAfterAStop { try closeStoppedRuns() }
      console.error(console.spelled(Wording.stale(prepared.stale)))
      return .stale
    }
    guard plan.verdict != .refused else {
      if prepared.isAfterAStop { try closeStoppedRuns() }
      console.refusal(of: plan)
      return .refused
    }
    let order = Runner.Order(
      aim: prepared.aim, agreed: plan, context: prepared.context,
      repository: Repository(
        around: site.base, files: plan.undoes == nil ? plan.sources.map(\.name) : []),
      credentials: credentials)
    guard order.passwordsWithoutFile.isEmpty else {
      throw Failure(
        console.spelled(Wording.credentialsNeeded(order.passwordsWithoutFile)), .usage)
    }
    if plan.verdict == .ready, !isAgreed { try ask() }
    return try carryOut(order)
  }

  /// Brings a run that stopped half-way to a close, where this one does not begin.
  func closeStoppedRuns() throws { try runner().closeStoppedRuns() }

  private func ask() throws {
    guard Console.isInteractive else {
      throw Failure("nothing was changed: this needs --yes where there is no terminal", .usage)
    }
    guard console.agrees(to: question) else {
      throw Failure("nothing was changed: you did not answer yes")
    }
  }

  private func runner() throws -> Runner {
    var environment = try Operator(shared, domain: domain).environment(
      console, site, taking: lock.takeLock)
    environment.drainTimeout = drain.drainTimeout.seconds
    return Runner(
      directory: try site.store.openWriter(lockTimeout: lock.lockTimeout), mail: site.storage,
      location: site.location, server: try site.mailServer, environment: environment)
  }

  private func carryOut(_ order: Runner.Order) throws -> Outcome {
    StopSignal.watch()
    let runner = try runner()
    do throws(RunError) {
      let result = try runner.apply(order)
      console.progress("")
      if result.run != nil {
        // The run is done: a report that cannot be written must not make it look otherwise.
        let report = RunReport(style: console.style).text(Applied(result))
        if (try? console.report(report)) == nil { console.note(report) }
      }
      return result.isWhole && result.plan.heldRemovals.isEmpty ? .done : .heldBack
    } catch {
      console.progress("")
      return try explain(error, of: order.aim)
    }
  }

  private func explain(_ error: RunError, of aim: PlanSource) throws -> Outcome {
    switch error {
    case .stale(let changes):
      console.error(console.spelled(Wording.stale(changes)))
      return .stale
    case .usedPlan(let run):
      console.error(Wording.usedPlan(run: run, isStopped: false))
      return .stale
    case .refused(let plan):
      console.refusal(of: plan)
      return .refused
    case .invalid(let diagnostics):
      console.note(
        DiagnosticText(style: console.errorStyle).text(of: site.withExcerpts(diagnostics)))
      return .failed
    case .notUndoable(let refusal):
      throw Failure("nothing was changed: \(refusal)")
    case .store(let error) where error.isAboutMail:
      throw Failure("nothing was changed: \(error)")
    case .store(let error):
      throw error
    case .credentialsNeeded(let accounts):
      throw Failure(console.spelled(Wording.credentialsNeeded(accounts)), .usage)
    case .credentials(let path, let reason):
      throw Failure("nothing was changed: the credentials file \(path): \(reason)")
    case .queued(let names):
      throw Failure(console.spelled(Wording.queuedForOthers(names)))
    case .receiving(let messages, let names):
      throw Failure(console.spelled(Wording.receivedForOthers(messages, names)))
    case .cancelled:
      throw Failure("nothing was changed: the run was interrupted before it began")
    case .interrupted(let run, let done, let steps, let cause):
      if let cause { console.error(cause.description) }
      let next =
        switch aim {
        case .manifest: "apply again"
        case .saved: "plan again"
        case .undo(let undone, _, _): "undo run \(undone) again"
        }
      console.error(Wording.interrupted(run: run, done: done, steps: steps, next: next))
      return .stopped
    }
  }
}
