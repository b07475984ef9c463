import ArgumentParser
import Execution
import MailModel
import Planning
import Reports
import Stores

/// The command `rollbook trash`.
struct TrashCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trash",
    abstract: "Show, bring back or erase what removals left behind.",
    subcommands: [TrashList.self, TrashRestore.self, TrashEmpty.self],
    defaultSubcommand: TrashList.self)
}

/// The command `rollbook trash list`.
struct TrashList: Command {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show what is held, and until when.")

  @Option(help: ArgumentHelp("How to print: text or json.", valueName: "format"))
  var format: ReportFormat = .text

  @OptionGroup var shared: SharedOptions

  func perform(_ console: Console) throws -> Outcome {
    let site = try Site.withStore(shared, console)
    let console = console.spelling(site)
    let snapshot = try site.store.openReader().snapshot()
    let report = TrashReport(snapshot.trash)
    try console.report(format == .json ? report.json() : report.text(style: console.style))
    return .done
  }
}

/// The command `rollbook trash restore`.
struct TrashRestore: Command {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Bring an account and its mail back.",
    discussion: """
      The account comes back with its values, not owned by rollbook until the manifest lists it \
      again. A leaver entry that removed it does not remove it a second time.
      """)

  @Argument(help: "NAME, or NAME#RUN where the trash holds two of that name.")
  var name: String

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("Bring it back under another name.", valueName: "name"))
  var newName: String?

  @OptionGroup var guards: TrashGuardOptions
  @OptionGroup var lock: LockOptions
  @OptionGroup var shared: SharedOptions

  func perform(_ console: Console) throws -> Outcome {
    let site = try Site.withStore(shared, console, isWriting: true)
    let console = console.spelling(site)
    let snapshot = try site.store.openReader().snapshot()
    let domain = site.domain ?? snapshot.lastApplied?.domain
    var target: Address?
    if let newName {
      target = Address(newName, domain: domain)
      guard let target, !target.isBuiltIn else {
        throw Failure("--as \(newName): this is no account name", .usage)
      }
    }
    let surroundings = try Operator(shared, domain: domain).surroundings(
      console, site, taking: lock.takeLock)
    let server = try site.mailServer
    let restored: Trash.Restored
    do throws(Trash.Refusal) {
      restored = try Trash.opened(site, server, lock, surroundings, guards).restore(
        name, domain: domain, as: target, seats: site.seats,
        ownDomains: site.manifest.policy.ownDomains)
    } catch .refused(let finding) {
      console.note(TextReport(style: console.errorStyle).refusal([finding]))
      return .refused
    } catch .alreadyRestored(let address, let run) {
      try console.report(console.spelled(Wording.alreadyRestored(address, run: run)) + "\n")
      return .done
    } catch .store(let error) where !error.isAboutMail {
      throw error
    } catch {
      throw Failure(error)
    }
    if site.manifest.removes(target ?? restored.item.name, in: snapshot) {
      console.note(console.spelled(Wording.stillALeaver(target ?? restored.item.name)))
    }
    if !restored.lostAliases.isEmpty {
      console.note(console.spelled(Wording.lostAliases(restored.lostAliases)))
    }
    for moved in restored.movedTargets {
      console.note(
        console.spelled(
          Wording.movedTarget(moved.target, now: moved.now, of: restored.item.name)))
    }
    for name in restored.begunDomains {
      console.note(console.spelled(Wording.domainIsTaken(name)))
    }
    if let group = restored.missingGroup { console.note(Wording.missingGroup(group)) }
    try console.report(
      console.spelled(
        Wording.restored(restored.item, as: target ?? restored.item.name, run: restored.run)) + "\n"
    )
    return .done
  }
}

/// The command `rollbook trash empty`.
struct TrashEmpty: Command {
  static let configuration = CommandConfiguration(
    commandName: "empty",
    abstract: "Erase what is past its hold, for good.")

  @Option(
    help: ArgumentHelp(
      "Erase this item although it is still held; repeatable.", valueName: "name"))
  var eraseBeforeHold: [String] = []

  @Flag(help: "Do not ask; needed where there is no terminal.")
  var yes = false

  @OptionGroup var guards: TrashGuardOptions
  @OptionGroup var lock: LockOptions
  @OptionGroup var shared: SharedOptions

