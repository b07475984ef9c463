import MailModel

/// Refuses to move a mail home to the trash, or back from it, that lies in or around another
/// account's: the inner one's mail would go along with the outer one's, uncounted.
///
/// No account is added to such a place, so this is about stores of former times and about hand edits;
/// also about mail that no row knows, inside the home of an account.
struct NestedHome: Guard {
  static let name = "nested-home"

  func findings(in input: GuardInput) -> [Finding] {
    let strays = input.snapshot.strayHomes
    let nested = input.snapshot.accounts.nestedHomes(
      with: strays.map { NestedHomes.Holder($0, of: Self.nobody) })
    if nested.isEmpty { return [Self.passed("no mail home lies inside another")] }
    let found = input.accountEntries.compactMap { entry -> Finding? in
      guard entry.isRemoval || entry.change.restores != nil,
        let account = input.snapshot.accounts[entry.change.address],
        let relation = nested[account.home]
      else { return nil }
      return Self.refused(
        account.address.text,
        subjects: [account.address.text]
          + (relation.other.name == Self.nobody ? [] : [relation.other.name]),
        message: "the mail home of \(account.address) (\(account.home)) \(relation.description)",
        allow: relation.other.name == Self.nobody
          ? "`rollbook trash adopt \(relation.other.home.asShellWord) --as NAME` takes it out first"
          : Self.wayOut)
    }
    return found.isEmpty ? [Self.warning(nested.count)] : found
  }

  private static func warning(_ count: Int) -> Finding {
    Finding(
      name, .warning, measured: count, limit: 0,
      message: "\(count.counted("mail home")) lie in or around another; none of these accounts can "
        + "be removed",
      allow: wayOut)
  }

  /// Whose a home is that no row knows.
  private static let nobody = "nobody"

  private static let wayOut =
    "move one of the folders beside the other, and tell the store: `rollbook explain \(name)` says how"
}
