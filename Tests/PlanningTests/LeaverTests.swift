import MailModel
import Planning
import TestSupport
import Testing

@Suite struct LeaverTests {
  @Test(arguments: [true, false])
  func `a leaver is removed whether or not it is owned`(isOwned: Bool) throws {
    let entry = leaver("old", purge: true, reason: "left", line: 7)
    let plan = plan(
      manifest([user("head")], leavers: [entry]),
      snapshot([live("head"), live("old", isOwned: isOwned)]))
    let change = try #require(plan.change("old"))
    #expect(change.action == .remove)
    #expect(change.removal == Removal(purges: true, reason: "left", leaver: entry.fingerprint))
    #expect(change.source?.line == 7)
    #expect(change.fields.isEmpty)
  }

  @Test func `a removal carries what its mailbox holds`() {
    let mailbox = Mailbox(inbox: 1, messages: 2, bytes: 3)
    let plan = plan(
      manifest([user("head")], leavers: [leaver("old", purge: true)]),
      snapshot([live("head"), live("old")]), mail: ["old": mailbox])
    #expect(plan.change("old")?.removal?.mailbox == mailbox)
  }

  @Test func `a leaver that nobody knows is a warning`() {
    let plan = plan(manifest(leavers: [leaver("old")]), snapshot())
    #expect(plan.changes.isEmpty)
    #expect(plan.verdicts("unknown-leaver") == [.warning])
  }

  @Test func `a spent leaver does not touch a later account of the name`() {
    let entry = leaver("old")
    let plan = plan(
      manifest([user("head")], leavers: [entry]),
      snapshot([live("head"), live("old")]) {
        $0.spentLeavers = [address("old"): [entry.fingerprint]]
      })
    #expect(plan.changes.isEmpty)
    #expect(plan.verdicts("spent-leaver") == [.warning])
  }

  @Test func `a spent leaver whose account is gone says nothing`() {
    let entry = leaver("old")
    let plan = plan(
      manifest([user("head")], leavers: [entry]),
      snapshot([live("head")]) { $0.spentLeavers = [address("old"): [entry.fingerprint]] })
    #expect(plan.findings("spent-leaver").isEmpty)
    #expect(plan.findings("unknown-leaver").isEmpty)
  }

  @Test func `a spent leaver acts again once its text changes`() {
    let spent = leaver("old").fingerprint
    let plan = plan(
      manifest([user("head")], leavers: [leaver("old", reason: "again")]),
      snapshot([live("head"), live("old")]) { $0.spentLeavers = [address("old"): [spent]] })
    #expect(plan.outline == ["remove account old@school.example"])
  }

  @Test func `a leaver that the manifest renames away is an error at the leaver`() {
    let draft = draft(
      manifest([user("new", was: "old")], leavers: [leaver("old", line: 9)]),
      snapshot([live("old")]))
    #expect(draft.codes == ["leaver-is-renamed"])
    #expect(draft.diagnostics.first?.place?.line == 9)
  }

  @Test func `a leaver that the manifest lists is never removed`() {
    let draft = draft(
      manifest([user("old")], leavers: [leaver("old")]), snapshot([live("old")]))
    #expect(draft.codes == ["leaver-is-listed"])
    #expect(draft.removals.isEmpty)
  }

  private let year: FieldValue = .text("year-13")

