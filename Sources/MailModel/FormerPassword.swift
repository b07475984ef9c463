/// A password that a run changed, kept until the hold is over so that the run can be undone.
package struct FormerPassword: Hashable, Sendable {
  /// The account's id.
  package var id: String
  /// nil for none.
  package var before: Secret?
  package var after: Secret?

  package init(id: String, before: Secret?, after: Secret?) {
    self.id = id
    self.before = before
    self.after = after
  }
}
