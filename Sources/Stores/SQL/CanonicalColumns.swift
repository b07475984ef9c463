import MailModel

/// Canonical bytes made straight from the columns of a row, for the fields that stand in more
/// than one column.
///
/// The layout is that of CanonicalBytes.swift; a test holds both against each other. One value
/// serves many rows and keeps its memory.
struct CanonicalColumns {
  private var bytes: [UInt8] = []

  mutating func begin() {
    bytes.removeAll(keepingCapacity: true)
  }

  mutating func begin(flags: UInt8) {
    begin()
    bytes.append(flags)
  }

  /// Appends one address, the first or a later one, of a list that comes in byte order.
  mutating func append(address: UnsafeRawBufferPointer, isFirst: Bool) {
    if !isFirst { bytes.append(UInt8(ascii: "\n")) }
    bytes.append(contentsOf: address)
  }

  mutating func append(text: UnsafeRawBufferPointer) {
    bytes.append(contentsOf: text)
  }

  mutating func append(number: UInt64) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  func write(to builder: inout ImageBuilder, as field: Field) {
    bytes.withUnsafeBytes { builder.set(field, $0) }
  }

  static func forwardFlags(keepsCopy: Bool, isEnabled: Bool) -> UInt8 {
    (keepsCopy ? 1 : 0) | (isEnabled ? 2 : 0)
  }

  /// The row of `AutoresponderColumns` that `statement` stands on.
  mutating func setAutoresponder(_ statement: some SQLStatement) {
    let from = statement.bytes(AutoresponderColumns.from)
    let until = statement.bytes(AutoresponderColumns.until)
    begin(
      flags: (statement.flag(AutoresponderColumns.keepsOriginal) ? 1 : 0)
        | (from.isEmpty ? 0 : 2) | (until.isEmpty ? 0 : 4))
    append(number: UInt64(bitPattern: statement.integer(AutoresponderColumns.every)))
    append(text: from)
    append(text: until)
    let subject = statement.bytes(AutoresponderColumns.subject)
    append(number: UInt64(subject.count))
    append(text: subject)
    append(text: statement.bytes(AutoresponderColumns.message))
  }
}

/// The columns of `autoresponder` in the order in which they are read.
enum AutoresponderColumns {
  static let list = "account, subject, message, from_day, until_day, every, keeps_original"
  static let subject = 1
  static let message = 2
  static let from = 3
  static let until = 4
  static let every = 5
  static let keepsOriginal = 6
}

/// The columns of `account` in the order in which they are read.
enum AccountColumns {
  /// Those of every field that is one column come last.
  static let list =
    """
    address, id, home, is_leaving, is_owned, owned_fields, source, assistant_only, forward_keeps, \
    forward_enabled, locked_until, last_login
    """ + fields.map { ", \($0.name)" }.joined()
  static let address = 0
  static let id = 1
  static let home = 2
  static let isLeaving = 3
  static let isOwned = 4
  static let ownedFields = 5
  static let source = 6
  static let assistantOnly = 7
  static let forwardKeeps = 8
  static let forwardEnabled = 9
  static let lockedUntil = 10
  static let lastLogin = 11
  static let quota = number(of: .quota)
  static let services = number(of: .services)

  /// The fields that stand in one column each.
  static let fields = Field.ofAccount.filter { $0.traits.column != nil }
    .enumerated().map { FieldColumn(field: $1, number: lastLogin + 1 + $0) }

  private static func number(of field: Field) -> Int {
    guard let column = fields.first(where: { $0.field == field }) else {
      preconditionFailure("\(field.key) is no column")
    }
    return column.number
  }
}

/// A field of an account that is one column of its row; nothing in it is counted, since a scan looks at
/// each for every account.
struct FieldColumn {
  let field: Field
  let number: Int
  let kind: FieldTraits.Kind
  let isTrueWhenEmpty: Bool

  init(field: Field, number: Int) {
    self.field = field
    self.number = number
    kind = field.kind
    isTrueWhenEmpty = field.traits.isTrueWhenEmpty
  }

  var name: String { field.traits.column ?? "" }

  /// The value in the row that `statement` stands on.
  func value(in statement: some SQLStatement) -> FieldValue {
    if statement.isNull(number) { return field.emptyValue }
    switch kind {
    case .line, .groupName: return .text(statement.text(number))
    case .password: return .secret(Secret(statement.text(number)))
    case .flag: return .flag(statement.flag(number))
    case .quota:
      return .quota(Quota(bytes: UInt64(bitPattern: statement.integer(number))))
    case .services:
      return .services(ServiceSet(rawValue: UInt8(truncatingIfNeeded: statement.integer(number))))
    case .addresses, .address, .assistant, .forward, .autoresponder:
      preconditionFailure("\(name) is no column")
    }
  }
}

extension SQLValue {
  /// What stands in the column of a field that has one.
  init(_ value: FieldValue) {
    switch value {
    case .nothing: self = .null
    case .text(let text): self = .text(text)
    case .flag(let flag): self = .flag(flag)
    case .quota(let quota): self = .integer(Int64(quota.bytes))
    case .services(let services): self = .integer(Int64(services.rawValue))
    case .secret(let secret): self = .text(secret.revealed)
    case .addresses, .address, .forwarding, .assistant, .autoresponder:
      preconditionFailure("a value of rows of its own is no column")
    }
  }
}
