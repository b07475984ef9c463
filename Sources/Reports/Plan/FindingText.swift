import MailModel
import Planning

/// Findings one line each: verdict, guard, what it says, its figures.
struct FindingText {
  let style: Style

  /// Without those that passed, unless the style is verbose.
  func lines(of findings: [FindingDocument]) -> [String] {
    findings.filter { style.isVerbose || $0.verdict != "passed" }.flatMap {
      lines(of: style.domains.spelled($0))
    }
  }

  private func lines(of finding: FindingDocument) -> [String] {
    let title = style.paint("\(finding.verdict.shown):", paint(finding.verdict))
    var lines = [
      "\(title) \(finding.message.shown) [\(finding.guard.shown)] "
        + style.paint("(\(Wording.figures(finding)))", .faint)
    ]
    // Who passed is no news, who was refused stands in the refusal; who was let through is new.
    if finding.verdict != "passed", finding.verdict != "refused" {
      lines += Self.subjectLines(of: finding, indent: 4)
    }
    return lines
  }

  /// The first ten that were counted.
  static func subjectLines(of finding: FindingDocument, indent: Int) -> [String] {
    let space = String(repeating: " ", count: indent)
    let subjects = finding.subjects ?? (finding.subject.map { [$0] } ?? [])
    // One subject alone stands in the message already.
    if subjects.count == 1, finding.message.contains(subjects[0]) { return [] }
    var lines = subjects.prefix(Wording.shownSubjects).map { space + $0.shown }
    if subjects.count > lines.count {
      lines.append(space + Wording.andMore(subjects.count - lines.count))
    }
    return lines
  }

  private func paint(_ verdict: String) -> Style.Paint {
    switch verdict {
    case "passed": .good
    case "refused": .bad
    default: .changed
    }
  }
}
