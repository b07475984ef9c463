import Execution
import MailModel
import Planning
import Stores
import TestSupport
import Testing

@Suite struct PersonalDataTests {
  /// Everything that the store keeps of its runs, as text.
  private func journal(of bench: Bench) throws -> String {
    let snapshot = try bench.directory.snapshot()
    var lines: [String] = snapshot.spentLeavers.map { "\($0) \($1)" }
    for listed in try bench.directory.runs() {
      let run = try #require(try bench.directory.run(listed.number))
      lines += [run.start.changes ?? "", run.start.findings ?? ""] + run.start.allowances
      lines += run.steps.map {
        "\($0.account) \($0.home) \($0.reason ?? "") \($0.leaver ?? "")"
      }
      lines += try bench.directory.formerPasswords(of: run.number).map { "\($0) \($1)" }
    }
    return lines.joined(separator: "\n")
  }

  /// `jane` was added, renamed from `jdoe`, answered by others, and removed with two messages.
  private func bench() throws -> Bench {
    let bench = Bench()
    let values: [Field: FieldValue] = [
      .name: .text("Jane \"JD\" Doe"), .comment: .text("4711"), .aliases: .aliases("janie"),
    ]
    try bench.apply(manifest([user("bob"), user("jdoe", values), user("maryjane")]))
    try bench.apply(
      manifest([user("bob"), user("jane", values, was: "jdoe"), user("maryjane")]))
    try bench.apply(
      manifest([
        user("bob", [.forward: .forwarding(Forwarding(targets: [address("jane")]))]),
        user("jane", values), user("maryjane"),
      ]))
    try bench.apply(
      manifest([user("bob", [.forward: .nothing]), user("jane", values), user("maryjane")]))
    try bench.deliver(2, to: "jane")
    try bench.apply(
      manifest(
        [user("bob"), user("maryjane")],
        leavers: [leaver("jane", purge: true, reason: "Jane left")]))
    return bench
  }

  private func erase(_ bench: Bench, stop: StopSwitch? = nil, onRequest: Bool = true) throws {
    let items = try bench.directory.snapshot().trash
    let trash = Trash(
      directory: stop.map { StoppingDirectory(directory: bench.directory, stop: $0) }
        ?? bench.directory,
      mail: stop.map { StoppingMail(mail: bench.mail, stop: $0) } ?? bench.mail,
      environment: bench.environment())
    _ = try trash.erase(items, onRequest: onRequest ? Set(items) : [])
  }

  private let traces = ["jane@", "jdoe@", "janie@", "Jane", "4711", "Doe"]

  @Test func everythingIsThereBefore() throws {
    let journal = try journal(of: bench())
    #expect(traces.filter { !journal.contains($0) } == [])
  }

  @Test func nothingButTheIdIsLeftOnRequest() throws {
    let bench = try bench()
    let id = try #require(try bench.directory.snapshot().trash.first?.id)
    try erase(bench)
    let journal = try journal(of: bench).replacing("maryjane@", with: "other@")
    #expect(traces.filter { journal.contains($0) } == [])
    #expect(journal.contains("\(id)@erased.invalid"))
    #expect(try bench.directory.snapshot().trash.isEmpty)
  }

  @Test func consentThatNamesThePersonGoesToo() throws {
    let bench = Bench()
    func listing(_ name: String, _ comment: String) -> Manifest {
      manifest([user("bob"), user("jane", [.name: .text(name), .comment: .text(comment)])])
    }
    try bench.apply(listing("Jane Doe", "4711"))
    try bench.deliver(1, to: "jane")
    let consent = bench.context(allowing: ["person-changed:jane@school.example"])
    try bench.apply(listing("Mary Roe", "4712"), context: consent)
    try bench.apply(manifest([user("bob")], leavers: [leaver("jane", purge: true)]))
    #expect(try journal(of: bench).contains("person-changed:jane@school.example"))
    try erase(bench)
    #expect(try !journal(of: bench).contains("jane@"))
  }

  @Test func othersKeepWhatIsTheirs() throws {
    let bench = try bench()
    try erase(bench)
    #expect(try journal(of: bench).contains("maryjane@school.example"))
    #expect(try journal(of: bench).contains("bob@school.example"))
  }

  @Test func pastTheHoldTheHistoryStays() throws {
    let bench = try bench()
    try erase(bench, onRequest: false)
    #expect(try journal(of: bench).contains("jane@school.example"))
  }

  @Test func aNameThatSomebodyElseHasByNowStaysTheirs() throws {
    let bench = try bench()
    try bench.apply(manifest([user("bob"), user("jane", mail: .fresh), user("maryjane")]))
    try erase(bench)
    let last = try #require(try bench.directory.run(6)?.start.changes)
    #expect(last.contains("jane@school.example"))
    #expect(try bench.directory.snapshot().spentLeavers[address("jane")] != nil)
    #expect(try !journal(of: bench).contains("Doe"))
  }

  @Test func theRunsCanStillBeRead() throws {
    let bench = try bench()
    try erase(bench)
    for run in try bench.directory.runs() {
      let text = try bench.directory.run(run.number)?.start.changes ?? "[]"
      #expect(throws: Never.self) {
        for document in try ChangeDocument.documents(in: text) { _ = try document.change() }
      }
    }
  }

  @Test func aStopAtAnyPointNeverLeavesTheNameWithoutItsMail() throws {
    for point in 1..<12 {
      let bench = try bench()
      try? erase(bench, stop: StopSwitch(at: point))
      let isErased =
        try bench.mail.mailbox(
          inTrash: bench.directory.snapshot().trash.first?.folder ?? "-"
        ).messages == 0
      if isErased {
        #expect(try !journal(of: bench).contains("Doe"), "stopped at \(point)")
      }
    }
  }
}
