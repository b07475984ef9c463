import MailModel

/// One field of a change as JSON.
package struct FieldDocument: Hashable, Sendable {
  /// The key in manifests.
  package var field: String
  /// nil for an add.
  package var before: ValueDocument?
  package var after: ValueDocument
  /// `taken` or `dropped`; nil where the ownership stays.
  package var ownership: String?
  /// True where only the ownership changes; a masked password could not tell otherwise.
  package var equal: Bool?
  /// Of a password that is set: its digest, by which a saved plan knows it again.
  package var digest: String?

  package init(_ change: FieldChange) {
    field = change.field.key
    before = change.before.map(ValueDocument.init)
    after = ValueDocument(change.after)
    ownership = change.ownership == .unchanged ? nil : change.ownership.rawValue
    equal = change.changesValue ? nil : true
    if case .secret(let secret) = change.after, change.changesValue { digest = secret.digest }
  }
}

extension FieldDocument: Codable {
  private enum CodingKeys: String, CodingKey {
    case field
    case before
    case after
    case ownership
    case equal
    case digest
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    field = try container.decode(String.self, forKey: .field)
    // `decodeIfPresent` would read null, an empty value, as a key that is not there.
    before =
      container.contains(.before)
      ? try container.decode(ValueDocument.self, forKey: .before) : nil
    after = try container.decode(ValueDocument.self, forKey: .after)
    ownership = try container.decodeIfPresent(String.self, forKey: .ownership)
    equal = try container.decodeIfPresent(Bool.self, forKey: .equal)
    digest = try container.decodeIfPresent(String.self, forKey: .digest)
  }
}
