import MailModel

/// Which approvals of the manifest hold for one plan.
struct ApprovalCheck: Sendable {
  private let context: PlanContext
  private let spent: [String: Int]
  /// `Plan.digest`; empty where no approval asks for it.
  private let digest: String
  /// True when everything in the plan was in that of the run that stopped.
  private let isRest: Bool

  init(
    _ context: PlanContext, _ snapshot: Snapshot, _ lockout: LockoutChange?,
    changes: @autoclosure () -> [Change]
  ) {
    self.context = context
    spent = snapshot.spentApprovals
    guard context.approvals.contains(where: { $0.plan != nil }) else {
      digest = ""
      isRest = false
      return
    }
    let changes = changes()
    digest = ChangeDocument.digest(of: changes, lockout)
    let known = context.standingApprovals.changes
    isRest =
      !known.isEmpty
      && changes.allSatisfy { known.contains(StandingApprovals.ChangeKey($0)) }
  }

  enum Answer {
    case covers
    /// Not this finding, for a reason that has to be told.
    case falls(short: String)
    /// Not this finding; it is about another one, or a notice tells why.
    case isSilent
  }

  /// Whether `approval` allows `finding`, both of one guard.
  func answer(of approval: Approval, to finding: Finding) -> Answer {
    if isSpent(approval) || isExpired(approval) { return .isSilent }
    switch approval.consent {
    case .figure(_, let count) where finding.measured > count:
      return .falls(short: "the approval by \(approval.by) covers \(count) at most")
    case .subject(_, let name) where finding.subject?.sameBytes(as: name) != true:
      return .isSilent
    case .figure, .subject: break
    }
    guard let plan = approval.plan, !plan.sameBytes(as: digest) else { return .covers }
    if isRest, context.standingApprovals.fingerprints.contains(approval.fingerprint) {
      return .covers
    }
    return .falls(short: "the approval by \(approval.by) is for another plan")
  }

  /// Warnings of approvals that hold for no plan any more, each once.
  var notices: [Finding] {
    context.approvals.compactMap { approval in
      let name = approval.consent.description
      let what = "the approval of \(name) by \(approval.by)"
      if isSpent(approval) {
        let run = spent[approval.fingerprint].map { "run \($0)" } ?? "a run"
        return Finding(
          "spent-approval", .warning, subject: name, subjects: [name], measured: 1,
          message: "\(what) was used up by \(run) and allows nothing more; take it away, or write "
            + "a new one")
      }
      guard let until = approval.until, isExpired(approval) else { return nil }
      return Finding(
        "expired-approval", .warning, subject: name, subjects: [name], measured: 1,
        message: "\(what) ended on \(until) and allows nothing more; take it away, or write a new "
          + "one")
    }
  }

  private func isSpent(_ approval: Approval) -> Bool {
    guard !spent.isEmpty else { return false }
    let fingerprint = approval.fingerprint
    return spent[fingerprint] != nil
      && !context.standingApprovals.fingerprints.contains(fingerprint)
  }

  private func isExpired(_ approval: Approval) -> Bool {
    approval.until.map { $0 < context.today } ?? false
  }
}
