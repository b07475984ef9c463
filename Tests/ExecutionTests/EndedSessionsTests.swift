import Execution
import MailModel
import MailServer
import Planning
import Stores
import TestSupport
import Testing

/// Nobody stays connected with what a run has taken away.
@Suite struct EndedSessionsTests {
  private static let people = [
    user("ada", [.password: .hash("one"), .group: .text("form-7")]),
    user("bob", [.password: .hash("one"), .group: .text("form-7")]),
    user("cid", [.password: .hash("one")]),
  ]

  /// Everybody is connected, once.
  private func bench(
    _ groups: [DesiredGroup] = [group("form-7"), group("left", [.enabled: .flag(false)])]
  )
    throws -> Bench
  {
    let bench = Bench()
    try bench.apply(manifest(Self.people, groups: groups))
    for name in ["ada", "bob", "cid"] {
      bench.server.connect(MailSession(account: address(name), service: "imap", count: 1))
    }
    return bench
  }

  private func ended(
    _ bench: Bench, _ people: [ListedUser], _ groups: [DesiredGroup], stop: StopSwitch? = nil
  ) throws -> [Address] {
    try bench.apply(manifest(people, groups: groups), stop: stop)
    return bench.server.kicked
  }

  private let groups = [group("form-7"), group("left", [.enabled: .flag(false)])]

  @Test(
    arguments: [
      [.enabled: .flag(false)], [.password: .hash("two")], [.password: .nothing],
      [.services: .services(.imap)], [.services: .services([])],
      [.group: .text("left")],
      [.enabled: .flag(false), .group: .text("left"), .password: .hash("two")],
    ] as [[Field: FieldValue]])
  func accountThatLosesItsLoginOrPassword(_ fields: [Field: FieldValue]) throws {
    let bench = try bench()
    let cid = user("cid", [.password: .hash("one")].merging(fields) { $1 })
    #expect(try ended(bench, [Self.people[0], Self.people[1], cid], groups) == [address("cid")])
  }

  @Test(
    arguments: [
      [.quota: .quota(Quota(bytes: 1_024))], [.admin: .flag(true)], [.group: .text("form-7")],
      [.forward: .forward("bob")], [.aliases: .aliases("sid")], [.name: .text("Cid")],
      [.services: .services(.all)],
    ] as [[Field: FieldValue]])
  func sessionsOutlastWhatTheyDoNotRestOn(_ fields: [Field: FieldValue]) throws {
    let bench = try bench()
    let cid = user("cid", [.password: .hash("one")].merging(fields) { $1 })
    #expect(try ended(bench, [Self.people[0], Self.people[1], cid], groups) == [])
    #expect(bench.paused == 0)
  }

