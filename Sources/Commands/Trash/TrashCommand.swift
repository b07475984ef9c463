import ArgumentParser
import Execution
import MailModel
import Planning
import Reports
import Stores
import System

/// The command `rollbook trash`.
struct TrashCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trash",
    abstract: "Show, bring back or erase what removals left behind.",
    subcommands: [
      TrashList.self, TrashRestore.self, TrashEmpty.self, TrashAdopt.self, TrashForget.self,
    ],
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
    let site = try Site.withStore(shared, console, reading: .head)
    let console = console.spelling(site)
    let reader = try site.store.openReader()
    do throws(StoreError) { try site.storage.checkMark(of: reader.record().storeID) } catch {
      console.note("warning: \(error); folders are not looked at")
    }
    let listing = try TrashListing(
      directory: reader, mail: site.storage, location: site.location, domain: site.domain)
    let report = TrashReport(listing.items, missing: listing.missing, unknown: listing.unknown)
    try console.report(report, as: format)
    console.tell(listing.warnings)
    console.tell(listing.errors)
    return .done
  }
}

/// The command `rollbook trash restore`.
struct TrashRestore: TrashChange {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Bring an account and its mail back.",
    discussion: """
      The account comes back with its values, not owned by rollbook until the manifest lists it \
      again. A leaver entry that removed it does not remove it a second time.
      """)

  @Argument(
    help: "NAME, NAME#RUN where the trash holds two of that name, or a FOLDER that no account has.")
  var name: String

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("Bring it back under another name.", valueName: "name"))
  var newName: String?

  @OptionGroup var options: TrashOptions

  func perform(_ console: Console) throws -> Outcome {
    let access = try TrashAccess(options, console)
    let (site, console, domain) = (access.site, access.console, access.domain)
    let snapshot = try site.store.openReader().snapshot()
    let target = try newName.map { try Address(named: $0, domain: domain) }
    let restored: Trash.Restored
    do throws(Trash.Refusal) {
      switch try bringBack(as: target, access) {
      case .restored(let item): restored = item
      case .given(let account, let mailbox, let run):
        try? console.report(
          console.spelled(Wording.givenBack(mailbox, to: account, run: run)) + "\n")
        return .done
      }
    } catch .refused(let finding) {
      console.note(TextReport(style: console.errorStyle).refusal([finding]))
      return .refused
    } catch .alreadyRestored(let address, let run) {
      try console.report(console.spelled(Wording.alreadyRestored(address, run: run)) + "\n")
      return .done
    } catch .alreadyGiven(let address, let mailbox, let run) {
      try console.report(
        console.spelled(Wording.givenBack(mailbox, to: address, run: run)) + "\n")
      return .done
    } catch .store(let error) where !error.isAboutMail {
      throw error
    } catch {
      throw Failure(error)
    }
    let name = target ?? restored.item.name
    if site.manifest.removes(name, in: snapshot) {
      console.note(console.spelled(Wording.stillALeaver(name)))
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
        Wording.restored(
          restored.item, as: name, run: restored.run,
          isListed: site.manifest.accounts.rows.view.index(of: name) != nil)) + "\n"
    )
    return .done
  }
}

extension TrashRestore {
  private enum Return {
    case restored(Trash.Restored)
    /// The account lives, and has its mail again.
    case given(Address, Mailbox, run: Int)
  }

  /// An item of the trash; where there is none of that name, mail that no account has.
  private func bringBack(
    as target: Address?, _ access: TrashAccess
  ) throws(Trash.Refusal) -> Return {
    let trash = try access.trash()
    let domain = access.domain
    let (seats, own) = (access.policy.seats, access.policy.ownDomains)
    func restore(_ label: String) throws(Trash.Refusal) -> Return {
      .restored(
        try trash.restore(
          label, domain: domain, as: target, seats: seats, ownDomains: own))
    }
    let label: String
    do throws(Trash.Refusal) { return try restore(name) } catch {
      guard case .unknown(let unknown) = error else { throw error }
      label = unknown
    }
    let found: Adoption.Return
    do throws(Adoption.Refusal) {
      found = try access.adoption()
        .bringBack(
          label, as: target, domain: domain, hold: access.hold,
          on: RestoreTerms(as: target, seats: seats, ownDomains: own))
    } catch {
      throw Trash.Refusal(error)
    }
    switch found {
    case .given(let account, let mailbox, let run):
      return .given(account, mailbox, run: run)
    case .held(let item): return try restore(item.label)
    case .adopted(let item):
      do throws(Trash.Refusal) { return try restore(item.label) } catch {
        throw .adopted(item, error)
      }
    }
  }
}

