import Execution
import MailModel
import MailServer
import Planning
import Stores
import Synchronization
import TestSupport
import Testing

/// Names that change hands are shut before the queue is looked at, until they have changed.
@Suite struct HandoverTests {
  private static let people = [
    user("ada"), user("bob", [.aliases: .aliases("bobby")]),
    user("cid", [.group: .text("form-7")]),
  ]
  private static let groups = [
    group("form-7", [.address: .groupAddress("team")]), group("form-8"),
  ]

  /// The names that were shut at each look at the queue.
  private final class Looks: Sendable {
    private let names = Mutex<[Set<Address>]>([])

    init(_ bench: Bench) {
      nonisolated(unsafe) let directory = bench.directory
      let now = bench.now
      bench.server.whenAsked { [self] in
        let held = directory.heldNames(at: now)
        names.withLock { $0.append(held) }
      }
    }

    var all: [Set<Address>] { names.withLock { $0 } }
  }

  private func bench() throws -> Bench {
    let bench = Bench()
    try bench.apply(manifest(Self.people, groups: Self.groups))
    return bench
  }

  private func held(
    by people: [ListedUser], groups: [DesiredGroup] = Self.groups,
    after earlier: [[ListedUser]] = []
  ) throws -> Set<Address>? {
    let bench = try bench()
    for people in earlier { try bench.apply(manifest(people, groups: Self.groups)) }
    let looks = Looks(bench)
    #expect(try bench.apply(manifest(people, groups: groups)).run != nil)
    #expect(bench.directory.heldNames(at: bench.now) == [])
    #expect(Set(looks.all).count <= 1)
    return looks.all.first
  }

  @Test func namesThatAreSwapped() throws {
    let swapped = [
      user("ada", [.group: .text("form-7")], was: "cid"), user("cid", was: "ada"), Self.people[1],
    ]
    #expect(try held(by: swapped) == [address("ada"), address("cid")])
  }

  @Test func namesOfAChainButNotItsFirstNewOne() throws {
    let chain = [
      user("dee", was: "ada"), user("ada", [.aliases: .aliases("bobby")], was: "bob"),
      user("bob", [.group: .text("form-7")], was: "cid"),
    ]
    #expect(try held(by: chain) == [address("ada"), address("bob")])
  }

  @Test func aliasThatGoesToSomebodyElse() throws {
    let moved = [user("ada", [.aliases: .aliases("bobby")]), user("bob"), Self.people[2]]
    #expect(try held(by: moved) == [address("bobby")])
  }

