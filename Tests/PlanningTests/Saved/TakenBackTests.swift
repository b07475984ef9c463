import MailModel
import TestSupport
import Testing

@testable import Planning

@Suite struct TakenBackTests {
  private func run(
    _ number: Int, undoes: Int? = nil, _ changes: [Change], steps: [JournalStep] = []
  ) -> RunRecord {
    var start = RunStart(
      kind: .undo, operatorName: "x", host: "x", pid: 1, started: 1,
      changes: ChangeDocument.text(of: changes))
    start.undoes = undoes
    return RunRecord(number: number, start: start, finished: 2, outcome: .done, steps: steps)
  }

  private func edit(_ name: String) -> Change {
    var change = Change(.edit, .account, address(name).text)
    change.id = accountID(name)
    return change
  }

  private func rename(_ old: String, _ new: String) -> Change {
    var change = Change(.rename, .group, new)
    change.formerName = old
    return change
  }

  @Test func `what no run has taken back is not`() throws {
    let takenBack = try TakenBack(of: run(1, [edit("ada")]), by: [])
    #expect(takenBack.isEmpty)
    #expect(!takenBack.contains(edit("ada")))
  }

  @Test func `what one run has taken back is, and the rest is not`() throws {
    let takenBack = try TakenBack(
      of: run(1, [edit("ada"), edit("bob")]), by: [run(2, undoes: 1, [edit("ada")])])
    #expect(takenBack.contains(edit("ada")))
    #expect(!takenBack.contains(edit("bob")))
  }

  @Test func `what was brought about again is not`() throws {
    let takenBack = try TakenBack(
      of: run(1, [edit("ada"), edit("bob")]),
      by: [
        run(3, undoes: 2, [edit("ada")]), run(2, undoes: 1, [edit("ada"), edit("bob")]),
      ])
    #expect(!takenBack.contains(edit("ada")))
    #expect(takenBack.contains(edit("bob")))
  }

  @Test func `a removal that was held back is not`() throws {
    var removal = edit("ada")
    removal.action = .remove
    let step = JournalStep(
      number: 1, effect: .removal, account: address("ada"), id: accountID("ada"), home: "x",
      reason: nil,
      leaver: nil, heldUntil: 9, mailbox: .empty, state: .heldBack)
    let takenBack = try TakenBack(
      of: run(1, [edit("ada")]), by: [run(2, undoes: 1, [removal], steps: [step])])
    #expect(!takenBack.contains(edit("ada")))
  }

  @Test func `a group is known by its name of before`() throws {
    let swap = [rename("a", "b"), rename("b", "a")]
    let takenBack = try TakenBack(
      of: run(1, swap + [rename("c", "d")]), by: [run(2, undoes: 1, [rename("d", "c")])])
    #expect(takenBack.contains(rename("c", "d")))
    #expect(!takenBack.contains(rename("a", "b")))
    #expect(takenBack.formerGroupNames == ["d": "c"])
  }

  @Test func `a run that takes itself back ends nothing`() throws {
    let odd = run(2, undoes: 2, [edit("ada")])
    #expect(try TakenBack(of: odd, by: [odd]).isEmpty)
  }
}
