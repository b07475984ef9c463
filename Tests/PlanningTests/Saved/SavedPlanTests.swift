import MailModel
import TestSupport
import Testing

@testable import Planning

/// A plan that was written and read does what it would have done.
@Suite struct DecidedPlanTests {
  /// Other values of each field, over and over.
  private static let values: [[Field: FieldValue]] = [
    [:],
    [
      .name: .text("Zoë \"Z\" \\ 漢\u{1F4EC}"), .group: .text("form-7"), .admin: .flag(true),
      .enabled: .flag(true), .comment: .text("two\nlines\t"),
      .quota: .quota(Quota(bytes: 1_536 << 20)), .aliases: .aliases("a.b", "c_d"),
      .password: .hash("one"), .assistant: .assistant("pa"),
      .forward: .forward("x@home.example", "pa", keep: false),
      .autoresponder: .reply("Out", message: "line\n\n second é\n"), .protect: .flag(false),
    ],
    [
      .name: .text(""), .group: .nothing, .admin: .flag(false), .enabled: .flag(false),
      .comment: .text("null"), .quota: .quota(.unlimited), .aliases: .aliases(),
      .password: .hash("two"), .assistant: .assistant("pa", only: true),
      .forward: .forward("y@home.example", enabled: false),
      .autoresponder: .autoresponder(
        Autoresponder(
          subject: "", message: "true", from: Day("2026-12-18"), until: Day("2027-01-04"),
          every: TimeSpan(seconds: 5_400), keepsOriginal: false)),
    ],
    [
      .quota: .quota(Quota(bytes: 1_001)), .password: .nothing, .forward: .nothing,
      .assistant: .nothing, .autoresponder: .nothing, .comment: .text("***"),
    ],
  ]

  private static let pairs = values.indices.flatMap { left in values.indices.map { (left, $0) } }
  private static let groups = [group("form-7", [.address: .groupAddress("seven")])]

  private static func store(_ accounts: [LiveAccount]) -> Snapshot {
    snapshot(
      accounts + [live("pa")],
      groups: [liveGroup("form-7", [.address: .groupAddress("seven")])])
  }

  private func replayed(_ plan: Plan, on snapshot: Snapshot) throws -> [Change] {
    let draft = Replay(try readBack(plan), snapshot: snapshot, context: context()).draft()
    #expect(draft.stale == [])
    return draft.plan(
      mailboxes: Dictionary(
        draft.removals.map { ($0.id, Mailbox.empty) }, uniquingKeysWith: { first, _ in first })
    ).changes
  }

  @Test(arguments: pairs)
  func `an edit of any field comes back as it was`(_ before: Int, _ after: Int) throws {
    let store = Self.store([live("ada", Self.values[before])])
    let plan = plan(
      manifest([user("ada", Self.values[after]), user("pa")], groups: Self.groups), store)
    #expect(try replayed(plan, on: store) == plan.changes)
  }

  @Test(arguments: pairs)
  func `an adoption of any field comes back as it was`(_ before: Int, _ after: Int) throws {
    let store = Self.store([live("ada", Self.values[before], isOwned: false)])
    let plan = plan(
      manifest([user("ada", Self.values[after]), user("pa")], groups: Self.groups), store)
    #expect(try replayed(plan, on: store) == plan.changes)
  }

  @Test(arguments: values)
  func `an addition of any field comes back as it was`(_ values: [Field: FieldValue]) throws {
    let store = Self.store([])
    var wanted = user("ada", values)
    wanted.extra.initialPassword = .hash(Secret("{SHA512-CRYPT}first"))
    let plan = plan(manifest([wanted, user("pa")], groups: Self.groups), store)
    #expect(try replayed(plan, on: store) == plan.changes)
  }

  @Test func `renames, removals and groups come back as they were`() throws {
    let store = snapshot(
      [
        live("ada", [.group: .text("form-7")]), live("bob", isOwned: false), live("cid"),
        live("dee", [.forward: .forward("bob")], owned: []),
      ],
      groups: [
        liveGroup("form-7", [.comment: .text("c")]), liveGroup("old", [.comment: .text("o")]),
        liveGroup("free", isOwned: false),
      ])
    let plan = plan(
      manifest(
        [user("ada", [.group: .text("form-8")]), user("rob", was: "bob"), user("dee")],
        groups: [group("form-8", was: "form-7"), group("new"), group("free")],
        leavers: [leaver("cid", purge: true, reason: "left")], mode: .authoritative), store)
    #expect(Set(plan.changes.map(\.action)).count == 5)
    #expect(try replayed(plan, on: store) == plan.changes)
  }

  @Test func `what guards want to know comes along`() throws {
    let plan = plan(
      manifest([user("ada")], groups: [group("form-7")]) {
        $0.seats = 7
        $0.minimumAdmins = 2
        $0.protected = [NamePattern("svc-*")]
        $0.forwardDomains = []
        $0.maxRemovals = Policy.RemovalLimit(percent: nil, count: 4)
        $0.hold = .days(3)
        $0.timeZone = "Europe/London"
        $0.mode = .authoritative
      }, snapshot())
    let decided = try readBack(plan)
    #expect(decided.policy == plan.policy)
    #expect(decided.appliedState == plan.appliedState)
    #expect(decided.declaredGroups == ["form-7"])
    #expect(decided.manifestFindings == plan.findings)
    #expect(decided.manifestDigest == plan.manifestDigest)
  }

  @Test func `the same plan again, without its removals`() throws {
    let store = snapshot([live("ada"), live("cid")])
    let decided = try decided(
      manifest([user("ada", [.comment: .text("x")])], leavers: [leaver("cid")]), store)
    #expect(decided.withoutRemovals.changes.map(\.name) == ["ada@school.example"])
    #expect(decided.withoutRemovals.heldRemovals == [address("cid")])
  }

  @Test func `a secret that the manifest gives no more is missed by name`() throws {
    let store = snapshot([live("ada", [.password: .hash("one")])])
    let plan = plan(manifest([user("ada", [.password: .hash("two")])]), store)
    let document = try PlanDocument.read(
      PlanDocument(plan: plan, created: "", storeURL: "").text())
    #expect(document.setsSecrets)
    for secret in [nil, Secret("{SHA512-CRYPT}other")] {
      #expect(throws: PlanDocumentError.secretMissing("ada@school.example")) {
        try document.decided { _, _ in secret }
      }
    }
  }

  @Test func `a password that only changes hands needs no secret`() throws {
    let store = snapshot([live("ada", [.password: .hash("one")], owned: [])])
    let plan = plan(manifest([user("ada", [.password: .hash("one")])]), store)
    let document = PlanDocument(plan: plan, created: "", storeURL: "")
    #expect(!document.setsSecrets)
    #expect(try replayed(plan, on: store) == plan.changes)
  }
}
