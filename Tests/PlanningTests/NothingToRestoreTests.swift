import MailModel
import Planning
import TestSupport
import Testing

@Suite struct NothingToRestoreTests {
  private func findings(
    _ users: [ListedUser], _ accounts: [LiveAccount] = [], trash: [TrashItem] = []
  ) -> [Finding] {
    plan(
      manifest(users) { $0.minimumAdmins = 0 }, snapshot(accounts) { $0.trash = trash }
    ).findings("nothing-to-restore")
  }

  @Test func `mail that is to come back and lies nowhere is a warning`() {
    let found = findings([user("ann", mail: .restore)], trash: [trashItem("bob")])
    #expect(found.map(\.verdict) == [.warning])
    #expect(
      found.first?.message
        == "ann@school.example begins with an empty mailbox: the trash holds no mail of that name")
  }

  @Test func `two items of one name are the guard's business`() {
    let items = [trashItem("ann", run: 2), trashItem("ann", run: 3)]
    #expect(findings([user("ann", mail: .restore)], trash: items).isEmpty)
  }

  @Test func `an account that is back already has what it asked for`() {
    #expect(findings([user("ann", mail: .restore)], [live("ann")]).isEmpty)
  }

  @Test func `a new account that asks for nothing is none`() {
    #expect(findings([user("ann"), user("eve", mail: .fresh)]).isEmpty)
  }

  @Test func `many are told at once`() {
    let found = findings([user("ann", mail: .restore), user("bob", mail: .restore)])
    #expect(found.map(\.subjects) == [["ann@school.example", "bob@school.example"]])
    #expect(found.first?.message.hasPrefix("2 accounts begin with empty mailboxes") == true)
  }
}
