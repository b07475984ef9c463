import Execution
import MailModel
import Planning
import Stores
import Synchronization
import TestSupport
import Testing

@Suite struct TrashTests {
  /// `cid` was purged with three messages by run 2.
  private func bench() throws -> Bench {
    let bench = Bench()
    try bench.apply(manifest([user("bob"), user("cid", [.aliases: .aliases("sid")])]))
    try bench.deliver(3, to: "cid")
    try bench.apply(manifest([user("bob")], leavers: [leaver("cid", purge: true)]))
    return bench
  }

  private func trash(of bench: Bench, allowing allowances: [String] = []) -> Trash {
    Trash(
      directory: bench.directory, mail: bench.mail, server: bench.server,
      environment: bench.environment(), allowances: allowances.compactMap { Allowance($0) })
  }

  /// A day before the newest run, or months after it.
  @Test(arguments: [-86_400, 91 * 86_400])
  func aDoubtfulClockNeitherBringsBackNorErasesWithoutConsent(_ jump: Int64) throws {
    let bench = try bench()
    bench.now += jump
    let item = try #require(try bench.directory.snapshot().trash.first)
    func isRefused(_ error: any Error) -> Bool {
      guard case Trash.Refusal.refused(let finding) = error else { return false }
      return finding.guardName == "clock"
    }
    #expect {
      try trash(of: bench).restore("cid", domain: schoolDomain, as: nil, seats: nil)
    } throws: { isRefused($0) }
    #expect { _ = try trash(of: bench).erase([item], onRequest: [item]) } throws: { isRefused($0) }
    #expect(try bench.directory.runs().count == 2)
    let consent = "clock:\(Day(secondsSince1970: bench.now))"
    let restored = try trash(of: bench, allowing: [consent]).restore(
      "cid", domain: schoolDomain, as: nil, seats: nil)
    #expect(try bench.directory.run(restored.run)?.start.allowances == [consent])
  }

  @Test func aHoldEndsNoEarlierThanOneThatBeginsWithTheLatestRun() throws {
    let bench = Bench()
    try bench.apply(manifest([user("bob"), user("cid")]))
    let first = bench.now
    bench.now = 946_684_800
    try bench.apply(
      manifest([user("bob")], leavers: [leaver("cid", purge: true)]),
      context: bench.context(allowing: ["clock:2000-01-01"]))
    let item = try #require(try bench.directory.snapshot().trash.first)
    #expect(item.removed == bench.now)
    #expect(item.heldUntil == first + 30 * 86_400)
  }

  @Test func restoreBringsAccountAliasesAndMailBackUnowned() throws {
    let bench = try bench()
    let restored = try trash(of: bench).restore(
      "cid", domain: schoolDomain, as: nil, seats: nil)
    #expect(restored.run == 3)
    #expect(restored.item.mailbox.messages == 3)
    let cid = try #require(try bench.directory.snapshot().accounts[address("cid")])
    #expect(!cid.isOwned)
    #expect(cid.values.aliases == [address("sid")])
    #expect(try bench.mail.mailbox(at: cid.home).messages == 3)
    #expect(try bench.directory.snapshot().trash.isEmpty)
  }

  @Test func restoreUnderAnotherNameLeavesTheOldNameFree() throws {
    let bench = try bench()
    _ = try trash(of: bench).restore("cid#2", domain: schoolDomain, as: address("ced"), seats: nil)
    let snapshot = try bench.directory.snapshot()
    #expect(snapshot.accounts[address("ced")] != nil)
    #expect(snapshot.accounts[address("cid")] == nil)
  }

  @Test func restoreIntoADomainOfOthersIsRefused() throws {
    let bench = try bench()
    let foreign = address("cid@outlook.com")
    #expect {
      try trash(of: bench).restore(
        "cid", domain: schoolDomain, as: foreign, seats: nil, ownDomains: [schoolDomain])
    } throws: {
      guard case Trash.Refusal.undeclaredDomain(foreign) = $0 else { return false }
      return true
    }
    let own = [schoolDomain, "outlook.com"]
    #expect(
      try trash(of: bench).restore(
        "cid", domain: schoolDomain, as: foreign, seats: nil, ownDomains: own
      ).begunDomains == ["outlook.com"])
  }

  @Test func restoreOntoATakenAddressIsRefused() throws {
    let bench = try bench()
    #expect {
      try trash(of: bench).restore("cid", domain: schoolDomain, as: address("bob"), seats: nil)
    } throws: {
      guard case Trash.Refusal.addressTaken(address("bob")) = $0 else { return false }
      return true
    }
    #expect(try bench.directory.snapshot().trash.count == 1)
  }

  @Test func restoreWithAnAliasThatWasGivenAwayIsRefused() throws {
    let bench = try bench()
    try bench.apply(
      manifest([user("bob", [.aliases: .aliases("sid")])], leavers: [leaver("cid", purge: true)]))
    #expect {
      try trash(of: bench).restore("cid", domain: schoolDomain, as: nil, seats: nil)
    } throws: {
      guard case Trash.Refusal.addressTaken(address("sid")) = $0 else { return false }
      return true
    }
  }

  @Test func restoreUnderAnotherNameSaysWhichAliasesAreGone() throws {
    let bench = try bench()
    try bench.apply(
      manifest([user("bob", [.aliases: .aliases("sid")])], leavers: [leaver("cid", purge: true)]))
    let restored = try trash(of: bench).restore(
      "cid", domain: schoolDomain, as: address("ced"), seats: nil)
    #expect(restored.lostAliases == [address("sid")])
  }

  @Test func restoreOfAnItemWhoseMailIsGoneIsNoSuccess() throws {
    let bench = try bench()
    let item = try #require(try bench.directory.snapshot().trash.first)
    try bench.mail.erase(item: item.folder, home: item.home, isRepeated: false)
    #expect {
      try trash(of: bench).restore("cid", domain: schoolDomain, as: nil, seats: nil)
    } throws: {
      guard case Trash.Refusal.store(.missingItem) = $0 else { return false }
      return true
    }
    #expect(try bench.directory.snapshot().trash == [item])
    #expect(try bench.directory.snapshot().unfinished == nil)
  }

  @Test func erasureOnRequestOfAnItemThatIsGoneForgetsNobody() throws {
    let bench = try bench()
    let item = try #require(try bench.directory.snapshot().trash.first)
    try bench.mail.erase(item: item.folder, home: item.home, isRepeated: false)
    let history = try bench.directory.run(2)
    #expect {
      _ = try trash(of: bench).erase([item], onRequest: [item])
    } throws: {
      guard case Trash.Refusal.store(.missingItem) = $0 else { return false }
      return true
    }
    #expect(try bench.directory.run(2) == history)
    #expect(try bench.directory.snapshot().spentLeavers[address("cid")] != nil)
    #expect(try bench.directory.runs().count == 2)
  }

  /// Lock, what is forgotten, the begin, three effects for the item, the end, the lock again.
  @Test(arguments: 1...8, StopSwitch.Moment.allCases)
  func anErasureOnRequestThatWasCutOffKnowsTheNameOnceMore(
    _ effect: Int, _ moment: StopSwitch.Moment
  ) throws {
    let bench = try bench()
    let item = try #require(try bench.directory.snapshot().trash.first)
    let stop = StopSwitch(at: effect, moment)
    _ = try? Trash(
      directory: StoppingDirectory(directory: bench.directory, stop: stop),
      mail: StoppingMail(mail: bench.mail, stop: stop), environment: bench.environment()
    ).erase([item], onRequest: [item])
    #expect(stop.isStopped)
    let snapshot = try bench.directory.snapshot()
    let stopped = try StoppedErasure(in: bench.directory, snapshot)
    let isClosed = try bench.directory.runs().first?.start.kind == .empty && stopped == nil
    if !isClosed {
      let requested = try Trash.requested(
        ["cid"], domain: schoolDomain, after: stopped, in: snapshot)
      if requested.isEmpty {
        try trash(of: bench).closeStoppedRuns()
      } else {
        _ = try trash(of: bench).erase(Array(requested), onRequest: requested)
      }
    }
    #expect(throws: Trash.Refusal.self) {
      try Trash.requested(["dora"], domain: schoolDomain, after: stopped, in: snapshot)
    }
    #expect(try bench.directory.snapshot().trash.isEmpty)
    #expect(try bench.directory.snapshot().unfinished == nil)
    #expect(bench.mail.items.isEmpty)
    for run in try bench.directory.runs() where run.start.kind == .empty {
      #expect(try bench.directory.run(run.number)?.steps.allSatisfy { $0.leaver == nil } == true)
    }
  }

  /// `cid` and `dan` were purged by runs 2 and 3; the folder of `cid` is gone.
  private func benchWithAGap() throws -> (Bench, gone: TrashItem, there: TrashItem) {
    let bench = Bench()
    try bench.apply(manifest([user("bob"), user("cid"), user("dan")]))
    for (name, rest) in [("cid", ["bob", "dan"]), ("dan", ["bob"])] {
      try bench.deliver(2, to: name)
      try bench.apply(manifest(rest.map { user($0) }, leavers: [leaver(name, purge: true)]))
    }
    let items = try bench.directory.snapshot().trash
    try #require(items.count == 2)
    try bench.mail.erase(item: items[0].folder, home: items[0].home, isRepeated: false)
    return (bench, items[0], items[1])
  }

  @Test func itemThatIsGoneKeepsNoOtherFromBeingErased() throws {
    let (bench, gone, there) = try benchWithAGap()
    let erased = try trash(of: bench).erase([gone, there])
    #expect(erased.items == [there])
    #expect(erased.missing == [gone])
    #expect(erased.run == 4)
    #expect(try bench.directory.snapshot().trash == [gone])
    #expect(bench.mail.items.isEmpty)
  }

  @Test func nothingIsARunWhereEveryItemIsGone() throws {
    let (bench, gone, _) = try benchWithAGap()
    let erased = try trash(of: bench).erase([gone])
    #expect(erased.run == nil)
    #expect(erased.missing == [gone])
    #expect(try bench.directory.runs().count == 3)
  }

  @Test func itemThatCannotBeErasedKeepsNoOther() throws {
    let bench = Bench()
    try bench.apply(manifest([user("bob"), user("cid"), user("dan")]))
    try bench.apply(manifest([user("bob")], leavers: [leaver("cid"), leaver("dan")]))
    let items = try bench.directory.snapshot().trash
    let refused = Mutex<Set<String>>([])
    let refusal = StoreError.file("mail", "busy")
    bench.mail.interrupt { name, moment throws(StoreError) in
      guard name == "erase", moment == .before else { return }
      if refused.withLock({ $0.insert(name).inserted }) { throw refusal }
    }
    let erased = try trash(of: bench).erase(items)
    #expect(erased.failed.map(\.item) == [items[0]])
    #expect(erased.failed.map(\.reason) == [refusal])
    #expect(erased.items == [items[1]])
    #expect(try bench.directory.snapshot().trash == [items[0]])
    #expect(try bench.directory.snapshot().unfinished == nil)
    bench.mail.interrupt(with: nil)
    #expect(try trash(of: bench).erase(items).items == [items[0]])
  }

  @Test func recordOfAnItemThatIsGoneIsDropped() throws {
    let (bench, gone, there) = try benchWithAGap()
    #expect(try trash(of: bench).forget("cid#2", domain: schoolDomain, withPerson: false).run == 4)
    #expect(try bench.directory.snapshot().trash == [there])
    #expect(try bench.directory.run(2)?.steps.map(\.account) == [gone.name])
    #expect(try !bench.mail.isTaken(gone.home))
  }

  @Test func personGoesWithTheRecordWhereAsked() throws {
    let (bench, gone, _) = try benchWithAGap()
    _ = try trash(of: bench).forget(gone.label, domain: schoolDomain, withPerson: true)
    #expect(try bench.directory.run(2)?.steps.map(\.account.domain) == ["erased.invalid"])
  }

  @Test func recordOfAnItemThatIsThereStays() throws {
    let (bench, _, there) = try benchWithAGap()
    #expect {
      _ = try trash(of: bench).forget(there.label, domain: schoolDomain, withPerson: false)
    } throws: {
      guard case Trash.Refusal.stillThere(there) = $0 else { return false }
      return true
    }
    #expect(try bench.directory.runs().count == 3)
  }

  @Test(arguments: 1...6, [false, true])
  func droppingThatWasKilledIsCompletedOrDoneAgain(
    _ effect: Int, _ withPerson: Bool
  ) throws {
    for moment in StopSwitch.Moment.allCases {
      try dropAfterAKill(at: effect, moment, withPerson: withPerson)
    }
  }

  private func dropAfterAKill(
    at effect: Int, _ moment: StopSwitch.Moment, withPerson: Bool
  ) throws {
    let (bench, gone, there) = try benchWithAGap()
    let stop = StopSwitch(at: effect, moment)
    let killed = Trash(
      directory: StoppingDirectory(directory: bench.directory, stop: stop),
      mail: StoppingMail(mail: bench.mail, stop: stop), environment: bench.environment())
    _ = try? killed.forget(gone.label, domain: schoolDomain, withPerson: withPerson)
    #expect(stop.isStopped)
    let isClosed = try bench.directory.run(4)?.outcome == .done
    func repeated() throws -> Int {
      try trash(of: bench).forget(gone.label, domain: schoolDomain, withPerson: withPerson).run
    }
    if isClosed {
      #expect(throws: Trash.Refusal.self) { _ = try repeated() }
    } else {
      #expect(try repeated() >= 4)
    }
    #expect(try bench.directory.snapshot().trash == [there])
    #expect(try bench.directory.snapshot().unfinished == nil)
  }

  @Test func restoreIntoAnotherAccountsHomeIsRefused() throws {
    let bench = try bench()
    let item = try #require(try bench.directory.snapshot().trash.first)
    let location = try #require(MailLocation("maildir:mail/%d/%n-\(item.id)/%i"))
    let nested = manifest([user("bob"), user("cid", mail: .fresh)])
    let current = PlanMaker(directory: bench.directory, mail: bench.mail, location: location)
    #expect(
      try current.plan(for: nested, in: bench.context()).diagnostics.map(\.code)
        == ["mail-home-nested"])
  }

  @Test func restoreSaysWhoseNameATargetIsNow() throws {
    let bench = Bench()
    try bench.apply(manifest([user("ann", [.forward: .forward("xav")]), user("xav"), user("bob")]))
    try bench.apply(manifest([user("xav"), user("bob")], leavers: [leaver("ann")]))
    try bench.apply(manifest([user("xaver", was: "xav"), user("bob")]))
    let restored = try trash(of: bench).restore("ann", domain: schoolDomain, as: nil, seats: nil)
    #expect(restored.movedTargets.map(\.target) == [address("xav")])
    #expect(restored.movedTargets.map(\.now) == [address("xaver")])
  }

  @Test func itemNamedTwiceIsErasedOnce() throws {
    let bench = try bench()
    let snapshot = try bench.directory.snapshot()
    let requested = try Trash.requested(
      ["cid", "cid#2", "cid"], domain: schoolDomain, after: nil, in: snapshot)
    #expect(Trash.erasable(requested, at: 0, in: snapshot) == snapshot.trash)
  }

  @Test func restoreWithoutAFreeSeatIsRefused() throws {
    let bench = try bench()
    #expect {
      try trash(of: bench).restore("cid", domain: schoolDomain, as: nil, seats: 1)
    } throws: {
      guard case Trash.Refusal.noSeat(limit: 1) = $0 else { return false }
      return true
    }
  }

  @Test func bareNameThatFitsTwoItemsIsRefused() throws {
    let bench = try bench()
    try bench.apply(manifest([user("bob"), user("cid", mail: .fresh)]))
    try bench.apply(manifest([user("bob")], leavers: [leaver("cid", reason: "again")]))
    #expect {
      try trash(of: bench).restore("cid", domain: schoolDomain, as: nil, seats: nil)
    } throws: {
      guard case Trash.Refusal.ambiguous(_, items: let items) = $0 else { return false }
      return items.count == 2
    }
  }

  @Test func nothingIsErasableBeforeTheEndOfHold() throws {
    let bench = try bench()
    let snapshot = try bench.directory.snapshot()
    let item = try #require(snapshot.trash.first)
    #expect(Trash.erasable([], at: item.heldUntil - 1, in: snapshot).isEmpty)
    #expect(Trash.erasable([], at: item.heldUntil, in: snapshot) == [item])
  }

  @Test func erasureLeavesNoItemAndNoMail() throws {
    let bench = try bench()
    let items = try bench.directory.snapshot().trash
    _ = try trash(of: bench).erase(items)
    #expect(try bench.directory.snapshot().trash.isEmpty)
    #expect(bench.mail.items.isEmpty)
  }

  @Test(arguments: 1...6, StopSwitch.Moment.allCases)
  func restoreThatWasKilledIsCompletedOrGivenUpByTheNextRun(
    _ effect: Int, _ moment: StopSwitch.Moment
  ) throws {
    let bench = try bench()
    let stop = StopSwitch(at: effect, moment)
    let killed = Trash(
      directory: StoppingDirectory(directory: bench.directory, stop: stop),
      mail: StoppingMail(mail: bench.mail, stop: stop), environment: bench.environment())
    _ = try? killed.restore("cid", domain: schoolDomain, as: nil, seats: nil)
    #expect(stop.isStopped)
    let marks = try bench.directory.snapshot().accounts[address("cid")]?.marks
    if marks?.contains(.leaving) != false {
      // The next run completes what was announced and says so; what was not is done afresh.
      do {
        _ = try trash(of: bench).restore("cid", domain: schoolDomain, as: nil, seats: nil)
      } catch Trash.Refusal.alreadyRestored(let name, run: 3) {
        #expect(name == address("cid"))
      }
    }
    let cid = try #require(try bench.directory.snapshot().accounts[address("cid")])
    #expect(try bench.mail.mailbox(at: cid.home).messages == 3)
  }
}
