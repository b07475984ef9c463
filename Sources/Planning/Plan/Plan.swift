import MailModel

/// What an apply would do: an ordered value that can be printed, compared and carried out.
package struct Plan: Sendable, Hashable {
  package enum Verdict: String, Sendable, Hashable {
    case inSync = "in-sync"
    case ready
    case refused
  }

  /// How many changes of each kind; groups and accounts together.
  package struct Summary: Sendable, Hashable {
    package var add = 0
    package var edit = 0
    package var rename = 0
    package var adopt = 0
    package var remove = 0
    /// Owned accounts and groups that stay as they are.
    package var unchanged = 0
    /// Live accounts and groups that rollbook does not own and the manifest does not list.
    package var unmanaged = 0

    package init() {}
  }

  package var manifestDigest: String
  package var sources: [Manifest.Source]
  package var storeID: String
  /// Groups to add, edit, rename or adopt; accounts to add, edit, rename, adopt, remove; groups to
  /// remove; by name within each.
  package var changes: [Change]
  /// In the order of the guards.
  package var findings: [Finding]
  package var summary: Summary
  /// Owned accounts before the plan: the base of limits, kept in the history.
  package var ownedBefore: Int
  /// Removals that `--hold-removals` left out, by name.
  package var heldRemovals: [Address]
  package var appliedState: AppliedState
  /// nil where accounts are locked as before.
  package var lockout: LockoutChange?
  /// What the guards judged by.
  package var policy = Policy()
  /// Names of the groups that the manifest declares.
  package var declaredGroups: [String] = []
  /// Every address whose mail reaches others once the plan is done, sorted; empty at the check
  /// under the lock.
  package var delivery: [DeliveryChange] = []
  /// Domains whose mail the site begins or ceases to take, sorted.
  package var domains: [DomainChange] = []
  /// The run that the plan takes back; nil for a plan of a manifest.
  package var undoes: Int?

  package var verdict: Verdict {
    if findings.contains(where: { $0.verdict == .refused }) { return .refused }
    return changes.isEmpty && lockout == nil ? .inSync : .ready
  }

  /// What an approval names this very plan by: its changes, wherever in the manifest they stand.
  package var digest: String { ChangeDocument.digest(of: changes, lockout) }

  /// Approvals that a finding needed: what a run uses up.
  package var usedApprovals: [Approval] {
    var told: Set<Approval> = []
    return findings.compactMap(\.approval).filter { told.insert($0).inserted }
  }

  /// True when an approval could allow something that refuses it.
  package var isApprovable: Bool {
    findings.contains { finding in
      finding.verdict == .refused
        && Consent.guardNames.contains { $0.sameBytes(as: finding.guardName) }
    }
  }

  package init(
    manifestDigest: String, sources: [Manifest.Source], storeID: String, changes: [Change],
    findings: [Finding], summary: Summary, ownedBefore: Int, heldRemovals: [Address],
    appliedState: AppliedState
  ) {
    self.manifestDigest = manifestDigest
    self.sources = sources
    self.storeID = storeID
    self.changes = changes
    self.findings = findings
    self.summary = summary
    self.ownedBefore = ownedBefore
    self.heldRemovals = heldRemovals
    self.appliedState = appliedState
  }
}
