import MailModel
import Planning
import TestSupport
import Testing

@Suite struct NestedHomeTests {
  private func account(_ name: String, at home: String) -> LiveAccount {
    var account = live(name)
    account.home = home
    return account
  }

  private var site: Snapshot {
    snapshot([account("ann", at: "ann"), account("tom", at: "tom"), account("kim", at: "tom/y")])
  }

  private func findings(leaving name: String) -> [Finding] {
    let users = ["ann", "tom", "kim"].filter { $0 != name }.map { user($0) }
    return plan(manifest(users, leavers: [leaver(name, purge: true)]), site)
      .findings("nested-home")
  }

  @Test func `nobody goes with mail inside that no row knows`() {
    var stray = snapshot([account("ann", at: "ann"), account("tom", at: "tom")])
    stray.strayHomes = ["tom/y.example"]
    let found = plan(manifest([user("ann")], leavers: [leaver("tom", purge: true)]), stray)
      .findings("nested-home")
    #expect(found.map(\.verdict) == [.refused])
    #expect(found.first?.subjects == ["tom@school.example"])
    #expect(found.first?.allow?.contains("trash adopt tom/y.example ") == true)
    let other = plan(manifest([user("tom")], leavers: [leaver("ann", purge: true)]), stray)
    #expect(other.findings("nested-home").map(\.verdict) == [.warning])
  }

  @Test(arguments: [("tom", "kim", "around"), ("kim", "tom", "inside")])
  func `neither of two goes`(_ name: String, _ other: String, _ relation: String) {
    let found = findings(leaving: name)
    #expect(found.map(\.verdict) == [.refused])
    #expect(found.first?.subjects == [address(name).text, address(other).text])
    #expect(found.first?.message.contains("lies \(relation) ") == true)
  }

  @Test func `others go, with a warning`() {
    let found = findings(leaving: "ann")
    #expect(found.map(\.verdict) == [.warning])
    #expect(found.first?.measured == 2)
  }

  @Test func `homes beside each other pass`() {
    let found = plan(
      manifest([user("ann")], leavers: [leaver("tom", purge: true)]),
      snapshot([account("ann", at: "ann"), account("tom", at: "tom")])
    ).findings("nested-home")
    #expect(found.map(\.verdict) == [.passed])
  }
}
