import MailModel

/// Refuses more removals at once than a share of the owned accounts and a count.
struct RemovalLimit: Guard {
  static let name = "removal-limit"
  static let isAllowable = true

  func findings(in input: GuardInput) -> [Finding] { [Self.finding(in: input)] }

  static func finding(in input: GuardInput) -> Finding {
    let count = input.removals.count
    let policy = input.policy.maxRemovals
    let limit = policy.limit(owned: input.owned)
    var message = "\(count.counted("account")) would be removed, "
    if let limit {
      message += "the limit is \(limit)\(reason(policy, limit, input.owned))"
    } else {
      message += "there is no limit"
    }
    return judged(
      input, subjects: input.removals.map(\.address.text), measured: count, limit: limit,
      base: input.owned, message: message)
  }

  private static func reason(_ policy: Policy.RemovalLimit, _ limit: Int, _ owned: Int) -> String {
    guard let percent = policy.percent else { return "" }
    let share = owned * percent / 100
    if let count = policy.count, count < max(3, share) { return "" }
    return " (\(percent)% of \(owned.counted("owned account"))"
      + (share < limit ? ", at least 3)" : ")")
  }
}

extension Policy.RemovalLimit {
  /// The most removals of one plan; nil without a limit.
  func limit(owned: Int) -> Int? {
    let share = percent.map { max(3, owned * $0 / 100) }
    guard let share, let count else { return share ?? count }
    return min(share, count)
  }
}
