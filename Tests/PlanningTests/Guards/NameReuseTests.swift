import MailModel
import Planning
import TestSupport
import Testing

@Suite struct NameReuseTests {
  private func judgments(
    _ manifest: Manifest, _ accounts: [LiveAccount] = [], trash: [TrashItem]
  ) -> [Finding] {
    plan(manifest, snapshot(accounts) { $0.trash = trash }).findings("name-reuse")
  }

  @Test func `adding a name that lies in the trash is refused`() throws {
    let finding = try #require(
      judgments(
        manifest([user("old")]), trash: [trashItem("old", heldUntil: testNow)]
      ).first)
    #expect(finding.verdict == .refused)
    #expect(finding.subject == "old@school.example")
    #expect(
      finding.message == "old@school.example lies in the trash until 2026-11-22 (1 item: "
        + "0 messages); say whether its mail comes back")
    #expect(finding.allow == "mail: fresh, or mail: restore")
  }

  @Test func `whose mail it is and how much stands in the refusal`() throws {
    var older = trashItem("old", run: 1)
    older.removed = 1
    var newer = trashItem("old", run: 2)
    newer.removed = 2
    newer.values = FieldValues([.name: .text("Ada Hart")])
    newer.mailbox = Mailbox(inbox: 1, messages: 2, bytes: 9)
    func message(_ trash: [TrashItem]) -> String? {
      judgments(manifest([user("old")]), trash: trash).first?.message
    }
    #expect(message([newer])?.contains("(1 item: \"Ada Hart\", 2 messages)") == true)
    #expect(
      message([newer, older])?.contains(
        "(2 items: old@school.example#2, \"Ada Hart\", 2 messages; old@school.example#1, 0 messages)"
      )
        == true)
  }

  /// What a run that took run 2 back, as run 3, left in the trash.
  private func judgments(afterUndo items: [TrashItem]) -> [Finding] {
    plan(
      manifest([user("new")]),
      snapshot {
        $0.trash = items
        $0.undoing = [3: 2]
      }
    ).findings("name-reuse")
  }

  @Test func `what an undo left without mail is in nobody's way`() {
    #expect(judgments(afterUndo: [trashItem("new", run: 3)]).map(\.verdict) == [.passed])
  }

  @Test func `what an undo left with mail is, and so is an empty one of another run`() {
    var full = trashItem("new", run: 3)
    full.mailbox = Mailbox(inbox: 1, messages: 1, bytes: 9)
    #expect(judgments(afterUndo: [full]).map(\.verdict) == [.refused])
    #expect(judgments(afterUndo: [trashItem("new", run: 1)]).map(\.verdict) == [.refused])
  }

  @Test func `beside the mail of another run, what an undo left does not make it unclear`() throws {
    let finding = try #require(
      judgments(afterUndo: [trashItem("new", run: 1), trashItem("new", run: 3)]).first)
    #expect(finding.message.contains("(1 item: 0 messages)"))
  }

  @Test func `for several names of one run the undo of it is named`() {
    let findings = judgments(
      manifest([user("a"), user("b"), user("c")]),
      trash: [trashItem("a", run: 4), trashItem("b", run: 4), trashItem("c", run: 2)])
    let way = "; `rollbook undo 4` brings back all 2 that run 4 removed"
    #expect(findings.map { $0.message.hasSuffix(way) } == [true, true, false])
  }

  @Test func `another name in the trash passes`() {
    #expect(
      judgments(manifest([user("new")]), trash: [trashItem("old")]).map(\.verdict) == [.passed])
  }

  @Test func `leaving the mail in the trash allows it`() {
    let findings = judgments(manifest([user("old", mail: .fresh)]), trash: [trashItem("old")])
    #expect(findings.map(\.verdict) == [.allowed])
    #expect(findings.first?.allow == "mail: fresh")
  }

  @Test func `wanting the mail of one of several items back names each by its run`() throws {
    let finding = try #require(
      judgments(
        manifest([user("old", mail: .restore)]),
        trash: [trashItem("old", run: 1), trashItem("old", run: 2)]
      ).first)
    #expect(finding.verdict == .refused)
    #expect(
      finding.message
        == "old@school.example lies in the trash until 1970-01-01 (2 items: "
        + "old@school.example#2, 0 messages; old@school.example#1, 0 messages), "
        + "and which mail is meant is not clear")
    #expect(
      finding.allow == "`rollbook trash restore old@school.example#2` or "
        + "`rollbook trash restore old@school.example#1`, whichever is meant, first, "
        + "then plan again (the account is then adopted)")
  }

  @Test func `of several items the one of the same full name is offered`() throws {
    var ann = trashItem("old", run: 1)
    ann.values = FieldValues([.name: .text("Ann Lee")])
    var abe = trashItem("old", run: 2)
    abe.values = FieldValues([.name: .text("Abe Low")])
    let listed = user("old", [.name: .text("Ann Lee")], mail: .restore)

    let finding = try #require(judgments(manifest([listed]), trash: [ann, abe]).first)
    #expect(
      finding.allow == "`rollbook trash restore old@school.example#1` first, "
        + "then plan again (the account is then adopted)")
  }

  @Test(arguments: [DesiredAccounts.Extra.Mail?.none, .restore])
  func `a rename can only leave the mail in the trash`(mail: DesiredAccounts.Extra.Mail?) {
    let findings = judgments(
      manifest([user("old", was: "x", mail: mail)]), [live("x")], trash: [trashItem("old")])
    #expect(findings.map(\.verdict) == [.refused])
    #expect(findings.first?.allow == "mail: fresh")
  }

  @Test func `renaming onto a name that lies in the trash is refused`() {
    #expect(
      judgments(
        manifest([user("old", was: "x")]), [live("x")], trash: [trashItem("old")]
      ).map(\.verdict) == [.refused])
  }

  @Test func `a live account of the name passes`() {
    #expect(
      judgments(manifest([user("old")]), [live("old")], trash: [trashItem("old")]).map(\.verdict)
        == [.passed])
  }

  @Test func `as an alias it is a warning`() {
    let findings = judgments(
      manifest([user("head", [.aliases: .aliases("old")])]), [live("head", [.aliases: .aliases()])],
      trash: [trashItem("old")])
    #expect(findings.map(\.verdict) == [.warning])
    #expect(findings.first?.subjects == ["head@school.example"])
  }

  @Test func `as a group's address it is a warning`() {
    #expect(
      judgments(
        manifest([user("head")], groups: [group("staff", [.address: .groupAddress("old")])]),
        [live("head")], trash: [trashItem("old")]
      ).map(\.verdict) == [.warning])
  }

  @Test func `every item of the name is counted`() {
    #expect(
      judgments(
        manifest([user("old")]), trash: [trashItem("old", run: 1), trashItem("old", run: 2)]
      ).map(\.measured) == [2])
  }
}
