import MailModel

/// A change that no longer fits the live side, and what of it.
package struct StaleChange: Error, Hashable, Sendable, CustomStringConvertible {
  /// An account's address or a group's name, as the plan has it.
  package var name: String
  /// What is not as the plan assumed: `quota is 5G by now`.
  package var reason: String

  package init(_ name: String, _ reason: String) {
    self.name = name
    self.reason = reason
  }

  package var description: String { "\(name): \(reason)" }

  /// The lockout is not the one that a plan was to change.
  package static let lockout = StaleChange("policy.lockout", "it is no longer what it was")

  /// What of `decided` does not hold any more, now that it would be `fresh`; nil when it holds.
  static func between(_ decided: Change, _ fresh: Change) -> StaleChange? {
    for (old, new) in zip(decided.fields, fresh.fields) where !old.assumesSame(as: new) {
      return StaleChange(decided.name, "\(old.field.key) is no longer what it was")
    }
    if let old = decided.removal?.mailbox, let new = fresh.removal?.mailbox,
      decided.action == .remove, !old.isSameMail(as: new)
    {
      return StaleChange(
        decided.name, "its mailbox is no longer what it was: \(new.growth(from: old))")
    }
    guard decided.precondition == nil || decided.precondition == fresh.precondition else {
      let isSecret = decided[.password] != nil
      return StaleChange(
        decided.name,
        isSecret ? "password is no longer what it was" : "it is not the one that was planned for")
    }
    return nil
  }
}

extension FieldChange {
  /// True when the value before is the same, as far as a saved plan knows it.
  fileprivate func assumesSame(as other: FieldChange) -> Bool {
    field == other.field
      && (before == other.before || before == .secret(ValueDocument.unknownSecret))
  }
}

extension Mailbox {
  /// `14 messages instead of 12`, or the same of bytes.
  fileprivate func growth(from old: Mailbox) -> String {
    messages == old.messages
      ? "\(Int(bytes).counted("byte")) instead of \(old.bytes)"
      : "\(messages.counted("message")) instead of \(old.messages)"
  }
}
