import MailModel

/// What a change assumes of the live side, as a digest: when it differs at the time of an apply,
/// the saved plan is stale.
///
/// It covers the identity, the name, and the live values of the touched fields; for a removal
/// what the mailbox holds.
package enum Precondition {
  /// The precondition of `change` if it were planned on `account` as it is now; nil for an add.
  ///
  /// `mailbox` counts for removals only.
  package static func of(
    _ change: Change, account: LiveAccount, mailbox: Mailbox = .empty
  ) -> String? {
    if change.action == .add { return nil }
    return digest(
      .account, id: account.id, name: account.address.text,
      before: change.fields.map { ($0.field, account.values[$0.field]) },
      mailbox: change.action == .remove ? mailbox : nil)
  }

  /// The precondition of `change` if it were planned on `group` as it is now; nil for an add.
  package static func of(_ change: Change, group: LiveGroup) -> String? {
    if change.action == .add { return nil }
    return digest(
      .group, id: "", name: group.name,
      before: change.fields.map { ($0.field, group.values[$0.field]) }, mailbox: nil)
  }

  static func digest(
    _ kind: Change.Kind, id: String, name: String, before: [(Field, FieldValue)],
    mailbox: Mailbox?
  ) -> String {
    var digest = Digest()
    digest.update(kind.rawValue)
    digest.update(id)
    digest.update(name)
    for (field, value) in before {
      digest.update(field.key)
      let bytes = value.canonicalBytes(of: field)
      withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { digest.update($0) }
      bytes.withUnsafeBytes { digest.update($0) }
    }
    if let mailbox {
      digest.update("\(mailbox.messages) messages, \(mailbox.bytes) bytes")
    }
    return digest.description
  }
}
