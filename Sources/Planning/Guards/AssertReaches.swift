import MailModel

/// Refuses a plan after which an address would reach fewer mailboxes than `assert` says.
///
/// Measured is how many are missing then, the base is how many are asserted.
struct AssertReaches: Guard {
  static let name = "assert-reaches"

  func findings(in input: GuardInput) -> [Finding] {
    let reaches = input.assertedRoutes?.reaches ?? []
    let refused = reaches.filter { $0.mailboxes < $0.asserted }
    if refused.isEmpty {
      return [
        Self.passed(
          reaches.isEmpty
            ? "no mailboxes are asserted"
            : "\(reaches.count.counted("address", "addresses")) "
              + "would reach the mailboxes that are asserted", base: reaches.count)
      ]
    }
    return refused.map { reach in
      Self.refused(
        reach.address.text, measured: reach.asserted - reach.mailboxes, base: reach.asserted,
        message: "mail for \(reach.address) would reach "
          + "\(reach.mailboxes.counted("mailbox", "mailboxes")), and at least "
          + "\(reach.asserted) must get it")
    }
  }
}
