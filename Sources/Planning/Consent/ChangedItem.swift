import MailModel

/// Refuses to bring back an item of the trash whose mail is not what was put there.
///
/// Somebody may have taken mail out by mistake, and a copy of it may be at hand; once the item has
/// come back nothing tells any more that it was not whole.
package enum ChangedItem {
  package static let name = "changed-item"

  /// Judges what an item holds now; nil where that is what was put there.
  package static func finding(
    of item: TrashItem, holding held: Mailbox, doubt: ItemDoubt? = nil,
    allowances: [Allowance]
  ) -> Finding? {
    let expected = item.mailbox
    guard doubt != nil || !held.isSameMail(as: expected) else { return nil }
    let words = Allowance(guardName: name, value: "\(held.messages)")
    return Finding(
      "changed-item", allowances.contains(words) ? .allowed : .refused, subjects: [item.label],
      measured: held.messages, limit: expected.messages, base: expected.messages,
      message: "\(item.label) holds "
        + (held.messages == expected.messages
          ? "\(held.words), but \(expected.words) were put there"
          : "\(held.messages.counted("message")), but \(expected.messages) were put there: "
            + held.difference(from: expected))
        + (doubt.map { "; \($0.words)" } ?? "")
        + (held.messages < expected.messages ? "; put back what is missing if you have it" : ""),
      allow: words.option)
  }

  /// Judges a folder of the trash that no item has, whose `mail` is not what a removal put there.
  package static func finding(
    ofFolder folder: String, holding held: Mailbox, allowances: [Allowance]
  ) -> Finding {
    let words = Allowance(guardName: name, value: "\(held.messages)")
    return Finding(
      name, allowances.contains(words) ? .allowed : .refused, subjects: [folder],
      measured: held.messages, limit: 0, base: held.messages,
      message: ".trash/\(folder) holds \(held.words), and \(ItemDoubt.isOther.words)",
      allow: words.option)
  }

  /// Judges what an erasure of an item would destroy; nil where that is what was put there.
  ///
  /// Fewer may be other mail in its place. An erasure that `isResumed` has destroyed some of it already.
  /// `held` is nil where it cannot be counted, which `reason` tells. `beside` names what lies in the item
  /// beside its mail. An erasure takes many items at once, so consent names the item.
  package static func finding(
    erasing item: TrashItem, holding held: Mailbox?, isResumed: Bool = false,
    doubt: ItemDoubt? = nil, beside: [String] = [], reason: String = "", allowances: [Allowance]
  ) -> Finding? {
    let expected = item.mailbox
    if doubt == nil, let held,
      held.isSameMail(as: expected) || isResumed && held.isPart(of: expected)
    {
      return nil
    }
    let isAllowed = allowances.contains { $0.guardName == name && item.isNamed($0.value) }
    let messages = held?.messages ?? expected.messages
    let more = beside.isEmpty ? "" : ", also beside its mail: \(beside.joined(separator: ", "))"
    return Finding(
      name, isAllowed ? .allowed : .refused, subject: item.label, subjects: [item.label],
      measured: messages, limit: expected.messages, base: expected.messages,
      message: held.map {
        "\(item.label) holds \($0.words), but \(expected.words) were put there\(more)"
          + (doubt.map { "; \($0.words)" } ?? "")
      } ?? "what \(item.label) holds cannot be told: \(reason)",
      allow: Allowance(guardName: name, value: item.label).option)
  }

  /// Refuses what would take the mail of another item: the record beside it says whose it is.
  package static func swapped(_ item: TrashItem, with other: TrashItem) -> Finding {
    Finding(
      name, .refused, subject: item.label, subjects: [item.label, other.label], measured: 1,
      limit: 0, base: 1,
      message:
        "the folder of \(item.label) holds what was removed as \(other.label), as the record in "
        + "it says",
      allow: "give the folders in .trash their own names back: this one is \(other.folder)")
  }

  /// Refuses what would take the mail of an account that lives and has lost it.
  package static func swapped(_ item: TrashItem, with owner: LiveAccount) -> Finding {
    let folder = owner.address.text
    return Finding(
      name, .refused, subject: item.label, subjects: [item.label, folder], measured: 1, limit: 0,
      base: 1,
      message:
        "the folder of \(item.label) holds the mail of \(owner.address), who lives, as the record "
        + "in it says",
      allow: "`mv \(".trash/\(item.folder)".asShellWord) \(".trash/\(folder)".asShellWord)` in the "
        + "mail folder, then `rollbook trash restore \(folder.asShellWord)`, gives it back")
  }
}

extension TrashItem {
  /// True of its label, in whichever spelling of the domain.
  fileprivate func isNamed(_ text: String) -> Bool {
    let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    return parts.count == 2 && Int(parts[1]) == run
      && Address(String(parts[0]), domain: nil) == name
  }
}

extension Mailbox {
  /// True of what is no more than `other`.
  fileprivate func isPart(of other: Mailbox) -> Bool {
    messages <= other.messages && bytes <= other.bytes
  }

  fileprivate var words: String {
    "\(messages.counted("message")), \(Int(bytes).counted("byte"))"
  }
}
