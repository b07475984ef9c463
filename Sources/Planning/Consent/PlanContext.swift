import MailModel

/// What a plan depends on beside manifest and store, handed in so that planning stays pure.
package struct PlanContext: Sendable, Hashable {
  /// The account of whoever runs the plan, as given or found; it may not exist.
  package var operatorAddress: Address?
  /// Seconds since 1970.
  package var now: Int64
  /// `now` as a day in the site's time zone.
  package var today: Day
  package var allowances: [Allowance]
  /// Those of them that a run had used which did not get to its end, and those that a saved plan
  /// was made with: for what is left of it, they cover their figure and anything below.
  package var standingAllowances: Set<Allowance> = []
  /// Approvals of the manifest, those that are spent and expired among them.
  package var approvals: [Approval] = []
  /// What of a run that did not get to its end is still approved.
  package var standingApprovals = StandingApprovals()
  /// The check under the lock, where an allowance covers its figure and anything below.
  package var isFreshCheck: Bool
  /// Leaves account removals out of the plan.
  package var holdsRemovals: Bool

  package init(
    operatorAddress: Address?, now: Int64, today: Day, allowances: [Allowance] = [],
    isFreshCheck: Bool = false, holdsRemovals: Bool = false
  ) {
    self.operatorAddress = operatorAddress
    self.now = now
    self.today = today
    self.allowances = allowances
    self.isFreshCheck = isFreshCheck
    self.holdsRemovals = holdsRemovals
  }
}

/// Approvals that a run had used which did not get to its end: they go on for what it left.
package struct StandingApprovals: Sendable, Hashable {
  package var fingerprints: Set<String> = []
  /// What that run was to do; one approved by its digest goes on for nothing else.
  package var changes: Set<ChangeKey> = []

  /// A change by what it does to whom.
  package struct ChangeKey: Sendable, Hashable {
    package var action: String
    package var kind: String
    package var name: String

    package init(_ change: Change) {
      self.init(action: change.action.rawValue, kind: change.kind.rawValue, name: change.name)
    }

    package init(action: String, kind: String, name: String) {
      self.action = action
      self.kind = kind
      self.name = name
    }
  }

  package init() {}
}

/// `--allow GUARD:VALUE`: consent to one finding, with the figure or the name it prints.
package struct Allowance: Sendable, Hashable, CustomStringConvertible {
  package var guardName: String
  package var value: String

  package init(guardName: String, value: String) {
    self.guardName = guardName
    self.value = value
  }

  /// - Returns: nil unless `text` is a name and a value around a colon.
  package init?(_ text: String) {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    guardName = String(text[..<colon])
    value = String(text[text.index(after: colon)...])
    if guardName.isEmpty || value.isEmpty { return nil }
  }

  package var description: String { "\(guardName):\(value)" }

  /// The same with an account's bare name in `domain`.
  package func naming(in domain: String?) -> Allowance {
    guard Consent.Subject(rawValue: guardName) == .personChanged,
      let address = Address(value, domain: domain)
    else { return self }
    return Allowance(guardName: guardName, value: address.text)
  }

  /// The words to give on a command line: `--allow removal-limit:12`.
  var option: String { "--allow \(description.asShellWord)" }
}