  @Test func membersOfAGroupThatIsDisabledListedOrNot() throws {
    let bench = try bench()
    let closed = [group("form-7", [.enabled: .flag(false)]), groups[1]]
    #expect(
      try ended(bench, [Self.people[0], Self.people[2]], closed) == [
        address("ada"), address("bob"),
      ])
  }

  @Test func memberWhoLeavesTheGroupThatIsDisabledStays() throws {
    let bench = try bench()
    let bob = user("bob", [.password: .hash("one"), .group: .nothing])
    let closed = [group("form-7", [.enabled: .flag(false)]), groups[1]]
    #expect(try ended(bench, [Self.people[0], bob, Self.people[2]], closed) == [address("ada")])
  }

  @Test func membersOfAGroupThatIsDisabledUnderAnotherName() throws {
    let bench = try bench()
    let people = ["ada", "bob"].map {
      user($0, [.password: .hash("one"), .group: .text("form-8")])
    }
    let closed = [group("form-8", [.enabled: .flag(false)], was: "form-7"), groups[1]]
    #expect(
      try ended(bench, people + [Self.people[2]], closed) == [address("ada"), address("bob")])
  }

  @Test func namesThatAreSwapped() throws {
    let bench = try bench()
    let people = [
      user("bob", [.password: .hash("one"), .group: .text("form-7")], was: "ada"),
      user("ada", [.password: .hash("one"), .group: .text("form-7")], was: "bob"), Self.people[2],
    ]
    #expect(try ended(bench, people, groups) == [address("ada"), address("bob")])
  }

  @Test func someoneWhoWasLetInJustBeforeIsSeenByASecondLook() throws {
    let bench = try bench()
    bench.onPause = {
      bench.server.connect(MailSession(account: address("cid"), service: "pop3", count: 1))
    }
    let cid = user("cid", [.password: .hash("two")])
    #expect(
      try ended(bench, [Self.people[0], Self.people[1], cid], groups)
        == [address("cid"), address("cid")])
  }

  @Test func undoEndsThemToo() throws {
    let bench = try bench()
    _ = try ended(
      bench, [Self.people[0], Self.people[1], user("cid", [.password: .hash("two")])], groups)
    bench.server.connect(MailSession(account: address("cid"), service: "imap", count: 1))
    try bench.undo(2)
    #expect(bench.server.kicked == [address("cid"), address("cid")])
  }

  /// Effect 2 is the first transaction; what comes after it is the journal's to tell.
  @Test(
    arguments: [
      [.enabled: .flag(false)], [.password: .hash("two")], [.group: .text("left")],
    ] as [[Field: FieldValue]])
  func runThatIsCutOffBeforeTheirEndEndsThemWithTheNext(_ fields: [Field: FieldValue]) throws {
    let bench = try bench()
    let cid = user("cid", [.password: .hash("one")].merging(fields) { $1 })
    let people = [Self.people[0], Self.people[1], cid]
    bench.server.fail(sessions: .failed("doveadm who", "killed"))
    _ = try? ended(bench, people, groups, stop: StopSwitch(at: 2, .after))
    bench.server.fail()
    _ = try ended(bench, people + [user("dee")], groups)
    #expect(bench.server.kicked == [address("cid")])
  }

  /// The second effect of the run that goes on is that it closes the one before.
  @Test func runThatGoesOnEndsThemBeforeTheOtherCountsAsClosed() throws {
    let bench = try bench()
    let people = [Self.people[0], Self.people[1], user("cid", [.enabled: .flag(false)])]
    bench.server.fail(sessions: .failed("doveadm who", "killed"))
    _ = try? ended(bench, people, groups, stop: StopSwitch(at: 2, .after))
    bench.server.fail()
    _ = try? ended(bench, people, groups, stop: StopSwitch(at: 2, .after))
    #expect(bench.server.kicked == [address("cid")])
    #expect(try bench.directory.runs().allSatisfy { $0.outcome != .unfinished })
  }

  @Test func cutOffRunWithGroupsThatSwapNamesEndsNobodyElse() throws {
    let bench = try bench()
    let swapped = [
      group("left", [.enabled: .flag(true)], was: "form-7"),
      group("form-7", [.enabled: .flag(false)], was: "left"),
    ]
    let people = ["ada", "bob"].map { user($0, [.password: .hash("one"), .group: .text("left")]) }
    _ = try? ended(bench, people + [Self.people[2]], swapped, stop: StopSwitch(at: 2, .after))
    _ = try ended(bench, people + [Self.people[2], user("dee")], swapped)
    #expect(bench.server.kicked == [])
  }

  @Test func sessionsThatCannotBeEndedAreNoDetail() throws {
    let bench = try bench()
    let absence = MailServerAbsence.failed("doveadm who", "permission denied")
    bench.server.fail(sessions: absence)
    _ = try ended(
      bench, [Self.people[0], Self.people[1], user("cid", [.password: .hash("two")])], groups)
    #expect(bench.notices == [.withoutSessions(absence, of: [address("cid")])])
    #expect(!bench.notices[0].isDetail)
  }
}
