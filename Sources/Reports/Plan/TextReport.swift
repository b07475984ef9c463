import MailModel
import Planning

/// A plan for a terminal: each change with what it does, what the guards say, and how many.
package struct TextReport {
  package let style: Style

  package init(style: Style = .plain) {
    self.style = style
  }

  /// Every change, that of the lockout, whose mail reaches others, findings that did not pass (all of them when verbose), the summary line.
  ///
  /// What would allow a refused plan is said by `refusal(_:)`.
  package func plan(_ plan: Plan) -> String {
    var blocks: [[String]] = []
    let changes = plan.changes.map(ChangeDocument.init)
    if let legend = ChangeText.legend(of: changes) { blocks.append([style.paint(legend, .faint)]) }
    blocks.append(ChangeText(style: style).lines(of: changes))
    blocks.append(heldRemovals(plan))
    if let lockout = plan.lockout {
      blocks.append([LockoutText(style: style).line(of: LockoutChangeDocument(lockout))])
    }
    blocks.append(DomainText(style: style).lines(of: plan.domains))
    blocks.append(DeliveryText(style: style).lines(of: plan.delivery))
    blocks.append(FindingText(style: style).lines(of: plan.findings.map(FindingDocument.init)))
    blocks.append([style.paint(Wording.summary(plan), .strong)])
    return Self.join(blocks)
  }

  /// Findings alone, as a plan has them.
  package func text(of findings: [Finding]) -> String {
    TextReport.join([FindingText(style: style).lines(of: findings.map(FindingDocument.init))])
  }

  /// Why the plan may not be applied and what would allow it; empty unless it is refused.
  ///
  /// In this order: nothing was changed; which guard; measured, limit, base; the first ten
  /// subjects; the words that would allow it.
  package func refusal(_ plan: Plan) -> String {
    plan.verdict == .refused ? Self.join([RefusalText(style: style).lines(of: plan)]) : ""
  }

  /// The same of findings without a plan, some of which refuse.
  package func refusal(_ findings: [Finding]) -> String {
    Self.join([RefusalText(style: style).lines(of: findings)])
  }

  private func heldRemovals(_ plan: Plan) -> [String] {
    plan.heldRemovals.isEmpty
      ? [] : ["held back:"] + plan.heldRemovals.map { "    \(style.shown($0))" }
  }

  /// Blocks with an empty line between them; those without lines leave no gap.
  static func join(_ blocks: [[String]]) -> String {
    let texts = blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
    return texts.isEmpty ? "" : texts.joined(separator: "\n\n") + "\n"
  }
}
