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
  static let list = """
    address, id, home, is_leaving, is_owned, owned_fields, source, name, mail_group, is_admin, \
    is_enabled, comment, quota, password, is_protected, assistant_only, forward_keeps, \
    forward_enabled, locked_until, last_login
    """
  static let address = 0
  static let id = 1
  static let home = 2
  static let isLeaving = 3
  static let isOwned = 4
  static let ownedFields = 5
  static let source = 6
  static let name = 7
  static let group = 8
  static let isAdmin = 9
  static let isEnabled = 10
  static let comment = 11
  static let quota = 12
  static let password = 13
  static let isProtected = 14
  static let assistantOnly = 15
  static let forwardKeeps = 16
  static let forwardEnabled = 17
  static let lockedUntil = 18
  static let lastLogin = 19
}