  @Test func groupAddressThatGoesToAnotherGroupOrToAnAccount() throws {
    let other = [group("form-7"), group("form-8", [.address: .groupAddress("team")])]
    #expect(try held(by: Self.people, groups: other) == [address("team")])
    let people = [user("ada", [.aliases: .aliases("team")]), Self.people[1], Self.people[2]]
    #expect(
      try held(by: people, groups: [group("form-7"), group("form-8")]) == [address("team")])
  }

  @Test func aliasThatBecomesANewAccount() throws {
    let people = [Self.people[0], user("bob"), Self.people[2], user("bobby")]
    #expect(try held(by: people) == [address("bobby")])
  }

  @Test func formerNameThatANewAccountTakes() throws {
    let renamed = [user("eve", was: "ada"), Self.people[1], Self.people[2]]
    #expect(try held(by: renamed + [user("ada")], after: [renamed]) == [address("ada")])
  }

  @Test func nameOfAnAccountThatIsGone() throws {
    let bench = try bench()
    try bench.apply(
      manifest(
        [Self.people[1], Self.people[2]], groups: Self.groups, leavers: [leaver("ada")]))
    let looks = Looks(bench)
    try bench.apply(
      manifest([user("ada", mail: .fresh), Self.people[1], Self.people[2]], groups: Self.groups))
    #expect(looks.all.first == [address("ada")])
  }

  @Test func nothingIsHeldWhereNoNameChangesHands() throws {
    let renamed = [
      user("eve", [.aliases: .aliases("ada")], was: "ada"),
      user("bobby", [.aliases: .aliases("bob")], was: "bob"),
      user("cid", [.group: .text("form-9")]), user("new"),
    ]
    let groups = [
      group("form-9", [.address: .groupAddress("team")], was: "form-7"), group("form-8"),
    ]
    #expect(try held(by: renamed, groups: groups) == nil)
  }

  private static let swapped = manifest(
    [user("ada", was: "cid"), user("cid", [.group: .text("form-7")], was: "ada"), people[1]],
    groups: groups)

  @Test func whatIsBeingReceivedIsWaitedFor() throws {
    let bench = try bench()
    bench.server.receive(
      ["A", "B"], ["B", "C"], ["C", "D"], ["D"], ["D"], ["D"], ["D"], ["D"], ["D"], ["D", "E"],
      ["E"])
    #expect(try bench.apply(Self.swapped).run != nil)
    // Two seconds and two quiet looks: what began later cannot be for these names.
    #expect(bench.server.looks == 12)
  }

  /// The mail server makes the file of a message a while after it has accepted the receiver.
  @Test(arguments: [1, 4, 8])
  func whatAppearsSoonAfterTheNamesWereShutIsWaitedFor(_ looks: Int) throws {
    let bench = try bench()
    let quiet = Array(repeating: Set<String>(), count: looks)
    bench.server.receive(all: quiet + [["A"]])
    #expect(throws: RunError.self) { try bench.apply(Self.swapped) }
    let slow = Array(repeating: Set(["A"]), count: 9 - looks)
    bench.server.receive(all: quiet + slow + [["A", "B"], ["B"]])
    #expect(try bench.apply(Self.swapped).run != nil)
  }

  @Test func slowSenderPutsASwapOffAndNothingWasWritten() throws {
    let bench = try bench()
    bench.server.receive(["A"])
    let state = try bench.state()
    #expect {
      try bench.apply(Self.swapped)
    } throws: {
      guard case RunError.receiving(1, [address("ada"), address("cid")]) = $0 else { return false }
      return true
    }
    #expect(try bench.state() == state)
    #expect(try bench.directory.runs().count == 1)
    #expect(bench.directory.heldNames(at: bench.now) == [])
  }

  @Test(arguments: [true, false])
  func namesAreOpenAgainAfterARefusal(_ isInterrupted: Bool) throws {
    let bench = try bench()
    let recipient = QueueEntry.Recipient(address: "ada@school.example")
    bench.server.queue([
      QueueEntry(
        id: "A1", queue: "active", arrived: 0, bytes: 9, sender: "", recipients: [recipient])
    ])
    var looks = 0
    #expect(throws: RunError.self) {
      try bench.apply(
        Self.swapped,
        isInterrupted: {
          looks += 1
          return isInterrupted && looks > 1
        })
    }
    #expect(bench.directory.heldNames(at: bench.now) == [])
  }

  @Test func killedRunKeepsNamesShutUntilTheNextOrForAWhile() throws {
    let bench = try bench()
    // Effect 2 is the hold.
    _ = try? bench.apply(Self.swapped, stop: StopSwitch(at: 2, .after))
    #expect(bench.directory.heldNames(at: bench.now) == [address("ada"), address("cid")])
    #expect(bench.directory.heldNames(at: bench.now + 900) == [])
    try bench.apply(manifest(Self.people + [user("dee")], groups: Self.groups))
    #expect(bench.directory.heldNames(at: bench.now) == [])
  }

  @Test(arguments: 1...5, StopSwitch.Moment.allCases)
  func swapThatIsCutOffEndsWithTheNextApply(_ effect: Int, _ moment: StopSwitch.Moment) throws {
    let bench = try bench()
    let undisturbed = try self.bench()
    try undisturbed.apply(Self.swapped)
    let stop = StopSwitch(at: effect, moment)
    _ = try? bench.apply(Self.swapped, stop: stop)
    #expect(stop.isStopped)
    try bench.apply(Self.swapped)
    #expect(try bench.state() == undisturbed.state())
    #expect(bench.directory.heldNames(at: bench.now) == [])
  }

  @Test func whatIsReceivedAndCannotBeSeenIsNoDetail() throws {
    let bench = try bench()
    let absence = MailServerAbsence.failed("postfix", "incoming: permission denied")
    bench.server.fail(receiving: absence)
    try bench.apply(Self.swapped)
    #expect(bench.notices == [.withoutReception(absence)])
    #expect(!bench.notices[0].isDetail)
  }

  @Test func itemThatComesBackUnderAnothersFormerNameWaits() throws {
    let bench = try bench()
    let renamed = [user("eve", was: "ada"), Self.people[2]]
    try bench.apply(manifest(renamed, groups: Self.groups, leavers: [leaver("bob")]))
    let looks = Looks(bench)
    bench.server.receive(["A"], [])
    let trash = Trash(
      directory: bench.directory, mail: bench.mail, server: bench.server,
      environment: bench.environment())
    _ = try trash.restore("bob", domain: schoolDomain, as: address("ada"), seats: nil)
    #expect(looks.all.last == [address("ada")])
    #expect(bench.directory.heldNames(at: bench.now) == [])
  }

  @Test func itemThatComesBackUnderItsOwnNameWaitsForNothing() throws {
    let bench = try bench()
    try bench.apply(
      manifest([Self.people[0], Self.people[2]], groups: Self.groups, leavers: [leaver("bob")]))
    let looks = bench.server.looks
    let trash = Trash(
      directory: bench.directory, mail: bench.mail, server: bench.server,
      environment: bench.environment())
    _ = try trash.restore("bob", domain: schoolDomain, as: nil, seats: nil)
    #expect(bench.server.looks == looks)
  }
}
