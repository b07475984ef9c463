import Execution
import MailModel
import Planning
import Stores
import TestSupport
import Testing

/// Items of the trash that do not hold what was put there.
@Suite struct ChangedItemRunTests {
  private func trash(of bench: Bench, allowing allowances: [String] = []) -> Trash {
    Trash(
      directory: bench.directory, mail: bench.mail, server: bench.server,
      environment: bench.environment(), allowances: allowances.compactMap { Allowance($0) })
  }

  /// Two of the three messages of `cid` are gone.
  private func benchWithLostMail() throws -> (Bench, TrashItem) {
    let bench = Bench()
    try bench.apply(manifest([user("bob"), user("cid")]))
    try bench.deliver(3, to: "cid")
    try bench.apply(manifest([user("bob")], leavers: [leaver("cid", purge: true)]))
    let item = try #require(try bench.directory.snapshot().trash.first)
    try bench.mail.erase(item: item.folder, home: item.home, isRepeated: false)
    bench.mail.deliver(Mailbox(inbox: 1, messages: 1, bytes: 100), to: item.home)
    try bench.mail.moveToTrash(item.home, item: item.folder, record: "")
    return (bench, item)
  }

  @Test func whatIsLeftOfAnItemComesBackWithConsent() throws {
    let (bench, _) = try benchWithLostMail()
    let restored = try trash(of: bench, allowing: ["changed-item:1"]).restore(
      "cid", domain: schoolDomain, as: nil, seats: nil)
    #expect(restored.item.mailbox.messages == 1)
    #expect(try bench.directory.run(restored.run)?.start.allowances == ["changed-item:1"])
    let cid = try #require(try bench.directory.snapshot().accounts[address("cid")])
    #expect(try bench.mail.mailbox(at: cid.home).messages == 1)
  }

  @Test func noPlanPromisesAnItemWhoseHomeSomethingStandsIn() throws {
    let bench = Bench()
    try bench.apply(manifest([user("bob"), user("cid")]))
    try bench.deliver(3, to: "cid")
    try bench.apply(manifest([user("bob")], leavers: [leaver("cid", purge: true)]))
    let item = try #require(try bench.directory.snapshot().trash.first)
    bench.mail.deliver(Mailbox(inbox: 1, messages: 1, bytes: 100), to: item.home)
    let before = try bench.directory.runs().count
    let wanted = try bench.current(manifest([user("bob"), user("cid", mail: .restore)]))
    #expect(wanted.diagnostics.map(\.code) == ["mail-not-whole"])
    #expect(wanted.diagnostics.first?.message.contains("move it away and try again") == true)
    #expect(throws: Trash.Refusal.self) {
      try trash(of: bench).restore("cid", domain: schoolDomain, as: nil, seats: nil)
    }
    #expect(try bench.directory.runs().count == before)
  }

  @Test func noPlanPromisesAnItemThatIsNotWhole() throws {
    let (bench, _) = try benchWithLostMail()
    let wanted = try bench.current(manifest([user("bob"), user("cid", mail: .restore)]))
    #expect(wanted.diagnostics.map(\.code) == ["mail-not-whole"])
    #expect(wanted.diagnostics.first?.message.contains("--allow changed-item:1") == true)
    let undone = try bench.current(Bench.undoing(2)).plan
    #expect(undone.verdict == .refused)
    #expect(undone.findings.contains { $0.allow == "--skip cid@school.example" })
  }

  @Test func restoreOfAnItemThatLostMailIsRefusedAndKeepsIt() throws {
    let (bench, item) = try benchWithLostMail()
    #expect {
      try trash(of: bench).restore("cid", domain: schoolDomain, as: nil, seats: nil)
    } throws: {
      guard case Trash.Refusal.refused(let finding) = $0 else { return false }
      return finding.subjects == [item.label] && finding.measured == 1
    }
    #expect(try bench.directory.snapshot().trash == [item])
    #expect(bench.mail.items == [item.folder])
    #expect(try bench.directory.runs().count == 2)
  }

  /// `cid` and `dan` were purged; a message more lies with `cid`.
  private func benchWithLateMail() throws -> (Bench, [TrashItem]) {
    let bench = Bench()
    try bench.apply(manifest([user("bob"), user("cid"), user("dan")]))
    try bench.deliver(3, to: "cid")
    try bench.apply(
      manifest([user("bob")], leavers: [leaver("cid", purge: true), leaver("dan", purge: true)]))
    let items = try bench.directory.snapshot().trash
    let item = try #require(items.first { $0.name == address("cid") })
    try bench.mail.erase(item: item.folder, home: item.home, isRepeated: false)
    bench.mail.deliver(Mailbox(inbox: 4, messages: 4, bytes: 400), to: item.home)
    try bench.mail.moveToTrash(item.home, item: item.folder, record: "")
    return (bench, items)
  }

  @Test func anErasureKeepsWhatHoldsMoreThanWasPutThere() throws {
    let (bench, items) = try benchWithLateMail()
    let erased = try trash(of: bench).erase(items)
    #expect(erased.items.map(\.name) == [address("dan")])
    #expect(erased.kept.map(\.finding.measured) == [4])
    #expect(try bench.directory.snapshot().trash.map(\.name) == [address("cid")])
    let consent = "changed-item:cid@school.example#2"
    let allowed = try trash(of: bench, allowing: [consent]).erase(items)
    #expect(allowed.items.map(\.name) == [address("cid")])
    let run = try #require(allowed.run)
    #expect(try bench.directory.run(run)?.start.allowances == [consent])
  }

  @Test func anErasureOnRequestThatIsKeptForgetsNobody() throws {
    let (bench, items) = try benchWithLateMail()
    let cid = items.filter { $0.name == address("cid") }
    let erased = try trash(of: bench).erase(cid, onRequest: Set(cid))
    #expect(erased.run == nil)
    #expect(erased.kept.count == 1)
    #expect(try bench.directory.runs().count == 2)
    #expect(try bench.directory.snapshot().trash.count == 2)
    let consent = "changed-item:cid@school.example#2"
    let run = try #require(
      try trash(of: bench, allowing: [consent]).erase(cid, onRequest: Set(cid)).run)
    // The history must not name whom it was to forget.
    #expect(try bench.directory.run(run)?.start.allowances == [])
  }
}
