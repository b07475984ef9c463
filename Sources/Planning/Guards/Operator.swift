import MailModel

/// Refuses what would take the account away that runs the plan.
struct Operator: Guard {
  static let name = "operator"

  func findings(in situation: Situation) -> [Finding] {
    guard let address = situation.context.operatorAddress else {
      return [Self.passed("no account is known to run this plan")]
    }
    // Everything that can hurt the operator is an entry: without one nobody need be looked for.
    guard !situation.entries.isEmpty else {
      return [Self.passed("nothing changes for \(address), who runs the plan")]
    }
    guard let row = Self.row(of: address, situation.sides) else {
      return [Self.passed("there is no account \(address), which is said to run the plan")]
    }
    let deeds = Self.deeds(row, situation)
    let name = situation.sides.live.rows.address(row)
    guard !deeds.isEmpty else {
      return [Self.passed("\(name), who runs the plan, stays as an account")]
    }
    return [
      Self.refused(
        name.text, measured: deeds.count,
        message: "the plan would \(deeds.joined(separator: " and ")) \(name), who runs it")
    ]
  }

  private static func row(of address: Address, _ sides: Sides) -> Int? {
    sides.live.rows.index(of: address) ?? sides.aliases.row(of: address)
  }

  private static func deeds(_ account: Int, _ situation: Situation) -> [String] {
    let (before, after) = (situation.before, situation.after)
    var deeds: [String] = []
    if !after.has(account) { return ["remove"] }
    if after.name(of: account) != before.name(of: account) { deeds.append("rename") }
    if situation.logins.disabled.contains(account) { deeds.append("disable") }
    if before.isMarked(.admin, .admin, account), !after.isMarked(.admin, .admin, account) {
      deeds.append("demote")
    }
    return deeds
  }
}
