import MailModel

/// Refuses to take anything from an account that this manifest or the last one protects: its place,
/// its name, its login, its rights, or mail that would have reached it.
struct Protected: Guard {
  static let name = "protected"

  func findings(in input: GuardInput) -> [Finding] {
    let sides = input.sides
    var deeds: [Int: [String]] = [:]
    let renamed = Self.newNames(in: input)
    for entry in input.accountEntries {
      guard let row = entry.row else { continue }
      let done = ProtectedDeeds(entry.change, renamed).all
      if !done.isEmpty { deeds[row] = done }
    }
    for row in input.logins.disabled {
      deeds[row, default: []].insert("be disabled", at: deeds[row] == nil ? 0 : 1)
    }
    let found = deeds.sorted { $0.key < $1.key }.compactMap { row, deeds in
      Self.protection(of: row, sides, input).map { protection in
        Self.finding(sides.live.rows.address(row), deeds, protection)
      }
    }
    return found.isEmpty
      ? [Self.passed("no protected account would lose its place, login, rights or mail")] : found
  }

  private struct Protection {
    var words: String
    /// True where it holds only once this plan is done.
    var isNew = false
  }

  /// What protects the account; nil when nothing does.
  private static func protection(
    of row: Int, _ sides: DesiredAndLive, _ input: GuardInput
  ) -> Protection? {
    if sides.live.marks(row).contains(.protected) { return Protection(words: "its own `protect`") }
    let name = sides.live.rows.address(row)
    if let pattern = input.snapshot.lastApplied?.protected.first(where: { $0.matches(name) }) {
      let isListed = input.policy.protected.contains { $0.matches(name) }
      return Protection(
        words: "\"\(pattern)\" in "
          + (isListed ? "policy.protected" : "the policy.protected that was applied last"))
    }
    if input.change(ofRow: row)?[.protect]?.after == .flag(true) {
      return Protection(words: "its own `protect`", isNew: true)
    }
    return input.policy.protected.first { $0.matches(name) }.map {
      Protection(words: "\"\($0)\" in policy.protected", isNew: true)
    }
  }

  /// The new name of every account that the plan renames.
  private static func newNames(in input: GuardInput) -> [Address: Address] {
    Dictionary(
      input.accountEntries.compactMap { entry in
        entry.change.formerName.map { (Address(canonical: $0), entry.change.address) }
      }, uniquingKeysWith: { first, _ in first })
  }

  private static func finding(
    _ name: Address, _ deeds: [String], _ protection: Protection
  ) -> Finding {
    refused(
      name.text,
      message: "\(name) would \(deeds.joined(separator: " and ")), but \(protection.words) "
        + "protects it; "
        + (protection.isNew
          ? "begin the protection in a run after this one"
          : "end the protection in a run of its own first"))
  }
}
