import MailModel

/// Warns of an account that is added while one with the same full name or comment is removed.
struct LooksLikeRename: Guard {
  static let name = "looks-like-rename"

  func findings(in input: GuardInput) -> [Finding] {
    var removed: [Likeness: Address] = [:]
    for account in input.removals {
      for likeness in Self.likenesses(account.values) where removed[likeness] == nil {
        removed[likeness] = account.address
      }
    }
    let found: [Finding] = input.accountEntries.compactMap { entry in
      guard entry.change.action == .add, !removed.isEmpty else { return nil }
      var values = FieldValues()
      for field in [Field.name, .comment] {
        if let change = entry.change[field] { values[field] = change.after }
      }
      for likeness in Self.likenesses(values) {
        if let old = removed[likeness] { return Self.finding(entry.change.address, old, likeness) }
      }
      return nil
    }
    return found.isEmpty ? [Self.passed("no account looks like a renamed one")] : found
  }

  /// Texts are held as bytes, which `String` would not compare.
  private struct Likeness: Hashable {
    var isName: Bool
    var text: [UInt8]
  }

  private static func likenesses(_ values: FieldValues) -> [Likeness] {
    [(true, values.name), (false, values.comment)].compactMap { isName, text in
      text.isEmpty ? nil : Likeness(isName: isName, text: Array(text.utf8))
    }
  }

  private static func finding(_ new: Address, _ old: Address, _ likeness: Likeness) -> Finding {
    Finding(
      Self.name, .warning, subject: new.text, subjects: [new.text, old.text], measured: 1,
      limit: 0,
      message: "\(new) is added and \(old) removed with the same "
        + "\(likeness.isName ? "full name" : "comment"): a rename keeps the mail",
      allow: "was: \(old)")
  }
}
