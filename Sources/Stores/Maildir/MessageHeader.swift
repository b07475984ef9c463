/// The two lines of a message's header that lists show, found in its first bytes.
struct MessageHeader: Equatable {
  private(set) var sender = ""
  private(set) var subject = ""

  /// Reads up to the first empty line, or to the end of `bytes`; the first line of a name counts.
  init(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    var hasSender = false
    var hasSubject = false
    while let field = Self.nextField(&rest), !(hasSender && hasSubject) {
      if !hasSender, let value = Self.value(of: "from:", in: field) {
        sender = EncodedText.decoded(value)
        hasSender = true
      } else if !hasSubject, let value = Self.value(of: "subject:", in: field) {
        subject = EncodedText.decoded(value)
        hasSubject = true
      }
    }
  }

  /// One header line with the lines that continue it; nil at the header's end.
  private static func nextField(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let start = rest.startIndex
    var end = start
    repeat {
      let line = rest[end...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? rest.endIndex
      if end == start, rest[start..<line].allSatisfy({ $0 == 0x0A || $0 == 0x0D }) { return nil }
      end = line
    } while end < rest.endIndex && (rest[end] == 0x20 || rest[end] == 0x09)
    defer { rest = rest[end...] }
    return rest[start..<end]
  }

  private static func value(
    of name: StaticString, in field: ArraySlice<UInt8>
  ) -> ArraySlice<UInt8>? {
    let count = name.utf8CodeUnitCount
    guard field.count >= count else { return nil }
    let name = UnsafeBufferPointer(start: name.utf8Start, count: count)
    let isNamed = zip(name, field).allSatisfy { letter, byte in
      letter == ((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte)
    }
    return isNamed ? field.dropFirst(count) : nil
  }
}
