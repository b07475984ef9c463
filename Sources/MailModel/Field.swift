/// What a manifest can manage of an account or a group, in the order of images and reports.
///
/// The raw value is the field's bit in an image's mask and in the store's ownership column; it
/// never changes. What else there is to know of a field stands in FieldTraits.swift.
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
  case address = 12
  case services = 13

  package static let ofAccount: [Field] = allCases.filter(\.traits.isOfAccount)
  package static let ofGroup: [Field] = allCases.filter(\.traits.isOfGroup)

  package init?(key: String) {
    guard let field = Self.allCases.first(where: { $0.key == key }) else { return nil }
    self = field
  }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A set of fields, one bit each.
package struct FieldSet: OptionSet, Hashable, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  package init(_ fields: some Sequence<Field>) {
    rawValue = fields.reduce(0) { $0 | 1 << UInt32($1.rawValue) }
  }

  package static let ofAccount = FieldSet(Field.ofAccount)
  package static let ofGroup = FieldSet(Field.ofGroup)

  package func contains(_ field: Field) -> Bool {
    rawValue & 1 << UInt32(field.rawValue) != 0
  }

  package mutating func insert(_ field: Field) {
    self = FieldSet(rawValue: rawValue | 1 << UInt32(field.rawValue))
  }

  /// In the order of `Field`.
  package var fields: [Field] { Field.allCases.filter(contains) }
}
