import Execution
import MailModel
import Manifests
import Planning
import Reports
import Stores
import System

/// A plan made for printing, with what it was made of.
struct PreparedPlan {
  let aim: PlanSource
  let plan: Plan
  let context: PlanContext
  /// True when an earlier run stopped half-way and nobody is at work on it.
  let isAfterAStop: Bool
  /// What of a saved plan no longer fits; it is then not to be carried out.
  let stale: [StaleChange]
  /// Where the manifest does not fit the live side.
  private let diagnostics: [Diagnostic]
  /// What else is to be said first.
  private let notes: [String]

  /// True when it is not to be carried out, be it agreed to or not.
  var isUnfit: Bool { hasErrors || !stale.isEmpty }

  private var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  init(
    _ aim: PlanSource, _ site: Site, _ shared: SharedOptions, _ guards: GuardOptions,
    saved: PlanDocument? = nil, domain: String?, _ console: Console
  ) throws {
    self.aim = aim
    let now = SystemClock.now()
    let person = try Operator(shared, domain: domain)
    var context = PlanContext(
      operatorAddress: person.address, now: now,
      today: Day(at: now, in: site.manifest.policy.timeZone),
      allowances: (saved?.givenAllowances ?? [])
        + guards.allowances.map { $0.naming(in: domain) },
      holdsRemovals: guards.holdRemovals)
    context.approvals = try Self.approvals(aim, site, saved, console)
    context.standingAllowances = Set(saved?.givenAllowances ?? [])
    self.context = context
    let current = try Self.current(site, aim, context)
    isAfterAStop = current.unfinished.map { $0.holder == nil } ?? false
    var notes: [String] = []
    if let unfinished = current.unfinished {
      notes.append(
        console.spelled(Wording.unfinished(unfinished, completing: current.completing)))
    }
    if person.isNamed, let address = person.address, !current.snapshot.holds(address),
      !site.manifest.accounts.lists(address)
    {
      notes.append(console.spelled(Wording.unknownOperator(address.text)))
    }
    self.notes = notes
    diagnostics = site.withExcerpts(current.diagnostics)
    plan = current.plan
    stale = current.stale
  }

  /// Says what is to be known before the plan.
  ///
  /// - Throws: `Outcome.failed` when the manifest does not fit the live side; that is printed.
  func tell(_ console: Console) throws {
    for note in notes { console.note(note) }
    if !diagnostics.isEmpty {
      console.note(DiagnosticText(style: console.errorStyle).text(of: diagnostics))
    }
    guard !hasErrors else { throw Outcome.failed }
  }

  /// What the manifest at hand approves; what a saved plan says that its manifest did is no proof.
  ///
  /// What was approved up to a day was meant for the manifest, and not for taking a run back.
  private static func approvals(
    _ aim: PlanSource, _ site: Site, _ saved: PlanDocument?, _ console: Console
  ) throws -> [Approval] {
    let listed = site.reading?.hasErrors == true ? [] : site.manifest.approvals
    for approval in try saved?.givenApprovals() ?? [] where !listed.contains(approval) {
      console.note(Wording.withdrawn(approval))
    }
    return aim.undoes == nil ? listed : listed.filter { $0.plan != nil }
  }

  private static func current(
    _ site: Site, _ aim: PlanSource, _ context: PlanContext
  ) throws -> PlanMaker.Result {
    let current = PlanMaker(
      directory: try site.openReader(), mail: site.storage, location: site.location,
      server: try site.mailServer)
    do {
      return try current.plan(for: aim, in: context)
    } catch RunError.store(let error) {
      throw error
    } catch RunError.notUndoable(let refusal) {
      throw Failure("nothing was changed: \(refusal)")
    }
  }

  /// The plan as a document, to print or to save.
  func document(store: StoreURL) -> PlanDocument {
    PlanDocument(
      plan: plan, created: ISO8601.text(context.now), storeURL: store.display,
      allowances: context.allowances, approvals: context.approvals)
  }
}
