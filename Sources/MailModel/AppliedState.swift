/// What the store remembers of an applied manifest beside the accounts.
///
/// No change of its own but for the lockout, which the mail server obeys: a plan tells that.
package struct AppliedState: Sendable, Hashable {
  package var lastApplied: LastApplied
  /// The file that lists each touched or moved account now, by account address after the plan;
  /// nil where none does any more.
  package var accountSources: [Address: String?]
  /// The same of groups, by name.
  package var groupSources: [String: String?]

  package init(
    lastApplied: LastApplied, accountSources: [Address: String?] = [:],
    groupSources: [String: String?] = [:]
  ) {
    self.lastApplied = lastApplied
    self.accountSources = accountSources
    self.groupSources = groupSources
  }
}
