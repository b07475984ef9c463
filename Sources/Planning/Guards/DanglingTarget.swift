import MailModel

/// Refuses a forward or assistant to a local address that will not exist; one that stood before is
/// a warning.
struct DanglingTarget: Guard {
  static let name = "dangling-target"

  func findings(in input: GuardInput) -> [Finding] {
    let dangling = input.delivery.dangling
    if dangling.isEmpty { return [Self.passed("every local target would exist")] }
    return dangling.map { dangling in
      Finding(
        Self.name, dangling.isCaused ? .refused : .warning, subject: dangling.account.text,
        subjects: [dangling.account.text], measured: 1, limit: 0,
        message: "\(dangling.account) would send mail on to \(dangling.target), "
          + "which \(dangling.isCaused ? "would" : "does") not exist")
    }
  }
}
