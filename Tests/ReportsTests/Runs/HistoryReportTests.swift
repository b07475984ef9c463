import MailModel
import Planning
import Reports
import TestSupport
import Testing

@Suite struct HistoryReportTests {
  private static var runs: [RunRecord] {
    var apply = RunStart(
      kind: .apply, operatorName: "head@school.example", host: "mx1", pid: 812,
      started: 1_795_370_400, manifestDigest: "sha256:aa", commit: "a1b2c3d4e5f6", isDirty: true,
      ownedBefore: 100, allowances: ["removal-limit:12"], counts: [2, 2, 1, 1, 4])
    let first = RunRecord(number: 41, start: apply, finished: 1_795_370_412, outcome: .heldBack)
    apply.commit = nil
    apply.isDirty = false
    apply.counts = [0, 0, 0, 0, 0]
    apply.kind = .empty
    apply.operatorName = "root\u{1B}[2J"
    return [RunRecord(number: 42, start: apply, finished: nil, outcome: .unfinished), first]
  }

  private static var whole: RunRecord {
    var run = runs[1]
    let plan = Samples.term
    run.start.approvals = [
      Approval(
        .figure(.editLimit, atMost: 40), until: Day("2026-12-01"), by: "grace",
        reason: "moving\u{1B}[2J")
    ]
    run.start.changes = ChangeDocument.text(of: plan.changes)
    run.start.findings = FindingDocument.text(of: plan.findings)
    run.start.lockout = plan.lockout.map { LockoutChangeDocument($0).text() }
    run.steps = [
      JournalStep(
        number: 1, effect: .removal, account: Samples.address("bjones"), id: "k3v9x2ma", home: "h",
        reason: "left 2026-07-20", leaver: "l", heldUntil: 1_797_962_400,
        mailbox: Mailbox(inbox: 10, messages: 12, bytes: 348_160, newest: 1_784_452_320),
        state: .done),
      JournalStep(
        number: 2, effect: .removal, account: Samples.address("csmith"), id: "k3v9x2mb", home: "h",
        reason: nil,
        leaver: nil, heldUntil: 1_797_962_400, mailbox: .empty, state: .heldBack),
    ]
    return run
  }

  @Test func `runs are a table`() {
    expectGolden(HistoryReport(Self.runs).text(), "history.txt")
  }

  @Test func `runs are json without changes`() {
    expectGolden(HistoryReport(Self.runs).json(), "history.json")
  }

  @Test func `one run shows its changes with before and after, findings and steps`() {
    expectGolden(RunDetails(Self.whole).text(), "run.txt")
  }

  @Test func `one run has changes, findings and steps in json`() {
    let json = HistoryReport([Self.whole]).json()
    for key in ["changes", "findings", "steps"] { #expect(json.contains("\"\(key)\" : [")) }
    expectGolden(json, "run.json")
  }

  @Test func `a run that a later version wrote is shown as far as it is known`() {
    var run = Self.whole
    run.start.changes = "{\"v\":2}"
    run.start.lockout = "{\"v\":2}"
    let text = RunDetails(run).text()
    #expect(text.contains("the changes of this run are kept in a form that this rollbook"))
    #expect(text.contains("bjones@school.example"))
    #expect(text.contains("the lockout of this run is kept in a form that this rollbook"))
    #expect(HistoryReport([run]).json().contains("\"changes\" : null"))
    #expect(HistoryReport([run]).json().contains("\"lockout\" : null"))
  }

  @Test func `a lockout alone shows among the changes of a run`() {
    var run = Self.runs[0]
    run.start.lockout = "{}"
    #expect(HistoryReport([run]).text().contains(" lockout "))
  }

  @Test func `no run is a sentence`() {
    #expect(HistoryReport([]).text() == "no runs yet\n")
  }
}
