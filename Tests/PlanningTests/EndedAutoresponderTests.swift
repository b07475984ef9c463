import MailModel
import Planning
import TestSupport
import Testing

@Suite struct EndedAutoresponderTests {
  private func reply(until: String) -> [Field: FieldValue] {
    var reply = Autoresponder(subject: "Away", message: "Back soon")
    reply.until = Day(until)
    return [.autoresponder: .autoresponder(reply)]
  }

  private func findings(_ users: [ListedUser], _ accounts: [LiveAccount]) -> [Finding] {
    plan(manifest(users) { $0.minimumAdmins = 0 }, snapshot(accounts)).findings(
      "ended-autoresponder")
  }

  @Test func `one that is over before it begins is a warning`() {
    let found = findings([user("ann", reply(until: "2026-11-21"))], [live("ann")])
    #expect(found.map(\.verdict) == [.warning])
    #expect(
      found.first?.message
        == "the autoresponder of ann@school.example would answer nobody: its `until` is over")
  }

  @Test func `its last day is not over`() {
    #expect(findings([user("ann", reply(until: "2026-11-22"))], [live("ann")]).isEmpty)
  }

  @Test func `one that is there already has had its time`() {
    let ended = reply(until: "2026-11-21")
    #expect(findings([user("ann", ended)], [live("ann", ended)]).isEmpty)
  }

  @Test func `many are told at once`() {
    let ended = reply(until: "2026-11-21")
    let found = findings([user("ann", ended), user("bob", ended)], [])
    #expect(found.map(\.subjects) == [["ann@school.example", "bob@school.example"]])
    #expect(found.first?.message.hasPrefix("the autoresponders of 2 accounts ") == true)
  }
}
