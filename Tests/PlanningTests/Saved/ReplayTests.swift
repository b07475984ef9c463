import MailModel
import TestSupport
import Testing

@testable import Planning

@Suite struct ReplayTests {
  private static let ada = live("ada", [.comment: .text("a"), .quota: .quota(Quota(bytes: 1))])
  private static let bob = live("bob", [.forward: .forward("x@home.example")])

  /// Plans against one store and replays on another.
  private func staleness(
    _ manifest: Manifest, planned before: Snapshot, found after: Snapshot,
    mail: [String: Mailbox] = [:], mailAfter: [String: Mailbox]? = nil
  ) throws -> [String] {
    PlanningTests.staleness(
      of: try decided(manifest, before, mail: mail), on: after, mail: mailAfter ?? mail)
  }

  private func edit(_ values: [Field: FieldValue]) -> Manifest {
    manifest([user("ada", values), user("bob", [.forward: .forward("x@home.example")])])
  }

  private static let edited: [Field: FieldValue] = [
    .comment: .text("b"), .quota: .quota(Quota(bytes: 1)),
  ]

  @Test func `nothing is stale on what it was planned on`() throws {
    let before = snapshot([Self.ada, Self.bob])
    #expect(try staleness(edit(Self.edited), planned: before, found: before) == [])
  }

