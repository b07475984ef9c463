import MailModel

/// Refuses to bring back an item of the trash whose mail is not what was put there.
///
/// Somebody may have taken mail out by mistake, and a copy of it may be at hand; once the item has
/// come back nothing tells any more that it was not whole.
package enum ChangedItem {
  package static let name = "changed-item"

  /// Judges what an item holds now; nil where that is what was put there.
  package static func finding(
    of item: TrashItem, holding held: Mailbox, allowances: [Allowance]
  ) -> Finding? {
    let expected = item.mailbox
    guard (held.messages, held.bytes) != (expected.messages, expected.bytes) else { return nil }
    let words = Allowance(guardName: name, value: "\(held.messages)")
    return Finding(
      "changed-item", allowances.contains(words) ? .allowed : .refused, subjects: [item.label],
      measured: held.messages, limit: expected.messages, base: expected.messages,
      message: "\(item.label) holds \(held.messages.counted("message")), but "
        + "\(expected.messages) were put there: \(held.difference(from: expected))"
        + (held.messages < expected.messages ? "; put back what is missing if you have it" : ""),
      allow: words.option)
  }
}
