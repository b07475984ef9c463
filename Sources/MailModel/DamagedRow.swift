/// A row of the store with a value that no rollbook writes: another program, or somebody by hand,
/// spoilt it.
///
/// Whoever reads a store leaves such a row out and tells it; nothing is guessed from it.
package struct DamagedRow: Hashable, Sendable, CustomStringConvertible {
  package var table: String
  /// What tells the row from others of the table: a name, or a number.
  package var key: String
  package var column: String
  /// The value as the store has it, shortened; never a secret.
  package var value: String
  /// What belongs there: `a day as 2026-01-05`.
  package var wanted: String

  package init(table: String, key: String, column: String, value: String, wanted: String) {
    self.table = table
    self.key = key
    self.column = column
    self.value = value
    self.wanted = wanted
  }

  /// A text as errors show it: quoted, without what a terminal would obey, and shortened.
  package static func shown(_ text: String) -> String {
    let quoted = String(reflecting: text)
    return quoted.utf8.count <= 80 ? quoted : "\(quoted.prefix(60))…\""
  }

  /// `table run, row 7, column started: 99999999999999 is not a moment …`.
  package var description: String {
    "table \(table), row \(key), column \(column): \(value) is not \(wanted)"
  }
}

/// What numbers and texts of a store may be, beyond what its schema can say.
package enum StoredValue {
  /// Seconds since 1970 of the years that a calendar of four digits has.
  package static let moments: ClosedRange<Int64> = -62_135_596_800...253_402_300_799
  /// Numbers of messages, bytes and accounts: sums of many of them still fit.
  package static let counts: ClosedRange<Int64> = 0...(1 << 53)
  /// Bytes of one message: a million of the largest still have a sum.
  package static let sizes: ClosedRange<Int64> = 0...(1 << 43)
  /// The longest mail home, in bytes: what Linux takes as a path.
  package static let longestHome = 4_096
  /// Bits of `ServiceSet`.
  package static let services: ClosedRange<Int64> = 0...Int64(ServiceSet.all.rawValue)
  /// Lengths of time in seconds, up to 100 years.
  package static let spans: ClosedRange<Int64> = 1...3_155_760_000

  /// True of printable ASCII in lower case, as all names are compared, with text on both sides of an
  /// `@`, up to the length of an address.
  @inline(__always)
  package static func isAddress(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count <= AddressRules.maximumLength, bytes.count > 2,
      bytes[0] != UInt8(ascii: "@"), bytes[bytes.count - 1] != UInt8(ascii: "@")
    else { return false }
    var hasAt = false
    for byte in bytes {
      if byte == UInt8(ascii: "@") { hasAt = true }
      if byte <= 0x20 || byte >= 0x7F || byte.asciiLowercased != byte { return false }
    }
    return hasAt
  }

  /// True of an account id: 8 characters of `a-z0-9`.
  @inline(__always)
  package static func isAccountID(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.count == MailLocation.idLength
      && bytes.allSatisfy {
        ($0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z")) || $0.isASCIIDigit
      }
  }

  /// True of nothing, and of a day as `YYYY-MM-DD`.
  package static func isDayOrNothing(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.isEmpty || (bytes.count == 10 && Day(String(decoding: bytes, as: UTF8.self)) != nil)
  }
}
