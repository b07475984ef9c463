import MailModel

/// What the store will remember of the manifest, as JSON.
package struct BookkeepingDocument: Codable, Hashable, Sendable {
  package var protected: [String]
  /// As manifests write it: `30d`.
  package var hold: String
  package var policy: String?
  package var domain: String?
  package var lockout: LockoutDocument
  /// The file that lists each touched account now; null where none does.
  package var accountSources: [String: String?]
  package var groupSources: [String: String?]

  package init(_ bookkeeping: Bookkeeping) {
    protected = bookkeeping.lastApplied.protected.map(\.text)
    hold = bookkeeping.lastApplied.hold.description
    policy = bookkeeping.lastApplied.policy
    domain = bookkeeping.lastApplied.domain
    lockout = LockoutDocument(bookkeeping.lastApplied.lockout)
    accountSources = [:]
    for (account, source) in bookkeeping.accountSources {
      accountSources.updateValue(source, forKey: account.text)
    }
    groupSources = bookkeeping.groupSources
  }
}
