import Execution
import MailModel
import Planning
import Stores
import TestSupport
import Testing

/// A run that is killed at any of its effects, followed by one more apply of the same manifest,
/// ends where an undisturbed run ends.
@Suite struct CrashTests {
  private static let before = manifest(
    [
      user("ada", [.name: .text("Ada"), .group: .text("form-7")]),
      user("bob", [.quota: .quota(Quota(bytes: 1_024))]), user("cid"), user("dee"),
      user("eve", [.aliases: .aliases("evie")]),
    ], groups: [group("form-7")])

  /// One addition, one edit, renames of an account and a group, removals with and without mail.
  private static let after = manifest(
    [
      user("ada", [.name: .text("Ada King"), .group: .text("form-8")]), user("fay"),
      user("rob", [.quota: .quota(Quota(bytes: 1_024))], was: "bob"),
    ], groups: [group("form-8", was: "form-7")],
    leavers: [
      leaver("cid", purge: true), leaver("dee"), leaver("eve", purge: true, reason: "left"),
    ])

  private static func bench() throws -> Bench {
    let bench = Bench()
    try bench.apply(before)
    try bench.deliver(4, to: "bob")
    try bench.deliver(3, to: "cid")
    try bench.deliver(2, to: "eve")
    return bench
  }

  private static let undisturbed: (state: [String], effects: Int) = {
    do {
      let bench = try bench()
      let stop = StopSwitch()
      try bench.apply(after, stop: stop)
      return (try bench.state(), stop.effects)
    } catch {
      preconditionFailure("the undisturbed run failed: \(error)")
    }
  }()

  /// Lock, the transaction, three effects for each of three removals, the end, the lock again.
  @Test func undisturbedRunHasAsManyEffectsAsTheCrashesCover() {
    #expect(Self.undisturbed.effects == 13)
  }

  @Test(arguments: 1...13, StopSwitch.Moment.allCases)
  func nextApplyEndsWhereAnUndisturbedRunEnds(_ effect: Int, _ moment: StopSwitch.Moment) throws {
    let bench = try Self.bench()
    let stop = StopSwitch(at: effect, moment)
    _ = try? bench.apply(Self.after, stop: stop)
    #expect(stop.isStopped)
    try bench.apply(Self.after)
    #expect(try bench.state() == Self.undisturbed.state)
    #expect(try bench.current(Self.after).plan.verdict == .inSync)
  }

  /// Effect 3 is the first announcement: everything is written, nothing is purged.
  @Test func mendedManifestBringsBackWhatAStoppedRunHadMarked() throws {
    let bench = try Self.bench()
    _ = try? bench.apply(Self.after, stop: StopSwitch(at: 3, .before))
    let marked = try bench.directory.snapshot().accounts.all.filter { $0.marks.contains(.leaving) }
    #expect(marked.count == 3)
    try bench.apply(
      manifest(
        [
          user("ada", [.name: .text("Ada King"), .group: .text("form-8")]), user("fay"),
          user("rob", [.quota: .quota(Quota(bytes: 1_024))]), user("cid"), user("dee"),
          user("eve", [.aliases: .aliases("evie")]),
        ], groups: [group("form-8")]))
    let accounts = try bench.directory.snapshot().accounts.all
    #expect(accounts.count == 6)
    #expect(!accounts.contains { $0.marks.contains(.leaving) })
  }

  @Test func stoppedRunIsClosedWhereThePlanIsRefused() throws {
    let bench = try Self.bench()
    _ = try? bench.apply(Self.after, stop: StopSwitch(at: 3, .before))
    let runner = Runner(
      directory: bench.directory, mail: bench.mail, location: bench.location,
      environment: bench.environment())
    try runner.closeStoppedRuns()
    let snapshot = try bench.directory.snapshot()
    #expect(snapshot.unfinished == nil)
    #expect(!snapshot.accounts.all.contains { $0.marks.contains(.leaving) })
  }

  /// The manifest of `before`, which keeps everybody.
  @Test(arguments: 1...13, StopSwitch.Moment.allCases)
  func mendedManifestNeverLeavesAMarkBehind(
    _ effect: Int, _ moment: StopSwitch.Moment
  ) throws {
    let bench = try Self.bench()
    _ = try? bench.apply(Self.after, stop: StopSwitch(at: effect, moment))
    // Refused or not: whatever it meets, the stopped run is closed.
    _ = try? bench.apply(Self.before)
    let snapshot = try bench.directory.snapshot()
    #expect(snapshot.unfinished == nil)
    #expect(!snapshot.accounts.all.contains { $0.marks.contains(.leaving) })
  }

