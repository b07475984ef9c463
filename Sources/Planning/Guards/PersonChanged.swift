import MailModel

/// Refuses to make an account somebody else's that holds mail, was logged in to, or has a password: the
/// next person would read the mail of the one before, or keep the password.
struct PersonChanged: Guard {
  static let name = "person-changed"
  static let isAllowable = true

  func findings(in input: GuardInput) -> [Finding] {
    let found = input.accountEntries.compactMap { entry -> Finding? in
      let change = PersonChange(entry.change, of: input.manifest, in: input.snapshot)
      guard change.isOne, let row = entry.row else { return nil }
      let traces = Self.traces(of: input.sides.live.account(row), entry.change, input)
      return traces.isEmpty ? nil : Self.finding(entry.change, traces, input)
    }
    return found.isEmpty ? [Self.passed("no mailbox in use would become another person's")] : found
  }

  /// What somebody has left in the account.
  private static func traces(
    of account: LiveAccount, _ change: Change, _ input: GuardInput
  ) -> [String] {
    let mailbox =
      change.restores == nil ? input.mailboxes[account.id] : change.removal?.mailbox
    var traces: [String] = []
    if let mailbox, !mailbox.isEmpty { traces.append(mailbox.messages.counted("message")) }
    if account.lastLogin != nil { traces.append("a login") }
    if account.values.password != nil { traces.append("a password") }
    return traces
  }

  /// `3 messages, a login and a password`.
  private static func listed(_ traces: [String]) -> String {
    let last = traces.suffix(1).joined()
    return traces.count < 2
      ? last : traces.dropLast().joined(separator: ", ") + " and " + last
  }

  private static func finding(
    _ change: Change, _ traces: [String], _ input: GuardInput
  ) -> Finding {
    let name = change.formerName ?? change.name
    let left = "with \(Self.listed(traces)) of the one before"
    let way =
      change.restores == nil
      ? "remove the account first" : "leave the mail there with `mail: fresh`"
    if change[.comment]?.changesValue != true,
      let was = input.manifest.accounts.extras[change.address]?.was
    {
      return judged(
        input, subject: change.name, subjects: [change.name], measured: 1, limit: 0, base: 1,
        message: "\(name) takes the full name of \(was) but not its mailbox, since its `was` was "
          + "carried out before, as if it went to another person, \(left); to move the mailbox, "
          + "give \(name) a third name with `was`, apply, and rename from there")
    }
    return judged(
      input, subject: change.name, subjects: [change.name], measured: 1, limit: 0, base: 1,
      message: "full name and comment of \(name) both change, as if it went to another person, "
        + "\(left); \(way), or give the other person another name")
  }
}
