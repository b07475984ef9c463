import MailModel

/// Refuses to remove a mailbox that still holds mail without consent to purge it.
struct MailboxNotEmpty: Guard {
  static let name = "mailbox-not-empty"

  func findings(in input: GuardInput) -> [Finding] {
    let full: [Finding] = input.accountEntries.compactMap { entry in
      guard entry.isRemoval, let removal = entry.change.removal, !removal.mailbox.isEmpty else {
        return nil
      }
      let besides = entry.change.id.flatMap { input.besides[$0] }
      return Self.finding(entry.change.name, removal, besides: besides ?? [])
    }
    if !full.isEmpty { return full }
    let count = input.removals.count
    return [
      Self.passed(
        count == 0
          ? "no mailbox would be removed"
          : "\(count.counted("mailbox", "mailboxes")) to remove, every one empty")
    ]
  }

  private static func finding(
    _ name: String, _ removal: Removal, besides: [String]
  ) -> Finding {
    let mailbox = removal.mailbox
    let measured = mailbox.messages > 0 ? mailbox.messages : Int(mailbox.bytes)
    let holds =
      "\(mailbox.messages.counted("message")), \(Int(mailbox.bytes).counted("byte"))"
    let more = besides.count > 3 ? " and \(besides.count - 3) more" : ""
    let beside =
      besides.isEmpty
      ? "" : ", also beside its mail: \(besides.prefix(3).joined(separator: ", "))\(more)"
    return Finding(
      Self.name, removal.purges ? .allowed : .refused, subject: name, subjects: [name],
      measured: measured, limit: 0, base: measured,
      message: removal.purges
        ? "the mailbox of \(name) would be purged with \(holds)\(beside)"
        : "the mailbox of \(name) still holds \(holds)\(beside)",
      allow: "- { account: \(name), purge: true }")
  }
}
