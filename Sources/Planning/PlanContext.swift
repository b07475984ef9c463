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

  /// The words to give on a command line: `--allow removal-limit:12`.
  var option: String { "--allow \(self)" }
}
