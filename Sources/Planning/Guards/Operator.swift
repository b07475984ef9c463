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
    guard let row = situation.withSides({ Self.row(of: address, $0) }) else {
      return [Self.passed("there is no account \(address), which is said to run the plan")]
    }
    let deeds = Self.deeds(row, situation)
    let name = situation.withSides { $0.live.rows.address(row) }
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

  private static func deeds(_ row: Int, _ situation: Situation) -> [String] {
    var deeds: [String] = []
    let change = situation.change(ofRow: row)
    if change?.action == .remove { deeds.append("remove") }
    if change?.action == .rename { deeds.append("rename") }
    if situation.standing.disabled.contains(row) { deeds.append("disable") }
    if let admin = change?[.admin], admin.before == .flag(true), admin.after == .flag(false) {
      deeds.append("demote")
    }
    return deeds
  }
}
