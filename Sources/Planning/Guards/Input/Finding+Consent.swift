import MailModel

extension Finding {
  /// A finding that trips, as consent finds it: an option first, then an approval of the manifest.
  ///
  /// - Precondition: Without consent `message` and `allow` stand as the guard wrote them, or as this
  ///   function left them.
  func consented(in input: GuardInput) -> Finding {
    guard Consent.guardNames.contains(where: { $0.sameBytes(as: guardName) }) else { return self }
    var finding = withoutApproval
    finding.verdict = .refused
    finding.allow = Allowance(guardName: guardName, value: subject ?? "\(measured)").option
    let context = input.context
    let given = context.allowances.filter { $0.guardName.sameBytes(as: guardName) }
    if let fits = given.first(where: { covers($0, context) }) {
      finding.verdict = .allowed
      finding.allow = fits.option
      return finding
    }
    let approvals = context.approvals.filter { $0.consent.guardName.sameBytes(as: guardName) }
    var reasons: [String] = []
    for approval in approvals {
      switch input.approvals.answer(of: approval, to: finding) {
      case .covers:
        finding.verdict = .allowed
        finding.allow = nil
        finding.approval = approval
        finding.message += approval.words
        return finding
      case .falls(let short): reasons.append("; \(short)")
      case .isSilent: continue
      }
    }
    if subject == nil, let other = given.first {
      finding.message += "; \(other.option) does not fit, the figure is \(measured)"
    }
    if let reason = reasons.first, !finding.message.hasSuffix(reason) { finding.message += reason }
    return finding
  }

  private func covers(_ allowance: Allowance, _ context: PlanContext) -> Bool {
    if let subject { return allowance.value.sameBytes(as: subject) }
    if allowance.value.sameBytes(as: "\(measured)") { return true }
    let coversLess = context.isFreshCheck || context.standingAllowances.contains(allowance)
    return coversLess && Int(allowance.value).map { measured <= $0 } == true
  }

  private var withoutApproval: Finding {
    var finding = self
    if let approval, message.hasSuffix(approval.words) {
      finding.message = String(message.dropLast(approval.words.count))
    }
    finding.approval = nil
    return finding
  }
}

extension Approval {
  /// What a finding says that it allows.
  var words: String { "; approved by \(by): \(reason)" }
}
