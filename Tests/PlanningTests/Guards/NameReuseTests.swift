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
      finding.message == "old@school.example lies in the trash until 2026-11-22 (1 item); "
        + "say whether its mail comes back")
    #expect(finding.allow == "mail: fresh  # or mail: restore")
  }

  @Test func `another name in the trash passes`() {
    #expect(
      judgments(manifest([user("new")]), trash: [trashItem("old")]).map(\.verdict) == [.passed])
  }

  @Test(arguments: [DesiredAccounts.Extra.Mail.fresh, .restore])
  func `saying what becomes of the mail allows it`(mail: DesiredAccounts.Extra.Mail) {
    #expect(
      judgments(manifest([user("old", mail: mail)]), trash: [trashItem("old")]).map(\.verdict)
        == [.allowed])
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
