import MailModel
import Planning

/// One run step by step: who and when, its changes with before and after, findings, removals.
package struct RunDetails: Report {
  package let run: RunRecord

  /// - Parameter run: Read alone, with its changes and findings.
  package init(_ run: RunRecord) {
    self.run = run
  }

  /// As in a list of runs, with what only one run alone tells.
  package func json() -> String { HistoryReport([run]).json() }

  package func text(style: Style = .plain) -> String {
    let head = "run \(run.number): \(run.start.kind.rawValue), \(run.outcome.rawValue)"
    return TextReport.join([
      [style.paint(head, .strong)] + facts, changes(style), lockout(style), findings(style),
      steps(style),
    ])
  }

  private var facts: [String] {
    let start = run.start
    var rows = [
      ("who", "\(start.operatorName.shown), pid \(start.pid) on \(start.host.shown)"),
      ("started", ISO8601.text(start.started)),
      ("finished", run.finished.map(ISO8601.text) ?? "not yet"),
      ("changes", Wording.counts(of: run)),
    ]
    if let other = start.undoes { rows.append(("undoes", "run \(other)")) }
    if let plan = start.savedPlan { rows.append(("plan", plan.shown)) }
    if !start.manifestDigest.isEmpty { rows.append(("manifest", start.manifestDigest.shown)) }
    if let commit = start.commit {
      rows.append(("commit", commit.shown + (start.isDirty ? ", with uncommitted changes" : "")))
    }
    if !start.allowances.isEmpty {
      rows.append(("allowed", start.allowances.map(\.shown).joined(separator: ", ")))
    }
    for approval in start.approvals {
      rows.append(("approved", Wording.approval(ApprovalDocument(approval)).shown))
    }
    return rows.map { "  " + "\($0.0):".padded(to: 10) + $0.1 }
  }

  private func changes(_ style: Style) -> [String] {
    guard let text = run.start.changes else { return [] }
    guard let changes = try? ChangeDocument.documents(in: text) else {
      return ["the changes of this run are kept in a form that this rollbook does not know"]
    }
    return ChangeText(style: style).lines(of: changes)
  }

  private func lockout(_ style: Style) -> [String] {
    guard let text = run.start.lockout else { return [] }
    guard let lockout = try? LockoutChangeDocument.read(text) else {
      return ["the lockout of this run is kept in a form that this rollbook does not know"]
    }
    return [LockoutText(style: style).line(of: lockout)]
  }

  private func findings(_ style: Style) -> [String] {
    guard let text = run.start.findings else { return [] }
    guard let findings = try? FindingDocument.documents(in: text) else {
      return ["the findings of this run are kept in a form that this rollbook does not know"]
    }
    return FindingText(style: style).lines(of: findings)
  }

  private func steps(_ style: Style) -> [String] {
    if run.steps.isEmpty { return [] }
    var table = Table([
      .right("STEP"), .left("ACCOUNT"), .left("EFFECT"), .left("STATE"), .left("MAILBOX"),
      .left("HELD UNTIL"),
    ])
    table.rows = run.steps.map {
      [
        "\($0.number)", style.shown($0.account), $0.effect.rawValue, $0.state.rawValue,
        Wording.mailbox(MailboxDocument($0.mailbox)), Wording.minute($0.heldUntil),
      ]
    }
    return table.lines(style)
  }
}
