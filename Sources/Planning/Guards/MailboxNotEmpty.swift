import MailModel

/// Refuses to remove a mailbox that still holds mail without consent to purge it.
struct MailboxNotEmpty: Guard {
  static let name = "mailbox-not-empty"

  func findings(in situation: Situation) -> [Finding] {
    let full: [Finding] = situation.accountEntries.compactMap { entry in
      guard entry.isRemoval, let removal = entry.change.removal, !removal.mailbox.isEmpty else {
        return nil
      }
      return Self.finding(entry.change.name, removal)
    }
    if !full.isEmpty { return full }
    let count = situation.removals.count
    return [
      Self.passed(
        count == 0
          ? "no mailbox would be removed"
          : "\(count.counted("mailbox", "mailboxes")) to remove, every one empty")
    ]
  }

  private static func finding(_ name: String, _ removal: Removal) -> Finding {
    let mailbox = removal.mailbox
    let measured = mailbox.messages > 0 ? mailbox.messages : Int(mailbox.bytes)
    let holds =
      "\(mailbox.messages.counted("message")), \(Int(mailbox.bytes).counted("byte"))"
    return Finding(
      Self.name, removal.purges ? .allowed : .refused, subject: name, subjects: [name],
      measured: measured, limit: 0, base: measured,
      message: removal.purges
        ? "the mailbox of \(name) would be purged with \(holds)"
        : "the mailbox of \(name) still holds \(holds)",
      allow: "- { account: \(name), purge: true }")
  }
}
