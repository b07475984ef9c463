import MailModel

/// Every guard, in the order in which their findings stand in a plan.
package enum Guards {
  package static let all: [any Guard] = [
    Clock(), MailboxNotEmpty(), Operator(), MinimumAdmins(), BuiltInName(), Protected(),
    RemovalLimit(), RemovalBudget(), EditLimit(), GroupEmptied(), PersonChanged(), EmptyManifest(),
    ShrunkenSource(), Seats(),
    ForwardLoop(), DanglingTarget(), ForwardDomain(), AssertReaches(), AssertNoExternal(),
    NoPostmaster(), UndeclaredDomain(), NameReuse(), RecentlyActive(), InUse(), LooksLikeRename(),
  ]

  /// What each says of a plan; those of the manifest's text say what they said when `decided`
  /// was made.
  static func findings(in situation: Situation, decided: DecidedPlan?) -> [Finding] {
    all.flatMap { rule in
      guard let decided, type(of: rule).judgesManifest else { return rule.findings(in: situation) }
      let name = type(of: rule).name
      return decided.manifestFindings.filter { $0.guardName.sameBytes(as: name) }.map { finding in
        finding.verdict == .allowed || finding.verdict == .refused
          ? finding.consented(in: situation) : finding
      }
    }
  }

  /// The guards that `--allow` may name.
  package static let allowableNames: [String] = all.filter { type(of: $0).isAllowable }.map {
    type(of: $0).name
  }
}
