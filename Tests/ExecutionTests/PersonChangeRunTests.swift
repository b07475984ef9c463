import Execution
import MailModel
import Planning
import Stores
import TestSupport
import Testing

/// Which mailboxes are looked into, and which people's, when an account seems to change hands.
@Suite struct PersonChangeRunTests {
  private func values(_ name: String, _ comment: String) -> [Field: FieldValue] {
    [.name: .text(name), .comment: .text(comment)]
  }

  private var john: Manifest { manifest([user("kim"), user("smith", values("John Smith", "41"))]) }
  private var jane: Manifest { manifest([user("kim"), user("smith", values("Jane Smith", "97"))]) }

  private func bench(_ messages: Int) throws -> Bench {
    let bench = Bench()
    try bench.apply(john)
    if messages > 0 { try bench.deliver(messages, to: "smith") }
    return bench
  }

  private func home(_ name: String, _ bench: Bench) throws -> String {
    try #require(try bench.directory.snapshot().accounts[address(name)]).home
  }

  @Test func `mail in the mailbox refuses the next person`() throws {
    let bench = try bench(1)
    #expect(try bench.current(jane).plan.verdicts("person-changed") == [.refused])
    let allowed = bench.context(allowing: ["person-changed:smith@school.example"])
    #expect(try bench.apply(jane, context: allowed).run == 2)
    #expect(
      try bench.directory.run(2)?.start.allowances == ["person-changed:smith@school.example"])
  }

  @Test func `an empty mailbox is anybody's`() throws {
    #expect(try bench(0).apply(jane).run == 2)
  }

  @Test func `mail that comes in between plan and apply refuses as well`() throws {
    let bench = try bench(0)
    let refused = refusal {
      try bench.apply(jane, between: { try bench.deliver(1, to: "smith") })
    }
    #expect(refused.count == 1)
    #expect(refused.first?.hasPrefix("person-changed: ") == true)
  }

  @Test func `a mailbox that cannot be counted is an error, and others are not looked into`() throws
  {
    let bench = try bench(1)
    bench.mail.fail(reading: try home("kim", bench), with: .mailUnreadable("kim", "no"))
    #expect(throws: Never.self) { try bench.current(jane) }
    bench.mail.fail(reading: try home("smith", bench), with: .mailUnreadable("smith", "no"))
    #expect(throws: StoreError.self) { try bench.current(jane) }
  }

  @Test func `mail from the trash is not for a namesake`() throws {
    let bench = try bench(2)
    try bench.apply(manifest([user("kim")], leavers: [leaver("smith", purge: true)]))
    let back = values("Jane Smith", "97")
    let plan = try bench.current(manifest([user("kim"), user("smith", back, mail: .restore)])).plan
    #expect(plan.verdicts("person-changed") == [.refused])
    let same = values("John Smith", "41")
    let own = try bench.current(manifest([user("kim"), user("smith", same, mail: .restore)])).plan
    #expect(own.verdicts("person-changed") == [.passed])
  }

  @Test func `taking it back is a change of the person too`() throws {
    let bench = try bench(1)
    try bench.apply(
      jane, context: bench.context(allowing: ["person-changed:smith@school.example"]))
    #expect(refusal { try bench.undo(2) }.first?.hasPrefix("person-changed: ") == true)
  }
}

extension Plan {
  fileprivate func verdicts(_ guardName: String) -> [Finding.Verdict] {
    findings.filter { $0.guardName == guardName }.map(\.verdict)
  }
}
