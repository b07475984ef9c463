import ArgumentParser
import Execution
import MailModel
import Planning
import Reports
import Stores

/// The command `rollbook undo`.
struct UndoCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take a run back.",
    discussion: """
      Plans the inverse of a run and carries it out as apply does: fields and names go back, \
      removed accounts come back with their mail from the trash, added ones are removed. What \
      changed since is refused by name. The manifest still says what the run did: mend it too, or \
      the next apply does it again.
      """)

  @Argument(help: "The run's number, as `rollbook history` lists it.")
  var run: Int

  @Option(
    help: ArgumentHelp(
      "Leave this account or group as it is; repeatable.", valueName: "name"))
  var skip: [String] = []

  @Option(
    help: ArgumentHelp(
      "Save the plan and do nothing; `rollbook apply FILE` carries it out.", valueName: "file"))
  var out: String?

  @Flag(help: "Do not ask; needed where there is no terminal.")
  var yes = false

  @OptionGroup var lock: LockOptions
  @OptionGroup var drain: DrainOptions
  @OptionGroup var guards: GuardOptions
  @OptionGroup var shared: SharedOptions

  func perform(_ console: Console) throws -> Outcome {
    // Before all there is to read: the number is easily mistyped.
    let head = try Site.withStore(shared, console, reading: .head)
    guard try head.openReader().runs().contains(where: { $0.number == run }) else {
      throw Failure("nothing was changed: \(UndoRefusal.unknown(run))")
    }
    let site = try Site.withStore(shared, console, isWriting: true)
    let console = console.spelling(site)
    let reader = try site.openReader()
    let remembered = try reader.record().lastApplied
    let domain = site.domain ?? remembered?.domain
    let skipped = try skippedNames(in: domain, changed: try reader.run(run)?.changedNames() ?? nil)
    let aim = PlanSource.undo(
      run: run, skipping: skipped, policy: try site.standingRules(remembered)?.policy ?? Policy())
    func propose() throws -> PreparedPlan {
      try PreparedPlan(aim, site, shared, guards, domain: domain, console)
    }
    guard let out else {
      let (prepared, outcome) = try ApplySession(
        site: site, shared: shared, lock: lock, drain: drain, console: console, domain: domain,
        isAgreed: yes, question: "take run \(run) back? type yes to go on: "
      ).carryOut(propose)
      if outcome == .done || outcome == .heldBack { prepared.noteRepetition(site, console) }
      return outcome
    }
    let prepared = try propose()
    try prepared.tell(console)
    try console.report(TextReport(style: console.style).plan(prepared.plan))
    console.note(
      Wording.saved(
        at: out, digest: try SavedPlanFile.write(prepared.document(store: site.store), to: out)))
    guard prepared.plan.verdict != .refused else {
      console.refusal(of: prepared.plan)
      return .refused
    }
    return .done
  }

  /// A bare name may be a group's or an account's.
  ///
  /// - Throws: At a name that the run changed nothing of; `changed` is nil where there is no run.
  private func skippedNames(in domain: String?, changed: Set<String>?) throws -> Set<String> {
    var names: Set<String> = []
    for typed in skip {
      let meant = [typed.asciiLowercased, Address(typed, domain: domain)?.text ?? typed]
      if let changed, changed.isDisjoint(with: meant) {
        throw Failure(
          "--skip \(typed): run \(run) changed nothing of this name; `rollbook history \(run)` "
            + "lists what it changed")
      }
      names.formUnion(meant)
    }
    return names
  }
}
