import MailModel
import Reports
import Testing

@Suite struct RunReportTests {
  @Test func `counts that are zero are left out`() {
    var applied = Applied(run: 42)
    applied.added = 3
    applied.edited = 2
    #expect(RunReport().text(applied) == "run 42: 3 added, 2 edited\n")
  }

  @Test func `one removal is named in the hint`() {
    var applied = Applied(run: 42)
    applied.removed = [Samples.address("bjones")]
    #expect(
      RunReport().text(applied) == """
        run 42: 1 removed
        to bring one back: rollbook trash restore bjones@school.example

        """)
  }

  @Test func `what was held back or left to the next run is listed`() {
    var applied = Applied(run: 42)
    applied.renamed = 1
    applied.adopted = 1
    applied.removedGroups = 1
    applied.removed = [Samples.address("a"), Samples.address("b")]
    applied.heldBack = [
      Applied.HeldBack(Samples.address("c"), reason: "2 messages came in\u{1B}")
    ]
    applied.givenUp = [Samples.address("d"), Samples.address("e")]
    #expect(
      RunReport().text(applied) == """
        run 42: 1 renamed, 1 adopted, 3 removed
        1 removal held back:
            c@school.example: 2 messages came in\\u{1B}
        2 removals not finished, the next apply goes on:
            d@school.example
            e@school.example
        to bring one back: rollbook trash restore NAME

        """)
  }

  @Test func `a lockout alone is something`() {
    var applied = Applied(run: 42)
    applied.changedLockout = true
    #expect(RunReport().text(applied) == "run 42: lockout changed\n")
  }

  @Test func `a run that did nothing says so`() {
    #expect(RunReport().text(Applied(run: nil)) == "nothing changed\n")
  }
}
