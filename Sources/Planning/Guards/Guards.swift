/// Every guard, in the order in which their findings stand in a plan.
package enum Guards {
  package static let all: [any Guard] = [
    MailboxNotEmpty(), Operator(), MinimumAdmins(), BuiltInName(), Protected(), RemovalLimit(),
    RemovalBudget(), EditLimit(), GroupEmptied(), EmptyManifest(), ShrunkenSource(), Seats(),
    ForwardLoop(), DanglingTarget(), ForwardDomain(), NameReuse(), RecentlyActive(),
    LooksLikeRename(),
  ]

  /// The guards that `--allow` may name.
  package static let allowableNames: [String] = all.filter { type(of: $0).isAllowable }.map {
    type(of: $0).name
  }
}
