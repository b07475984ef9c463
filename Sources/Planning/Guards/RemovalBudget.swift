import MailModel

/// Refuses small removals that add up: those of the last 30 days and this plan together.
struct RemovalBudget: Guard {
  static let name = "removal-budget"
  static let isAllowable = true

  private static let days: Int64 = 30

  func findings(in input: GuardInput) -> [Finding] {
    let since = input.context.now - TimeSpan.days(Self.days).seconds
    let past = input.snapshot.removals.filter { $0.at >= since }
    let before = past.reduce(0) { $0 + $1.count }
    // What `--allow removal-limit` covers was consented to by its figure.
    let all = before + input.removals.count
    let isConsented =
      RemovalLimit.finding(in: input).verdict == .allowed
      // Who typed the figures of both refusals meant both.
      && !input.context.allowances.contains {
        $0.guardName.sameBytes(as: Self.name) && $0.value == "\(all)"
      }
    let now = isConsented ? 0 : input.removals.count
    let base = past.min { $0.at < $1.at }?.owned ?? input.owned
    let limit = Self.limit(input, base: base)
    let measured = before + now
    let message =
      "\(measured.counted("account")) would have been removed within \(Self.days) days, "
      + (limit.map { "the limit is \($0)" } ?? "there is no limit")
    if now == 0 {
      return [
        Finding(
          Self.name, .passed, measured: measured, limit: limit, base: base, message: message)
      ]
    }
    return [
      Self.judged(
        input, subjects: input.removals.map(\.address.text), measured: measured,
        limit: limit, base: base, message: message)
    ]
  }

  /// nil without a limit on removals.
  ///
  /// A run that stopped half-way has fewer accounts to go on with than it began with: the limit in
  /// force is that of both.
  private static func limit(_ input: GuardInput, base: Int) -> Int? {
    let policy = input.policy.maxRemovals
    guard let now = policy.limit(owned: input.owned), let first = policy.limit(owned: base)
    else { return nil }
    return max(10, base * 15 / 100, now, first)
  }
}