  @Test func `a group's leavers are its owned live members that nobody lists`() {
    let plan = plan(
      manifest(
        [user("stays", [.group: .text("alumni")])], groups: [group("alumni")],
        leavers: [leavers(ofGroup: "year-13", purge: true, until: "2026-11-22")]),
      snapshot(
        [
          live("stays", [.group: year]), live("goes", [.group: year]),
          live("guest", [.group: year], isOwned: false), live("other"),
        ], groups: [liveGroup("year-13"), liveGroup("alumni")]))
    #expect(
      plan.outline == ["edit account stays@school.example", "remove account goes@school.example"])
    #expect(plan.change("goes")?.removal?.purges == true)
  }

  @Test func `a member that is renamed stays`() {
    let plan = plan(
      manifest([user("new", was: "old")], leavers: [leavers(ofGroup: "year-13")]),
      snapshot(
        [live("old", [.group: year], owned: [])], groups: [liveGroup("year-13")]))
    #expect(plan.summary.remove == 0)
  }

  @Test func `after its last day a group's entry removes nothing and warns`() {
    let plan = plan(
      manifest(leavers: [leavers(ofGroup: "year-13", until: "2026-11-21")]),
      snapshot([live("goes", [.group: year])], groups: [liveGroup("year-13")]))
    #expect(plan.changes.isEmpty)
    #expect(plan.verdicts("expired-leaver") == [.warning])
  }

  @Test func `a spent group entry leaves a restored member alone`() {
    let entry = leavers(ofGroup: "year-13")
    let plan = plan(
      manifest(leavers: [entry]),
      snapshot([live("goes", [.group: year])], groups: [liveGroup("year-13")]) {
        $0.spentLeavers = [address("goes"): [entry.fingerprint]]
      })
    #expect(plan.changes.isEmpty)
    #expect(plan.findings("spent-leaver").first?.subjects == ["goes@school.example"])
  }

  @Test func `a group that is neither declared nor live is an error`() {
    let draft = draft(manifest(leavers: [leavers(ofGroup: "year-14", line: 4)]), snapshot())
    #expect(draft.codes == ["unknown-leaver-group"])
    #expect(draft.diagnostics.first?.place?.line == 4)
  }

  @Test func `a declared group without members is no error`() {
    let draft = draft(
      manifest(groups: [group("year-14")], leavers: [leavers(ofGroup: "year-14")]), snapshot())
    #expect(draft.diagnostics.isEmpty)
  }

  @Test func `an entry of its own says more than its group's`() {
    let plan = plan(
      manifest(leavers: [leavers(ofGroup: "year-13", purge: true), leaver("goes")]),
      snapshot([live("goes", [.group: year])], groups: [liveGroup("year-13")]))
    #expect(plan.changes.map { $0.removal?.purges } == [false])
  }

  @Test func `of many groups each leaver takes its own members`() {
    let groups = names(40, "year")
    let plan = plan(
      manifest(leavers: [leavers(ofGroup: "year0007"), leavers(ofGroup: "year0031")]),
      snapshot(
        groups.map { live("in-\($0)", [.group: .text($0)]) },
        groups: groups.map { liveGroup($0) }))
    #expect(
      plan.outline == [
        "remove account in-year0007@school.example", "remove account in-year0031@school.example",
      ])
  }

  @Test func `those who go as no longer listed are not said to stay`() throws {
    let entry = leavers(ofGroup: "year-13")
    let plan = plan(
      manifest([user("head")], leavers: [entry], mode: .authoritative),
      snapshot(
        [live("head"), live("ann", [.group: year]), live("ben", [.group: year])],
        groups: [liveGroup("year-13", isOwned: false)]
      ) {
        for name in ["ann", "ben"] { $0.spentLeavers[address(name)] = [entry.fingerprint] }
      })
    #expect(plan.summary.remove == 2)
    let finding = try #require(plan.findings("spent-leaver").first)
    #expect(
      finding.message == "2 accounts came back after this leaver entry had removed them, and leave "
        + "for another reason than this entry, which consents to nothing any more; change it to let "
        + "it count again")
  }

  @Test func `who stays and who goes by another entry are told apart`() {
    let entry = leavers(ofGroup: "year-13")
    let plan = plan(
      manifest([user("head")], leavers: [entry, leaver("ben")]),
      snapshot(
        [live("head"), live("ann", [.group: year]), live("ben", [.group: year])],
        groups: [liveGroup("year-13")]
      ) {
        for name in ["ann", "ben"] { $0.spentLeavers[address(name)] = [entry.fingerprint] }
      })
    #expect(plan.outline == ["remove account ben@school.example"])
    #expect(
      plan.findings("spent-leaver").map(\.subjects) == [
        ["ann@school.example"], ["ben@school.example"],
      ])
  }

  @Test func `several who came back are told of in the plural`() throws {
    let entry = leavers(ofGroup: "year-13")
    let plan = plan(
      manifest([user("head")], leavers: [entry]),
      snapshot(
        [live("head"), live("ann", [.group: year]), live("ben", [.group: year])],
        groups: [liveGroup("year-13")]
      ) {
        for name in ["ann", "ben"] { $0.spentLeavers[address(name)] = [entry.fingerprint] }
      })
    let finding = try #require(plan.findings("spent-leaver").first)
    #expect(
      finding.message == "2 accounts came back after this leaver entry had removed them, "
        + "and stay; change the entry to remove them again")
  }
}
