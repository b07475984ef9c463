import MailModel
import Planning

/// Why a plan is refused, guard by guard, with the words that would allow it.
struct RefusalText {
  let style: Style

  func lines(of plan: Plan) -> [String] {
    lines(of: plan.findings, undoing: plan.undoes)
      + (plan.isApprovable ? ["  " + Wording.toApprove(plan.digest)] : [])
  }

  /// `undone` is the run that the plan takes back.
  func lines(of findings: [Finding], undoing undone: Int? = nil) -> [String] {
    let refused = findings.filter { $0.verdict == .refused }.map {
      style.domains.spelled(FindingDocument($0))
    }
    var names: [String] = []
    for finding in refused where !names.contains(finding.guard) { names.append(finding.guard) }
    return [style.paint(Wording.nothingWasChanged, .bad)]
      + names.flatMap { name in
        lines(of: refused.filter { $0.guard == name }, guardName: name, undoing: undone)
      }
  }

  /// A guard that judges account by account may refuse hundreds of them: ten are shown, of others
  /// the names.
  private func lines(
    of findings: [FindingDocument], guardName: String, undoing undone: Int?
  ) -> [String] {
    var lines: [String] = []
    for finding in findings.prefix(Wording.shownSubjects) {
      lines.append(
        style.paint(Wording.refused(by: guardName.shown), .bad) + ": " + finding.message.shown)
      lines.append("  " + Wording.figures(finding))
      lines += FindingText.subjectLines(of: finding, indent: 4)
      lines.append(
        "  "
          + (finding.allow.map { Wording.toAllow($0.shown) }
            ?? Wording.nothingAllowsIt(undoing: undone)))
    }
    if findings.count > Wording.shownSubjects {
      lines.append(
        style.paint(Wording.refused(by: guardName.shown), .bad) + ": "
          + Wording.andMore(
            findings.count - Wording.shownSubjects,
            findings.dropFirst(Wording.shownSubjects).compactMap { $0.subject?.shown }))
    }
    return lines
  }
}
