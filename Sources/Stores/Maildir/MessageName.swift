import MailModel

/// What the name of a message's file says: `1700000000.M1P2.host,S=1234,W=1250:2,S`.
struct MessageName {
  /// Delivery time in seconds since 1970; nil when the name does not begin with one.
  private(set) var delivered: Int64?
  /// Bytes; nil when the name does not say.
  private(set) var size: Int64?

  init(_ name: UnsafeBufferPointer<UInt8>) {
    // What no clock and no disk can have comes from somebody else: the file itself tells then.
    delivered = Self.number(in: name, from: 0, endingAt: UInt8(ascii: "."))
      .flatMap { StoredValue.moments.contains($0) ? $0 : nil }
    var index = 0
    // Flags behind `:2,` may hold an S of their own.
    while index + 2 < name.count, name[index] != UInt8(ascii: ":") {
      if name[index] == UInt8(ascii: ","), name[index + 1] == UInt8(ascii: "S"),
        name[index + 2] == UInt8(ascii: "=")
      {
        size = Self.number(in: name, from: index + 3, endingAt: UInt8(ascii: ","))
          .flatMap { StoredValue.sizes.contains($0) ? $0 : nil }
        return
      }
      index += 1
    }
  }

  /// Digits up to `end`, the flags or the end of the name; at most 18 of them.
  private static func number(
    in name: UnsafeBufferPointer<UInt8>, from start: Int, endingAt end: UInt8
  ) -> Int64? {
    var value: Int64 = 0
    var index = start
    while index < name.count, name[index].isASCIIDigit {
      guard index - start < 18 else { return nil }
      value = value * 10 + Int64(name[index] - UInt8(ascii: "0"))
      index += 1
    }
    guard index > start else { return nil }
    let isWhole = index == name.count || name[index] == end || name[index] == UInt8(ascii: ":")
    return isWhole ? value : nil
  }
}
