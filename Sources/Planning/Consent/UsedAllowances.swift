import MailModel

extension Finding {
  /// True when it would refuse but for this allowance.
  package func isAllowed(by allowance: Allowance) -> Bool {
    verdict == .allowed && guardName.sameBytes(as: allowance.guardName)
      && allow?.sameBytes(as: allowance.option) == true
  }

  /// True when it refuses an allowance for its figure, and says so.
  private func turnsDown(_ allowance: Allowance) -> Bool {
    verdict == .refused && subject == nil && guardName.sameBytes(as: allowance.guardName)
  }

  /// Warnings of consent that nothing in a plan with these findings asks for, each once.
  static func unusedAllowances(_ given: [Allowance], _ findings: [Finding]) -> [Finding] {
    var told: Set<Allowance> = []
    return given.compactMap { allowance in
      if findings.contains(where: { $0.isAllowed(by: allowance) || $0.turnsDown(allowance) }) {
        return nil
      }
      guard told.insert(allowance).inserted else { return nil }
      return Finding(
        "unused-allowance", .warning, subject: allowance.description,
        subjects: [allowance.description], measured: 1,
        message: "nothing in this plan needs \(allowance.option)")
    }
  }
}
