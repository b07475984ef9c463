/// What a plan makes of the rule by which the mail server locks accounts.
package struct LockoutChange: Hashable, Sendable {
  package var before: Policy.Lockout
  package var after: Policy.Lockout

  /// nil where both are the same.
  package init?(from before: Policy.Lockout, to after: Policy.Lockout) {
    if before == after { return nil }
    self.before = before
    self.after = after
  }
}
