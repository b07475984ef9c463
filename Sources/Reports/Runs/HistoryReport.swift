import MailModel
import Planning

/// Runs in the caller's order, as a table or as JSON.
package struct HistoryReport: Report {
  package let runs: [RunRecord]

  package init(_ runs: [RunRecord]) {
    self.runs = runs
  }

  package func text(style: Style = .plain) -> String {
    if runs.isEmpty { return "no runs yet\n" }
    var table = Table([
      .right("RUN"), .left("WHEN (UTC)"), .left("WHO"), .left("HOST"), .left("KIND"),
      .left("OUTCOME"), .left("CHANGES"), .left("COMMIT"),
    ])
    table.rows = runs.map { run in
      [
        "\(run.number)", Wording.minute(run.start.started), run.start.operatorName.shown,
        run.start.host.shown, run.start.kind.rawValue, run.outcome.rawValue,
        Wording.counts(of: run), Self.commit(run.start),
      ]
    }
    let legend =
      runs.contains(where: \.start.isDirty)
      ? [style.paint("* the repository had uncommitted changes", .faint)] : []
    return TextReport.join([table.lines(style), legend])
  }

  /// Seven digits, and `*` for uncommitted changes.
  private static func commit(_ start: RunStart) -> String {
    start.commit.map { String($0.shown.prefix(7)) + (start.isDirty ? "*" : "") } ?? "-"
  }

  /// `{ "rollbook_history": 1, "runs": [ … ] }`; a run read with its changes and findings has
  /// them, and its steps.
  package func json() -> String {
    JSONText.pretty(HistoryDocument(runs: runs.map(HistoryDocument.Run.init)))
  }
}
