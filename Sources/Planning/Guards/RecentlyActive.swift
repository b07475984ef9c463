import MailModel

/// Warns of removing a mailbox that somebody still uses.
struct RecentlyActive: Guard {
  static let name = "recently-active"

  private static let days: Int64 = 14

  func findings(in input: GuardInput) -> [Finding] {
    let since = input.context.now - TimeSpan.days(Self.days).seconds
    let mailboxes = input.accountEntries.filter(\.isRemoval).map {
      $0.change.removal?.mailbox ?? .empty
    }
    let active = zip(input.removals, mailboxes).filter { account, mailbox in
      max(account.lastLogin ?? .min, mailbox.newest ?? .min) >= since
    }.map(\.0.address.text)
    return [
      Finding(
        Self.name, active.isEmpty ? .passed : .warning,
        subject: active.count == 1 ? active[0] : nil, subjects: active, measured: active.count,
        limit: 0, base: input.removals.count,
        message: "\(active.count) of \(input.removals.count.counted("mailbox", "mailboxes")) "
          + "to remove had mail or a login in the last \(Self.days) days")
    ]
  }
}
