import MailModel

/// What the store will remember of the manifest, as JSON.
package struct AppliedStateDocument: Codable, Hashable, Sendable {
  package var protected: [String]
  /// As manifests write it: `30d`.
  package var hold: String
  package var policy: String?
  package var domain: String?
  package var lockout: LockoutDocument
  /// The file that lists each touched account now; null where none does.
  package var accountSources: [String: String?]
  package var groupSources: [String: String?]

  package init(_ appliedState: AppliedState) {
    protected = appliedState.lastApplied.protected.map(\.text)
    hold = appliedState.lastApplied.hold.description
    policy = appliedState.lastApplied.policy
    domain = appliedState.lastApplied.domain
    lockout = LockoutDocument(appliedState.lastApplied.lockout)
    accountSources = [:]
    for (account, source) in appliedState.accountSources {
      accountSources.updateValue(source, forKey: account.text)
    }
    groupSources = appliedState.groupSources
  }
}
