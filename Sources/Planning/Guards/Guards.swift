import MailModel

/// Every guard, in the order in which their findings stand in a plan.
package enum Guards {
  package static let all: [any Guard] = [
    Clock(), MailboxNotEmpty(), NestedHome(), Operator(), MinimumAdmins(), BuiltInName(),
    Protected(), RemovalLimit(), RemovalBudget(), EditLimit(), GroupEmptied(), PersonChanged(),
    EmptyManifest(),
    ShrunkenSource(), Seats(),
    ForwardLoop(), DanglingTarget(), ForwardDomain(), AssertReaches(), AssertNoExternal(),
    NoPostmaster(), UndeclaredDomain(), NameReuse(), RecentlyActive(), InUse(), LooksLikeRename(),
  ]

  /// What each says of a plan; those of the manifest's text say what they said when `decided`
  /// was made.
  static func findings(in input: GuardInput, decided: SavedPlan?) -> [Finding] {
    all.flatMap { rule in
      guard let decided, type(of: rule).judgesManifest else { return rule.findings(in: input) }
      let name = type(of: rule).name
      return decided.manifestFindings.filter { $0.guardName.sameBytes(as: name) }.map { finding in
        let isOver = finding.limit.map { finding.measured > $0 } ?? false
        return isOver || finding.verdict == .allowed || finding.verdict == .refused
          ? finding.consented(in: input) : finding
      }
    }
  }

  /// True when each guard of the manifest's text has said something.
  static func areAnswered(in findings: [Finding]) -> Bool {
    all.allSatisfy { rule in
      !type(of: rule).judgesManifest
        || findings.contains { $0.guardName.sameBytes(as: type(of: rule).name) }
    }
  }

  /// The guards that `--allow` may name.
  package static let allowableNames: [String] = all.filter { type(of: $0).isAllowable }.map {
    type(of: $0).name
  }
}
