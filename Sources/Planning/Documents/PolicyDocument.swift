import MailModel

/// The rules that a plan was judged by, as JSON.
package struct PolicyDocument: Codable, Hashable, Sendable {
  package var mode: String
  /// Whole percent and a count; a part that is nil does not apply.
  package var maxRemovalsPercent: Int?
  package var maxRemovalsCount: Int?
  package var seats: Int?
  package var minimumAdmins: Int
  package var protected: [String]
  /// nil where mail may be forwarded anywhere.
  package var forwardDomains: [String]?
  /// The site's own domains; nil where no manifest says.
  package var ownDomains: [String]?
  /// As manifests write it: `30d`.
  package var hold: String
  /// An IANA name; nil is the system's zone.
  package var timeZone: String?
  /// nil where the manifest asserts nothing.
  package var assertions: AssertionsDocument?

  package init(_ policy: Policy) {
    mode = policy.mode.rawValue
    maxRemovalsPercent = policy.maxRemovals.percent
    maxRemovalsCount = policy.maxRemovals.count
    seats = policy.seats
    minimumAdmins = policy.minimumAdmins
    protected = policy.protected.map(\.text)
    forwardDomains = policy.forwardDomains.map { $0.map(\.text) }
    ownDomains = policy.ownDomains
    hold = policy.hold.description
    timeZone = policy.timeZone
    if policy.assertions != Assertions() { assertions = AssertionsDocument(policy.assertions) }
  }

  /// - Throws: What no policy can be.
  package func policy() throws(PlanDocumentError) -> Policy {
    guard let mode = Policy.Mode(rawValue: mode), let hold = TimeSpan(hold),
      0...100 ~= maxRemovalsPercent ?? 0, maxRemovalsCount ?? 0 >= 0, seats ?? 0 >= 0,
      minimumAdmins >= 0
    else { throw .notAPlan }
    var policy = Policy()
    policy.mode = mode
    policy.hold = hold
    policy.maxRemovals = Policy.RemovalLimit(percent: maxRemovalsPercent, count: maxRemovalsCount)
    policy.seats = seats
    policy.minimumAdmins = minimumAdmins
    policy.protected = protected.map { NamePattern($0) }
    policy.forwardDomains = forwardDomains.map { $0.map { NamePattern($0) } }
    policy.ownDomains = ownDomains
    policy.timeZone = timeZone
    policy.assertions = try assertions?.assertions() ?? Assertions()
    return policy
  }
}
