import Execution
import MailModel
import Planning
import Stores
import TestSupport

extension Bench {
  func current(_ aim: PlanSource, _ context: PlanContext? = nil) throws(RunError)
    -> PlanMaker.Result
  {
    try PlanMaker(directory: directory, mail: mail, location: location)
      .plan(for: aim, in: context ?? self.context())
  }

  /// Plans and carries out what was decided before, through `stop` where one is given.
  @discardableResult
  func carryOut(
    _ aim: PlanSource, context: PlanContext? = nil, stop: StopSwitch? = nil,
    between: () throws -> Void = {}
  ) throws -> RunResult {
    let context = context ?? self.context()
    let agreed = try current(aim, context)
    guard agreed.stale.isEmpty else { throw RunError.stale(agreed.stale) }
    guard agreed.plan.verdict != .refused else { throw RunError.refused(agreed.plan) }
    try between()
    let runner = Runner(
      directory: stop.map { StoppingDirectory(directory: directory, stop: $0) } ?? directory,
      mail: stop.map { StoppingMail(mail: mail, stop: $0) } ?? mail, location: location,
      server: server, environment: environment())
    return try runner.apply(Runner.Order(aim: aim, agreed: agreed.plan, context: context))
  }

  @discardableResult
  func undo(
    _ run: Int, skipping: Set<String> = [], stop: StopSwitch? = nil,
    between: () throws -> Void = {}
  ) throws -> RunResult {
    try carryOut(Bench.undoing(run, skipping: skipping), stop: stop, between: between)
  }

  static func undoing(_ run: Int, skipping: Set<String> = []) -> PlanSource {
    .undo(run: run, skipping: skipping, policy: Policy())
  }

  /// The plan of a manifest as it comes back from its file; `name` tells two files apart.
  func saved(_ manifest: Manifest, as name: String = "plan") throws -> PlanSource {
    let plan = try current(manifest).plan
    let text = PlanDocument(plan: plan, created: "", storeURL: "sqlite:rollbook.db").text()
    let passwords = Dictionary(
      plan.changes.compactMap { change in
        FieldValues([.password: change[.password]?.after ?? .nothing]).password
          .map { (change.name, $0) }
      }, uniquingKeysWith: { first, _ in first })
    let decided = try PlanDocument.read(text).decided { change, _ in passwords[change.name] }
    return .saved(decided, .test(name))
  }

  /// The state, and what rollbook manages of each account and group.
  func managedState() throws -> [String] {
    let snapshot = try directory.snapshot()
    return try state()
      + snapshot.accounts.all.map {
        "\($0.address) \($0.isOwned) \($0.ownedFields.fields.map(\.key))"
      }
      + snapshot.groups.map { "\($0.name) \($0.isOwned) \($0.ownedFields.fields.map(\.key))" }
  }

  /// The same but for what lies in the trash.
  func livingState() throws -> [String] {
    try managedState().filter { !$0.hasPrefix("trash ") }
  }
}

/// Why `body` was refused: the names and reasons of a stale plan, or a finding's.
func refusal(of body: () throws -> Void) -> [String] {
  do {
    try body()
    return []
  } catch RunError.stale(let changes) {
    return changes.map(\.description)
  } catch RunError.refused(let plan) {
    return plan.findings.filter { $0.verdict == .refused }.map { "\($0.guardName): \($0.message)" }
  } catch RunError.notUndoable(let refusal) {
    return [refusal.description]
  } catch RunError.usedPlan(let run) {
    return ["used by run \(run)"]
  } catch { return ["\(error)"] }
}

extension SavedPlanMark {
  static func test(_ digest: String) -> SavedPlanMark {
    SavedPlanMark(fileDigest: digest, digest: nil)
  }
}
