import MailModel

/// Refuses to remove, disable or rename an account that this manifest or the last one protects.
struct Protected: Guard {
  static let name = "protected"

  func findings(in situation: Situation) -> [Finding] {
    let found = situation.withSides { sides in
      var deeds: [Int: String] = [:]
      for row in situation.standing.disabled { deeds[row] = "disabled" }
      for entry in situation.accountEntries {
        guard let row = entry.row else { continue }
        if entry.isRemoval { deeds[row] = "removed" }
        if entry.change.action == .rename { deeds[row] = "renamed" }
      }
      return deeds.sorted { $0.key < $1.key }.compactMap { row, deed in
        Self.protection(of: row, sides, situation).map { protection in
          Self.finding(sides.live.rows.address(row), deed, protection)
        }
      }
    }
    return found.isEmpty
      ? [Self.passed("no protected account would be removed, disabled or renamed")] : found
  }

  /// What protects the account; nil when nothing does.
  private static func protection(
    of row: Int, _ sides: Sides, _ situation: Situation
  ) -> String? {
    if sides.live.marks(row).contains(.protected) { return "its own `protect`" }
    if situation.change(ofRow: row)?[.protect]?.after == .flag(true) { return "its own `protect`" }
    let name = sides.live.rows.address(row)
    if let pattern = situation.policy.protected.first(where: { $0.matches(name) }) {
      return "\"\(pattern)\" in policy.protected"
    }
    return situation.snapshot.lastApplied?.protected.first { $0.matches(name) }.map {
      "\"\($0)\" in the policy.protected that was applied last"
    }
  }

  private static func finding(_ name: Address, _ deed: String, _ protection: String) -> Finding {
    refused(
      name.text,
      message: "\(name) would be \(deed), but \(protection) protects it; "
        + "end the protection in a run of its own first")
  }
}
