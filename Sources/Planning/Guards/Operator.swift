import MailModel

/// Refuses what would take the account away that runs the plan.
struct Operator: Guard {
  static let name = "operator"

  func findings(in input: GuardInput) -> [Finding] {
    guard let address = input.context.operatorAddress else {
      return [Self.passed("no account is known to run this plan")]
    }
    // Everything that can hurt the operator is an entry: without one nobody need be looked for.
    guard !input.entries.isEmpty else {
      return [Self.passed("nothing changes for \(address), who runs the plan")]
    }
    guard let row = Self.row(of: address, input.sides) else {
      return [Self.passed("there is no account \(address), which is said to run the plan")]
    }
    let deeds = Self.deeds(row, input)
    let name = input.sides.live.rows.address(row)
    guard !deeds.isEmpty else {
      return [Self.passed("\(name), who runs the plan, stays as an account")]
    }
    return [
      Self.refused(
        name.text, measured: deeds.count,
        message: "the plan would \(deeds.joined(separator: " and ")) \(name), who runs it")
    ]
  }

  private static func row(of address: Address, _ sides: DesiredAndLive) -> Int? {
    sides.live.rows.index(of: address) ?? sides.aliases.row(of: address)
  }

  private static func deeds(_ account: Int, _ input: GuardInput) -> [String] {
    let (before, after) = (input.before, input.after)
    var deeds: [String] = []
    if !after.has(account) { return ["remove"] }
    if after.name(of: account) != before.name(of: account) { deeds.append("rename") }
    if input.logins.disabled.contains(account) { deeds.append("disable") }
    if before.isMarked(.admin, .admin, account), !after.isMarked(.admin, .admin, account) {
      deeds.append("demote")
    }
    return deeds
  }
}
