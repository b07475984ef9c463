/// What there is to know of a field, beside its bit: one row of the table of fields.
///
/// A row is asked for each value that is read, and is large: it is shared, not copied.
package final class FieldTraits: Sendable {
  /// How a value is written, checked and shown; each has one form of canonical bytes.
  package enum Kind: Sendable {
    /// One line of text that people write as they like.
    case line
    case groupName
    case flag
    case quota
    /// Aliases: account names.
    case addresses
    case address
    case password
    case assistant
    case forward
    case autoresponder
    case services
  }

  /// When a change of a field is one that people notice, which the guard `edit-limit` counts.
  package enum Notice: Sendable {
    case always
    case never
    /// Where mail that was kept is discarded from then on, or the reverse.
    case ofDiscardedMail
  }

  /// The key in manifests and in JSON.
  package let key: String
  /// The same for errors, which are worded only where there is one.
  package let label: StaticString
  package let kind: Kind
  /// What `null` in the manifest, or dropping a key that rollbook owned, leaves behind.
  package let emptyValue: FieldValue
  /// The column of the store's table of accounts; nil for what stands in rows of its own.
  package let column: String?
  package let notice: Notice
  /// True where the `defaults` of a group or a roster may give it.
  package let mayBeDefault: Bool
  /// True for fields whose live value stays when the manifest drops them.
  package let keepsValueWhenDropped: Bool
  package let isOfAccount: Bool
  package let isOfGroup: Bool

  fileprivate init(
    _ label: StaticString, _ kind: Kind, empty: FieldValue = .nothing, column: String? = nil,
    notice: Notice = .never, mayBeDefault: Bool = true, keepsValueWhenDropped: Bool = false,
    isOfAccount: Bool = true, isOfGroup: Bool = false
  ) {
    self.label = label
    key = "\(label)"
    self.kind = kind
    emptyValue = empty
    self.column = column
    self.notice = notice
    self.mayBeDefault = mayBeDefault
    self.keepsValueWhenDropped = keepsValueWhenDropped
    self.isOfAccount = isOfAccount
    self.isOfGroup = isOfGroup
    isTrueWhenEmpty = empty == .flag(true)
  }

  /// True for a flag that is on where nobody says anything.
  package let isTrueWhenEmpty: Bool

  /// True where a value is addresses, or has some.
  package var holdsAddresses: Bool {
    switch kind {
    case .addresses, .address, .assistant, .forward: true
    case .line, .groupName, .flag, .quota, .password, .autoresponder, .services: false
    }
  }
}

extension Field {
  package var traits: FieldTraits { Self.table[Int(rawValue)] }
  package var key: String { traits.key }
  package var kind: FieldTraits.Kind { traits.kind }
  package var emptyValue: FieldValue { traits.emptyValue }

  private static let table = allCases.map(row)

  private static func row(of field: Field) -> FieldTraits {
    switch field {
    case .name:
      FieldTraits("name", .line, empty: .text(""), column: "name", mayBeDefault: false)
    case .group:
      FieldTraits("group", .groupName, column: "mail_group", mayBeDefault: false)
    case .admin:
      FieldTraits("admin", .flag, empty: .flag(false), column: "is_admin", notice: .always)
    case .enabled:
      FieldTraits(
        "enabled", .flag, empty: .flag(true), column: "is_enabled", notice: .always,
        keepsValueWhenDropped: true, isOfGroup: true)
    case .comment:
      FieldTraits("comment", .line, empty: .text(""), column: "comment", isOfGroup: true)
    case .quota: FieldTraits("quota", .quota, empty: .quota(.unlimited), column: "quota")
    case .aliases:
      FieldTraits(
        "aliases", .addresses, empty: .addresses([]), notice: .always, mayBeDefault: false)
    case .password:
      FieldTraits(
        "password", .password, column: "password", notice: .always, mayBeDefault: false,
        keepsValueWhenDropped: true)
    case .assistant: FieldTraits("assistant", .assistant, notice: .always)
    case .forward: FieldTraits("forward", .forward, notice: .always)
    case .autoresponder: FieldTraits("autoresponder", .autoresponder, notice: .ofDiscardedMail)
    case .protect:
      FieldTraits(
        "protect", .flag, empty: .flag(false), column: "is_protected",
        keepsValueWhenDropped: true)
    case .services:
      FieldTraits(
        "services", .services, empty: .services(.all), column: "services", notice: .always)
    // A group's distribution address.
    case .address:
      FieldTraits("address", .address, mayBeDefault: false, isOfAccount: false, isOfGroup: true)
    }
  }
}
