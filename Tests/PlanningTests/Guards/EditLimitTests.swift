import MailModel
import Planning
import TestSupport
import Testing

@Suite struct EditLimitTests {
  /// Edits `count` of `owned` accounts.
  private func judged(
    _ count: Int, of owned: Int, _ field: Field = .password, from before: FieldValue = .hash("a"),
    to after: FieldValue = .hash("b"), with context: PlanContext = context()
  ) -> Finding? {
    let users = names(owned).enumerated().map { index, name in
      user(name, [field: index < count ? after : before])
    }
    return plan(
      manifest(users), snapshot(names(owned).map { live($0, [field: before]) }), context
    ).findings("edit-limit").first
  }

  @Test(arguments: [(11, Finding.Verdict.passed), (12, .passed), (13, .refused)])
  func `the limit is a share of the owned accounts`(count: Int, verdict: Finding.Verdict) {
    #expect(judged(count, of: 40)?.verdict == verdict)
  }

  @Test(arguments: [(9, Finding.Verdict.passed), (10, .passed), (11, .refused)])
  func `ten may always change`(count: Int, verdict: Finding.Verdict) {
    #expect(judged(count, of: 12)?.verdict == verdict)
  }

  @Test(arguments: [0, 1])
  func `a tiny base has the least limit`(owned: Int) {
    #expect(judged(owned, of: owned)?.limit == 10)
    #expect(judged(owned, of: owned)?.base == owned)
    #expect(judged(owned, of: owned)?.measured == owned)
  }

  @Test func `the finding says measured, limit, base and the way out`() throws {
    let finding = try #require(judged(13, of: 40))
    #expect(finding.measured == 13)
    #expect(finding.limit == 12)
    #expect(finding.base == 40)
    #expect(
      finding.message == "login or mail of 13 accounts would change, the limit is 12 "
        + "(30% of 40 owned accounts)")
    #expect(finding.allow == "--allow edit-limit:13")
  }

  @Test(arguments: [(true, 0), (false, 12)])
  func `a group's rename counts its members only when it shuts them out`(
    isEnabled: Bool, count: Int
  ) {
    let plan = plan(
      manifest(
        names(12).map { user($0, [.group: .text("form-8")]) },
        groups: [group("form-8", [.enabled: .flag(isEnabled)], was: "form-7")]),
      snapshot(
        names(12).map { live($0, [.group: .text("form-7")]) }, groups: [liveGroup("form-7")]))
    #expect(plan.findings("edit-limit").map(\.measured) == [count])
  }

  @Test func `its figure allows it`() {
    #expect(judged(13, of: 40, with: context(allow: "edit-limit:13"))?.verdict == .allowed)
  }

  @Test(
    arguments: [
      (Field.password, FieldValue.hash("a"), FieldValue.hash("b")),
      (.enabled, .flag(true), .flag(false)), (.admin, .flag(false), .flag(true)),
      (.aliases, .aliases(), .aliases("x")), (.forward, .nothing, .forward("a@home.example")),
      (.assistant, .nothing, .assistant("pupil0001")),
      (.autoresponder, .nothing, .reply("away", keep: false)),
      (.autoresponder, .reply("away"), .reply("away", keep: false)),
      (.services, .services(.all), .services(.imap)),
    ])
  func `what people would notice counts`(field: Field, before: FieldValue, after: FieldValue) {
    #expect(judged(1, of: 1, field, from: before, to: after)?.measured == 1)
  }

  @Test(
    arguments: [
      (Field.name, FieldValue.text("a"), FieldValue.text("b")),
      (.comment, .text("a"), .text("b")), (.group, .text("a"), .text("b")),
      (.quota, .quota(Quota(bytes: 1)), .quota(Quota(bytes: 2))),
      (.autoresponder, .nothing, .reply("away")),
      (.autoresponder, .reply("a"), .reply("b", message: "c")),
      (.protect, .flag(false), .flag(true)),
    ])
  func `what they would not notice does not`(field: Field, before: FieldValue, after: FieldValue) {
    #expect(judged(1, of: 1, field, from: before, to: after)?.measured == 0)
  }

  private func measured(_ manifest: Manifest, _ snapshot: Snapshot) -> Int? {
    plan(manifest, snapshot).findings("edit-limit").first?.measured
  }

  @Test func `a rename counts`() {
    #expect(measured(manifest([user("new", was: "old")]), snapshot([live("old")])) == 1)
  }

  @Test func `an adoption counts by what it changes`() {
    let guest = live("guest", [.admin: .flag(true)], isOwned: false)
    #expect(
      measured(manifest([user("guest", [.admin: .flag(false)])]), snapshot([guest])) == 1)
    #expect(measured(manifest([user("guest", [.admin: .flag(true)])]), snapshot([guest])) == 0)
  }

  @Test func `ownership alone does not count`() {
    #expect(
      measured(manifest([user("head")]), snapshot([live("head", [.password: .hash("a")])])) == 0)
  }

  @Test func `adds and removals do not count`() {
    #expect(
      measured(
        manifest([user("new", [.password: .hash("a")])], leavers: [leaver("old")]),
        snapshot([live("old")])) == 0)
  }

  @Test func `a group's enabled counts its members, each once`() {
    let members = crowd(3).map { account in
      live(account.address.text, [.group: .text("year-7"), .admin: .flag(false)])
    }
    var users = listed(members)
    users[0].values[.admin] = .flag(true)
    #expect(
      measured(
        manifest(users, groups: [group("year-7", [.enabled: .flag(false)])]),
        snapshot(members, groups: [liveGroup("year-7", [.enabled: .flag(true)])])) == 3)
  }
}
