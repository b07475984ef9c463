import ArgumentParser
import Execution
import MailModel
import Planning
import Reports
import Stores
import System

/// The command `rollbook apply`.
struct Apply: Command {
  static let configuration = CommandConfiguration(
    abstract: "Carry out the plan.",
    discussion: """
      Prints the plan, asks, takes the lock, looks again, and does what was printed or nothing. \
      Additions, edits and renames are one transaction; then each removed account's mail goes to \
      the trash, from where `rollbook trash restore` brings it back. Ctrl-C stops after the \
      current step.

      With a plan that `rollbook plan --out FILE` saved, it does what that says, once, as long as \
      no account that it touches has changed since.
      """)

  @Argument(help: "A saved plan; without one, the manifest is planned now.")
  var plan: String?

  @Flag(help: "Do not ask; needed where there is no terminal.")
  var yes = false

  @Option(
    help: ArgumentHelp(
      "A new file for the passwords that `initial-password: generate` makes.",
      valueName: "file"))
  var credentials: String?

  @Option(
    help: ArgumentHelp("How old a saved plan may be.", valueName: "span"))
  var maxAge = TimeSpan.days(7)

  @Option(
    help: ArgumentHelp(
      "Carry the saved plan out only if this is its digest, as `plan --out` prints it.",
      valueName: "digest"))
  var expect: String?

  @OptionGroup var lock: LockOptions
  @OptionGroup var drain: DrainOptions
  @OptionGroup var guards: GuardOptions
  @OptionGroup var shared: SharedOptions

  func validate() throws {
    guard let expect else { return }
    guard plan != nil else {
      throw ValidationError("--expect belongs to a saved plan; name its file")
    }
    guard Digest.isOne(expect) else {
      throw ValidationError("--expect \(expect): write sha256: and 64 digits, as plan --out prints")
    }
  }

  func perform(_ console: Console) throws -> Outcome {
    guard let plan else {
      let site = try Site.withManifest(shared, console)
      let console = console.spelling(site)
      let manifest = site.digestedManifest
      return try session(site, site.domain, console).carryOut {
        try PreparedPlan(.manifest(manifest), site, shared, guards, domain: site.domain, console)
      }.1
    }
    let saved = try SavedPlanFile(at: plan)
    if let expect { try saved.check(isExpected: expect) }
    let site = try Site.withStore(shared, console)
    let console = console.spelling(site)
    let reader = try site.openReader()
    let store = try reader.record()
    try saved.check(
      in: site, storeID: store.storeID, at: SystemClock.now(), maximumAge: maxAge)
    if let run = try saved.mark.use(among: reader.runs()) {
      let domain = site.domain ?? store.lastApplied?.domain
      if store.unfinished.map({ $0.holder == nil }) ?? false {
        try session(site, domain, console).closeStoppedRuns()
      }
      throw Failure(
        Wording.usedPlan(run: run.number, isStopped: run.outcome.isCutOff), .stale)
    }
    let decided = try saved.decided(manifest: site.manifest, store: reader)
      .under(site.standingRules(store.lastApplied))
    let domain = site.domain ?? decided.appliedState?.lastApplied.domain
    let (prepared, outcome) = try session(site, domain, console).carryOut {
      try PreparedPlan(
        .saved(decided, saved.mark), site, shared, guards,
        saved: saved.document, domain: domain, console)
    }
    if decided.undoes != nil, outcome == .done || outcome == .heldBack {
      prepared.noteRepetition(site, console)
    }
    return outcome
  }

  private func session(_ site: Site, _ domain: String?, _ console: Console) -> ApplySession {
    ApplySession(
      site: site, shared: shared, lock: lock, drain: drain, console: console, domain: domain,
      isAgreed: yes, question: "apply these changes? type yes to go on: ", credentials: credentials)
  }
}

extension TimeSpan: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}