  func perform(_ console: Console) throws -> Outcome {
    let site = try Site.withStore(shared, console, isWriting: true)
    let console = console.spelling(site)
    let reader = try site.store.openReader()
    let snapshot = try reader.snapshot()
    let domain = site.domain ?? snapshot.lastApplied?.domain
    let now = Environment.now
    let stopped = try StoppedErasure(in: reader, snapshot)
    let requested = try refusable { () throws(Trash.Refusal) in
      try Trash.requested(eraseBeforeHold, domain: domain, after: stopped, in: snapshot)
    }
    let early = Trash.erasable(requested, at: now, in: snapshot)
    let surroundings = try Operator(shared, domain: domain).surroundings(
      console, site, taking: lock.takeLock)
    let server = try site.mailServer
    guard !early.isEmpty else {
      if stopped != nil {
        try refusable { () throws(Trash.Refusal) in
          try Trash.opened(site, server, lock, surroundings, guards).closeStoppedRuns()
        }
      }
      try console.report(
        stopped == nil ? "nothing is past its hold\n" : "nothing was left to erase\n")
      return .done
    }
    let finding = TrashErasure.finding(
      erasing: early.filter { !requested.contains($0) }, of: snapshot.trash.count,
      newest: snapshot.runTimes?.newest, now: now, allowances: guards.allowances)
    let clock = Clock.finding(
      at: now, on: Environment.day(of: now, in: site.manifest.policy.timeZone),
      after: snapshot.runTimes, allowances: guards.allowances)
    guard finding.verdict != .refused, clock.verdict != .refused else {
      console.note(TextReport(style: console.errorStyle).refusal([clock, finding]))
      return .refused
    }
    if !yes {
      guard Console.isInteractive else {
        throw Failure("nothing was erased: this needs --yes where there is no terminal", .usage)
      }
      console.note(TrashReport(early).text(style: console.errorStyle))
      guard console.agrees(to: "erase these for good? type yes to go on: ") else {
        throw Failure("nothing was erased: you did not answer yes")
      }
    }
    let erased = try refusable { () throws(Trash.Refusal) in
      try Trash.opened(site, server, lock, surroundings, guards).erase(
        early, onRequest: requested, finding: finding)
    }
    for item in erased?.items ?? [] where requested.contains(item) {
      if site.manifest.removes(item.name) {
        console.note(console.spelled(Wording.stillNamesErased(item.name)))
      }
    }
    try console.report(
      erased.map { Wording.erased($0.items, run: $0.run) + "\n" }
        ?? "nothing was left to erase\n")
    return .done
  }
}

extension Manifest {
  /// True when a leaver entry names the account, carried out or not.
  fileprivate func removes(_ address: Address) -> Bool {
    leavers.contains { $0.subject == .account(address) }
  }

  /// True when a leaver entry names the account and no run has carried it out.
  fileprivate func removes(_ address: Address, in snapshot: Snapshot) -> Bool {
    leavers.contains {
      $0.subject == .account(address)
        && snapshot.spentLeavers[address]?.contains($0.fingerprint) != true
    }
  }
}

extension Trash {
  fileprivate static func opened(
    _ site: Site, _ server: LocalMailServer, _ lock: LockOptions, _ surroundings: Surroundings,
    _ guards: TrashGuardOptions
  ) throws(Refusal) -> Trash {
    do throws(StoreError) {
      return Trash(
        directory: try site.store.openWriter(lockTimeout: lock.lockTimeout), mail: site.storage,
        server: server, surroundings: surroundings, allowances: guards.allowances)
    } catch { throw .store(error) }
  }
}

/// Turns a refusal into a line and its exit status.
private func refusable<Value>(_ body: () throws(Trash.Refusal) -> Value) throws -> Value {
  do throws(Trash.Refusal) {
    return try body()
  } catch {
    if case .store(let error) = error, !error.isAboutMail { throw error }
    throw Failure(error)
  }
}

extension StoreError {
  /// True for what keeps mail from coming back, where nothing was changed.
  fileprivate var isAboutMail: Bool {
    switch self {
    case .homeTaken, .missingItem, .changedItem, .foreignMail: true
    default: false
    }
  }
}

extension Failure {
  init(_ refusal: Trash.Refusal) {
    switch refusal {
    case .unknown(let label):
      self.init("nothing was changed: the trash holds no \(label); `rollbook trash` lists it")
    case .ambiguous(let label, let items):
      self.init(
        "nothing was changed: the trash holds more than one \(label); name one of "
          + items.joined(separator: ", "))
    case .addressTaken(let address):
      self.init(
        "nothing was changed: \(address) is taken by now; bring it back under a free name, --as NAME"
      )
    case .undeclaredDomain(let address):
      self.init(
        "nothing was changed: with \(address) all mail to \(address.domain) would be taken here; add "
          + "`\(address.domain): {}` under `domains`, or bring it back under another name, --as NAME"
      )
    case .alreadyRestored(let address, let run):
      self.init(Wording.alreadyRestored(address, run: run), .done)
    case .noSeat(let limit):
      self.init(
        "nothing was changed: all \(limit) seats are taken; remove an account or raise policy.seats"
      )
    case .refused(let finding):
      self.init("nothing was changed: \(finding.message)", .refused)
    case .interrupted(let run, let error):
      self.init(Wording.interrupted(run: run, by: error.description), .stopped)
    case .awaited(.queued(let names)):
      self.init(Wording.queuedForOthers(names))
    case .awaited(.receiving(let messages, let names)):
      self.init(Wording.receivedForOthers(messages, names))
    case .awaited(.store(let error)):
      self.init("nothing was changed: \(error)")
    case .awaited:
      self.init("nothing was changed: the run was interrupted before it began")
    case .store(.homeTaken(let path)):
      self.init("nothing was changed: \(path) exists already; move it away and try again")
    case .store(let error):
      self.init("nothing was changed: \(error)")
    }
  }
}