  @Test func `what changed elsewhere does no harm`() throws {
    var ada = Self.ada
    ada.values[.name] = .text("Ada")
    #expect(
      try staleness(
        edit(Self.edited), planned: snapshot([Self.ada, Self.bob]),
        found: snapshot([ada, live("new"), live("bob", [.comment: .text("other")])])) == [])
  }

  @Test func `a touched field that changed is named`() throws {
    var ada = Self.ada
    ada.values[.comment] = .text("c")
    #expect(
      try staleness(
        edit(Self.edited), planned: snapshot([Self.ada, Self.bob]),
        found: snapshot([ada, Self.bob])) == [
          "ada@school.example: comment is no longer what it was"
        ])
  }

  @Test func `two fields of which the second changed`() throws {
    var ada = Self.ada
    ada.values[.quota] = .quota(Quota(bytes: 9))
    #expect(
      try staleness(
        edit([.comment: .text("b"), .quota: .quota(Quota(bytes: 2))]),
        planned: snapshot([Self.ada, Self.bob]), found: snapshot([ada, Self.bob])) == [
          "ada@school.example: quota is no longer what it was"
        ])
  }

  @Test func `a password that changed is told by the digest, and not told`() throws {
    let before = live("ada", [.password: .hash("one")])
    let since = live("ada", [.password: .hash("three")])
    #expect(
      try staleness(
        manifest([user("ada", [.password: .hash("two")])]), planned: snapshot([before]),
        found: snapshot([since])) == ["ada@school.example: password is no longer what it was"])
  }

  @Test func `an account that is gone, renamed or another by now`() throws {
    let plan = edit(Self.edited)
    let before = snapshot([Self.ada, Self.bob])
    var renamed = Self.ada
    renamed.address = address("lovelace")
    var other = Self.ada
    other.id = "otherone"
    for after in [[Self.bob], [renamed, Self.bob], [other, Self.bob]] {
      #expect(
        try staleness(plan, planned: before, found: snapshot(after)) == [
          "ada@school.example: it is gone, or has another name"
        ])
    }
  }

  @Test func `an account that lives by now can't be added`() throws {
    #expect(
      try staleness(
        manifest([user("ada")]), planned: snapshot(), found: snapshot([live("ada")])) == [
          "ada@school.example: ada@school.example can't be given to ada@school.example: "
            + "it belongs to account ada@school.example"
        ])
  }

  @Test func `an alias that somebody has by now`() throws {
    #expect(
      try staleness(
        manifest([user("ada", [.aliases: .aliases("office")])]), planned: snapshot(),
        found: snapshot([live("eve", [.aliases: .aliases("office")])])) == [
          "ada@school.example: office@school.example can't be given to ada@school.example: "
            + "it belongs to eve@school.example as an alias"
        ])
  }

  @Test func `a new name that somebody has by now`() throws {
    #expect(
      try staleness(
        manifest([user("rob", was: "bob")]), planned: snapshot([live("bob")]),
        found: snapshot([live("bob"), live("rob")])) == [
          "rob@school.example: there is such an account by now"
        ])
  }

  @Test func `names that are swapped are nobody else's`() throws {
    let before = snapshot([live("ada"), live("bob")])
    let swapped = manifest([user("ada", was: "bob"), user("bob", was: "ada")])
    #expect(try staleness(swapped, planned: before, found: before) == [])
  }

  @Test func `an account that rollbook owns by now is not adopted again`() throws {
    #expect(
      try staleness(
        manifest([user("ada")]), planned: snapshot([live("ada", isOwned: false)]),
        found: snapshot([live("ada")])) == ["ada@school.example: rollbook owns it by now"])
  }

  @Test func `a field that is managed by now, or not any more`() throws {
    let plain = live("ada", [.comment: .text("a")], owned: [])
    let managed = live("ada", [.comment: .text("a")])
    let take = manifest([user("ada", [.comment: .text("a")])])
    #expect(
      try staleness(take, planned: snapshot([plain]), found: snapshot([managed])) == [
        "ada@school.example: comment is managed by now"
      ])
    #expect(
      try staleness(manifest([user("ada")]), planned: snapshot([managed]), found: snapshot([plain]))
        == ["ada@school.example: comment is not managed any more"])
  }

  @Test func `a group that is gone, that came, or that changed`() throws {
    let plan = manifest(groups: [group("form-7", [.comment: .text("b")])])
    let before = snapshot(groups: [liveGroup("form-7", [.comment: .text("a")])])
    let changed = snapshot(groups: [liveGroup("form-7", [.comment: .text("c")])])
    #expect(try staleness(plan, planned: before, found: snapshot()) == ["form-7: it is gone"])
    #expect(
      try staleness(plan, planned: before, found: changed) == [
        "form-7: comment is no longer what it was"
      ])
    #expect(
      try staleness(plan, planned: snapshot(), found: before) == [
        "form-7: there is such a group by now"
      ])
  }

  @Test func `a group's new name that another group has by now`() throws {
    #expect(
      try staleness(
        manifest(groups: [group("form-8", was: "form-7")]),
        planned: snapshot(groups: [liveGroup("form-7")]),
        found: snapshot(groups: [liveGroup("form-7"), liveGroup("form-8")])) == [
          "form-8: there is such a group by now"
        ])
  }

  @Test func `a group that is gone takes no member`() throws {
    let groups = [liveGroup("form-7"), liveGroup("form-8")]
    #expect(
      try staleness(
        manifest(
          [user("ada", [.group: .text("form-8")])], groups: [group("form-7"), group("form-8")]),
        planned: snapshot([live("ada", [.group: .text("form-7")])], groups: groups),
        found: snapshot([live("ada", [.group: .text("form-7")])], groups: [liveGroup("form-7")]))
        == ["ada@school.example: its group form-8 is gone"])
  }

  @Test func `a group that has a member by now is not removed`() throws {
    #expect(
      try staleness(
        manifest([user("ada")], mode: .authoritative),
        planned: snapshot([live("ada")], groups: [liveGroup("form-7")]),
        found: snapshot(
          [live("ada"), live("eve", [.group: .text("form-7")])], groups: [liveGroup("form-7")]))
        == ["form-7: it still has 1 member"])
  }

  @Test func `a member that came since follows a renamed group`() throws {
    #expect(
      try staleness(
        manifest(groups: [group("form-8", was: "form-7")]),
        planned: snapshot(groups: [liveGroup("form-7")]),
        found: snapshot(
          [live("eve", [.group: .text("form-7")])], groups: [liveGroup("form-7")])) == [])
  }

  @Test(arguments: [
    (Mailbox(messages: 2, bytes: 20), "2 messages instead of 1"),
    (Mailbox(messages: 1, bytes: 11), "11 bytes instead of 10"),
  ])
  func `a removal is stale by messages and bytes`(_ mailbox: Mailbox, _ words: String) throws {
    let before = snapshot([live("ada")])
    #expect(
      try staleness(
        manifest(leavers: [leaver("ada", purge: true)]), planned: before, found: before,
        mail: ["ada": Mailbox(messages: 1, bytes: 10)], mailAfter: ["ada": mailbox]) == [
          "ada@school.example: its mailbox is no longer what it was: \(words)"
        ])
  }

  @Test func `a leaver that a run has removed since is spent`() throws {
    let before = snapshot([live("ada")])
    let plan = try decided(manifest(leavers: [leaver("ada")]), before)
    let fingerprint = try #require(plan.changes.first?.removal?.leaver)
    let after = snapshot([live("ada", isOwned: false)]) {
      $0.spentLeavers[address("ada")] = [fingerprint]
    }
    #expect(
      PlanningTests.staleness(of: plan, on: after) == [
        "ada@school.example: a run has removed it since, and it came back"
      ])
  }

  @Test func `every account that is stale is named`() throws {
    let before = snapshot([Self.ada, live("bob", [.comment: .text("a")])])
    let plan = manifest([
      user("ada", Self.edited), user("bob", [.comment: .text("b")]),
    ])
    var ada = Self.ada
    ada.values[.comment] = .text("x")
    #expect(
      try staleness(plan, planned: before, found: snapshot([ada])) == [
        "ada@school.example: comment is no longer what it was",
        "bob@school.example: it is gone, or has another name",
      ])
  }
}
