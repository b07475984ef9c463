import MailModel

/// Refuses every mention of a built-in name among users and leavers.
struct BuiltInName: Guard {
  static let name = "built-in"

  func findings(in input: GuardInput) -> [Finding] {
    if input.builtIns.isEmpty { return [Self.passed("no built-in name is touched")] }
    return input.builtIns.map { name in
      Self.refused(
        name.text, message: "\(name) is built in: it can't be added, edited or removed")
    }
  }
}
