import MailModel

/// What a site says of itself when a plan that was decided before is carried out: the manifest at hand,
/// or without one what the store remembers of the last that was applied.
///
/// A plan comes from a file, which may have been edited: it can be stricter than the site, and not
/// laxer.
package struct StandingRules: Hashable, Sendable {
  package var policy: Policy
  private var lastApplied: LastApplied

  /// Those of the manifest at hand.
  package init(of manifest: Manifest) {
    policy = manifest.policy
    lastApplied = LastApplied(of: manifest)
  }

  /// Those of the last applied manifest, whose policy `policy` is as far as its text says it.
  package init(remembered lastApplied: LastApplied, policy: Policy) {
    var policy = policy
    policy.protected = lastApplied.protected
    policy.hold = lastApplied.hold
    self.policy = policy
    self.lastApplied = lastApplied
  }

  /// What the store is to remember when `other` is what a plan says of that.
  fileprivate func stricter(with other: LastApplied) -> LastApplied {
    var result = other
    result.protected = NamePattern.union(other.protected, lastApplied.protected)
    result.hold = max(other.hold, lastApplied.hold)
    result.policy = lastApplied.policy
    result.domain = lastApplied.domain
    return result
  }
}

extension SavedPlan {
  /// The same, judged by what the site says as well, of which the store forgets nothing; nil is a
  /// site that nobody has said anything of.
  package func under(_ rules: StandingRules?) -> SavedPlan {
    guard let rules else { return self }
    var plan = self
    plan.policy = policy.stricter(with: rules.policy)
    if let kept = appliedState?.lastApplied {
      plan.appliedState?.lastApplied = rules.stricter(with: kept)
    }
    return plan
  }
}

extension LastApplied {
  /// What the store remembers of a manifest that is applied.
  init(of manifest: Manifest) {
    self.init(
      protected: manifest.policy.protected, hold: manifest.policy.hold, policy: manifest.policyText,
      domain: manifest.domain, lockout: manifest.policy.lockout)
  }
}
