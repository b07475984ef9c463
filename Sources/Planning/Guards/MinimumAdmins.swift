import MailModel

/// Refuses a plan that leaves fewer administrators able to log in than the policy asks for.
///
/// Measured is how many are missing then. Too few without being made fewer is a warning.
struct MinimumAdmins: Guard {
  static let name = "minimum-admins"

  func findings(in input: GuardInput) -> [Finding] {
    let minimum = input.policy.minimumAdmins
    let (before, after) = input.logins.admins(in: input)
    let missing = max(0, minimum - after)
    var finding = Finding(
      Self.name, .passed, measured: missing, limit: 0, base: before,
      message: "\(after.counted("enabled administrator")) would be left of \(before), "
        + "at least \(minimum) must be")
    if missing > 0, after < before {
      finding.verdict = .refused
      finding.allow = "policy: { minimum-admins: \(after) }"
    } else if missing > 0, !isBeforeTheFirst(input) {
      finding.verdict = .warning
      finding.message =
        "there would be \(after.counted("enabled administrator")), at least \(minimum) should be"
    }
    return [finding]
  }

  /// A site without any account has nobody to be an administrator yet.
  private func isBeforeTheFirst(_ input: GuardInput) -> Bool {
    input.comparison.liveCount == 0 && input.accountEntries.isEmpty
  }
}
