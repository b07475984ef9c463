/// What a manifest can manage of an account or a group, in the order of images and reports.
///
/// The raw value is the field's bit in an image's mask and in the store's ownership column; it
/// never changes.
package enum Field: UInt8, CaseIterable, Sendable, Hashable, Comparable {
  case name = 0
  case group = 1
  case admin = 2
  case enabled = 3
  case comment = 4
  case quota = 5
  case aliases = 6
  case password = 7
  case assistant = 8
  case forward = 9
  case autoresponder = 10
  case protect = 11
  /// A group's distribution address; accounts do not have it.
  case address = 12

  package static let ofAccount: [Field] = allCases.filter { $0 != .address }
  package static let ofGroup: [Field] = [.enabled, .comment, .address]

  /// The key in manifests and in JSON.
  package var key: String {
    switch self {
    case .name: "name"
    case .group: "group"
    case .admin: "admin"
    case .enabled: "enabled"
    case .comment: "comment"
    case .quota: "quota"
    case .aliases: "aliases"
    case .password: "password"
    case .assistant: "assistant"
    case .forward: "forward"
    case .autoresponder: "autoresponder"
    case .protect: "protect"
    case .address: "address"
    }
  }

  package init?(key: String) {
    guard let field = Self.allCases.first(where: { $0.key == key }) else { return nil }
    self = field
  }

  /// What `null` in the manifest, or dropping a key that rollbook owned, leaves behind.
  package var emptyValue: FieldValue {
    switch self {
    case .name, .comment: .text("")
    case .admin, .protect: .flag(false)
    case .enabled: .flag(true)
    case .quota: .quota(.unlimited)
    case .aliases: .addresses([])
    case .group, .password, .assistant, .forward, .autoresponder, .address: .nothing
    }
  }

  /// True for fields whose live value stays when the manifest drops them.
  package var keepsValueWhenDropped: Bool {
    self == .password || self == .enabled || self == .protect
  }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A set of fields, one bit each.
package struct FieldSet: OptionSet, Hashable, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  package init(_ fields: some Sequence<Field>) {
    rawValue = fields.reduce(0) { $0 | 1 << UInt16($1.rawValue) }
  }

  package static let ofAccount = FieldSet(Field.ofAccount)
  package static let ofGroup = FieldSet(Field.ofGroup)

  package func contains(_ field: Field) -> Bool {
    rawValue & 1 << UInt16(field.rawValue) != 0
  }

  package mutating func insert(_ field: Field) {
    self = FieldSet(rawValue: rawValue | 1 << UInt16(field.rawValue))
  }

  /// In the order of `Field`.
  package var fields: [Field] { Field.allCases.filter(contains) }
}
