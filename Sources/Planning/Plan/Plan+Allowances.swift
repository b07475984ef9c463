extension Plan {
  /// Those of the allowances a plan was made with that a finding needed: what a run records.
  package func usedAllowances(_ given: [Allowance]) -> [Allowance] {
    given.filter { allowance in findings.contains { $0.isAllowed(by: allowance) } }
  }
}