  /// Before its mail has moved, an announced removal is no reason to take an account that has
  /// mail by now.
  @Test func mailBetweenCrashAndResumeKeepsTheAccount() throws {
    let bench = try Self.bench()
    let stop = StopSwitch(at: 4, .before)
    _ = try? bench.apply(Self.after, stop: stop)
    #expect(stop.isStopped)
    try bench.deliver(4, to: "cid")
    #expect(throws: Never.self) { try bench.apply(Self.after) }
    #expect(bench.mail.mailbox(ofItem: "cid@school.example#2") == nil)
    let item = try #require(
      try bench.directory.snapshot().trash.first { $0.name == address("cid") })
    #expect(item.run == 3)
    #expect(bench.mail.mailbox(ofItem: item.folder)?.messages == 4)
  }

  /// A delivery that was under way when the account began to leave, and a kill before the run could
  /// count again.
  @Test func mailJustBeforeAKilledMoveKeepsTheAccount() throws {
    let bench = try Self.bench()
    let cid = try #require(try bench.directory.snapshot().accounts[address("cid")])
    bench.mail.interrupt { [mail = bench.mail] effect, moment in
      guard effect == "moveToTrash", moment == .before else { return }
      mail.interrupt(with: nil)
      mail.deliver(
        Mailbox(inbox: 4, messages: 4, bytes: 400, newest: 1_799_000_000), to: cid.home)
    }
    let stop = StopSwitch(at: 4, .after)
    _ = try? bench.apply(Self.after, stop: stop)
    #expect(bench.mail.items == ["cid@school.example#2"])
    #expect(try bench.current(Self.after).completing.isEmpty)
    _ = try? bench.apply(Self.before)
    #expect(bench.mail.items.isEmpty)
    #expect(try bench.mail.mailbox(at: cid.home).messages == 4)
    #expect(try bench.directory.snapshot().accounts[address("cid")] != nil)
  }

  @Test(arguments: 1...13, StopSwitch.Moment.allCases)
  func planAfterACrashAgreesWithTheNextApply(
    _ effect: Int, _ moment: StopSwitch.Moment
  ) throws {
    let bench = try Self.bench()
    _ = try? bench.apply(Self.after, stop: StopSwitch(at: effect, moment))
    let planned = try bench.current(Self.after).plan
    let result = try bench.apply(Self.after)
    #expect(result.plan.changes == planned.changes)
  }

  private static let wantedBack = manifest(
    [
      user("ada", [.name: .text("Ada King"), .group: .text("form-8")]), user("fay"),
      user("rob", [.quota: .quota(Quota(bytes: 1_024))], was: "bob"),
      user("cid", [.comment: .text("back again")], mail: .restore),
    ], groups: [group("form-8", was: "form-7")])

  private static func benchWithTrash() throws -> Bench {
    let bench = try bench()
    try bench.apply(after)
    return bench
  }

  private static let revived: (state: [String], effects: Int) = {
    do {
      let bench = try benchWithTrash()
      let stop = StopSwitch()
      try bench.apply(wantedBack, stop: stop)
      return (try bench.state(), stop.effects)
    } catch {
      preconditionFailure("the undisturbed run failed: \(error)")
    }
  }()

  /// Lock; the transaction; three effects of the restore; the end, the lock again.
  @Test func undisturbedRevivalHasAsManyEffectsAsTheCrashesCover() throws {
    #expect(Self.revived.effects == 7)
    #expect(Self.revived.state.contains { $0.hasPrefix("cid@") && $0.hasSuffix(" 3") })
  }

  @Test(arguments: 1...7, StopSwitch.Moment.allCases)
  func nextApplyEndsARevivalWhereAnUndisturbedRunEnds(
    _ effect: Int, _ moment: StopSwitch.Moment
  ) throws {
    let bench = try Self.benchWithTrash()
    let stop = StopSwitch(at: effect, moment)
    _ = try? bench.apply(Self.wantedBack, stop: stop)
    #expect(stop.isStopped)
    try bench.apply(Self.wantedBack)
    #expect(try bench.state() == Self.revived.state)
    #expect(try bench.current(Self.wantedBack).plan.verdict == .inSync)
  }

  @Test func credentialsFileThatExistsKeepsARevivalFromBeginning() throws {
    let bench = try Self.benchWithTrash()
    var new = user("new")
    new.extra.initialPassword = .generate
    let wanted = manifest(
      [
        user("ada", [.group: .text("form-8")]), user("fay"), user("rob"),
        user("cid", mail: .restore), new,
      ],
      groups: [group("form-8")])
    let before = try bench.state()
    let file = TemporaryFolder()
    file.write("", to: "passwords")
    do {
      try bench.apply(wanted, credentials: file.path("passwords"))
      Issue.record("the file was overwritten")
    } catch RunError.credentials {
    } catch RunError.refused(let plan) {
      Issue.record("\(plan.findings.filter { $0.verdict == .refused }.map(\.message))")
    }
    #expect(try bench.state() == before)
    #expect(try bench.directory.runs().allSatisfy { $0.start.kind != .restore })
  }
}