/// The command `rollbook trash empty`.
struct TrashEmpty: TrashChange {
  static let configuration = CommandConfiguration(
    commandName: "empty",
    abstract: "Erase what is past its hold, for good.")

  @Option(
    help: ArgumentHelp(
      "Erase this item although it is still held; repeatable.", valueName: "name"))
  var eraseBeforeHold: [String] = []

  @Flag(help: "Do not ask; needed where there is no terminal.")
  var yes = false

  @OptionGroup var options: TrashOptions

  func perform(_ console: Console) throws -> Outcome {
    let access = try TrashAccess(options, console)
    let (site, console, domain) = (access.site, access.console, access.domain)
    let reader = try site.store.openReader()
    let snapshot = try reader.snapshot()
    let now = SystemClock.now()
    let stopped = try StoppedErasure(in: reader, snapshot)
    let requested = try refusable { () throws(Trash.Refusal) in
      try Trash.requested(eraseBeforeHold, domain: domain, after: stopped, in: snapshot)
    }
    let early = Trash.erasable(requested, at: now, in: snapshot)
    guard !early.isEmpty else {
      if stopped != nil {
        try refusable { () throws(Trash.Refusal) in
          try access.trash().closeStoppedRuns()
        }
      }
      try console.report(
        stopped == nil ? "nothing is past its hold\n" : "nothing was left to erase\n")
      return .done
    }
    let missing = Set(try site.mailCheck(by: reader).difference(from: snapshot).missing)
    let found = early.filter { !missing.contains($0) }
    guard !found.isEmpty else {
      for item in early { console.error(StoreError.missingItem(item.label).description) }
      return .failed
    }
    let check = ErasureCheck(
      mail: site.storage, snapshot: snapshot, allowances: options.guards.allowances)
    let kept = try found.compactMap { item in
      try check.answer(for: item, isResumed: stopped?.includes(item.name) == true).refusal.map {
        (item: item, finding: $0)
      }
    }
    let keptItems = Set(kept.map(\.item))
    let present = found.filter { !keptItems.contains($0) }
    guard !present.isEmpty else {
      console.note(TextReport(style: console.errorStyle).refusal(kept.map(\.finding)))
      return .refused
    }
    let finding = TrashErasure.finding(
      erasing: present.filter { !requested.contains($0) }, of: snapshot.trash.count,
      newest: snapshot.runTimes?.newest, now: now, allowances: options.guards.allowances)
    let clock = Clock.finding(
      at: now, on: Day(at: now, in: site.manifest.policy.timeZone),
      after: snapshot.runTimes, allowances: options.guards.allowances)
    guard finding.verdict != .refused, clock.verdict != .refused else {
      console.note(TextReport(style: console.errorStyle).refusal([clock, finding]))
      return .refused
    }
    if !yes {
      guard Console.isInteractive else {
        throw Failure("nothing was erased: this needs --yes where there is no terminal", .usage)
      }
      console.note(TrashReport(present).text(style: console.errorStyle))
      guard console.agrees(to: "erase these for good? type yes to go on: ") else {
        throw Failure("nothing was erased: you did not answer yes")
      }
    }
    let erased = try refusable { () throws(Trash.Refusal) in
      try access.trash().erase(
        early.filter { !keptItems.contains($0) }, onRequest: requested, finding: finding)
    }
    for item in erased.items where requested.contains(item) {
      if site.manifest.removes(item.name) {
        console.note(console.spelled(Wording.stillNamesErased(item.name)))
      }
    }
    for item in erased.missing { console.error(StoreError.missingItem(item.label).description) }
    for kept in kept + erased.kept {
      console.error(console.spelled(Wording.kept(because: kept.finding)))
    }
    for failed in erased.failed {
      console.error(
        "\(failed.item.label) is not erased: \(failed.reason); `rollbook trash empty"
          + (failed.allow.map { " \($0)" } ?? "") + "` tries it again"
      )
    }
    try console.report(
      erased.run.map { Wording.erased(erased.items, run: $0) + "\n" }
        ?? "nothing was left to erase\n")
    let isWhole = erased.missing.isEmpty && erased.failed.isEmpty && erased.kept.isEmpty
    return isWhole && kept.isEmpty ? .done : .failed
  }
}

extension Manifest {
  /// True when a leaver entry names the account, carried out or not.
  func removes(_ address: Address) -> Bool {
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
