import MailModel

/// When failed logins lock an account, as JSON; times as manifests write them: `30m`.
package struct LockoutDocument: Codable, Hashable, Sendable {
  package var failures: Int
  package var within: String
  package var `for`: String

  package init(_ lockout: Policy.Lockout) {
    failures = lockout.failures
    within = lockout.within.description
    `for` = lockout.lasts.description
  }
}

/// The lockout before and after a plan, as JSON.
package struct LockoutChangeDocument: Codable, Hashable, Sendable {
  package var before: LockoutDocument
  package var after: LockoutDocument

  package init(_ change: LockoutChange) {
    before = LockoutDocument(change.before)
    after = LockoutDocument(change.after)
  }

  /// One line, for the store.
  package func text() -> String { JSONText.compact(self) }

  /// Reads back what `text()` wrote.
  package static func read(_ text: String) throws -> LockoutChangeDocument {
    try JSONText.decode(LockoutChangeDocument.self, from: text)
  }
}
