import MailModel

/// Refuses more accounts than the licence has seats; fewer than before is never refused.
struct Seats: Guard {
  static let name = "seats"

  func findings(in input: GuardInput) -> [Finding] {
    let live = input.comparison.liveCount
    let adds = input.accountEntries.reduce(0) { $0 + ($1.change.action == .add ? 1 : 0) }
    let planned = live + adds - input.removals.count
    guard let seats = input.policy.seats else {
      return [
        Finding(
          Self.name, .passed, measured: planned, base: live,
          message: "there would be \(planned.counted("account")), seats are not limited")
      ]
    }
    var finding = Finding(
      Self.name, .passed, measured: planned, limit: seats, base: live,
      message: "there would be \(planned.counted("account")) on \(seats.counted("seat"))")
    if planned > seats {
      finding.verdict = planned >= live ? .refused : .warning
      finding.allow = finding.verdict == .refused ? "policy: { seats: \(planned) }" : nil
    }
    return [finding]
  }
}
