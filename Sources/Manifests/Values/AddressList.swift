import MailModel

/// A list of addresses being read, in canonical bytes; one serves many entries.
struct AddressList {
  private(set) var bytes: [UInt8] = []
  private var spans: [(start: Int, length: Int)] = []
  /// Of every address, once there are so many that comparing each with each would not end.
  private var hashes: Set<UInt64> = []
  private static let fewest = 32

  init() {}

  var count: Int { spans.count }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    spans.removeAll(keepingCapacity: true)
    if !hashes.isEmpty { hashes.removeAll() }
  }

  /// False when the list has the address already; it is then not added again.
  mutating func insert(_ address: [UInt8]) -> Bool {
    if mayHave(address) {
      for span in spans where span.length == address.count {
        if bytes[span.start..<span.start + span.length].elementsEqual(address) { return false }
      }
    }
    spans.append((bytes.count, address.count))
    bytes.append(contentsOf: address)
    return true
  }

  private mutating func mayHave(_ address: [UInt8]) -> Bool {
    guard spans.count >= Self.fewest else { return true }
    if hashes.isEmpty {
      for span in spans {
        hashes.insert(Self.hash(bytes[span.start..<span.start + span.length]))
      }
    }
    return !hashes.insert(Self.hash(address[...])).inserted
  }

  private static func hash(_ address: ArraySlice<UInt8>) -> UInt64 {
    address.withUnsafeBytes(NameTable.wideHash)
  }

  /// Sorts by bytes and appends the canonical form to `result`.
  mutating func write(to result: inout [UInt8]) {
    if spans.count > 1 {
      let bytes = bytes
      spans.sort { left, right in
        bytes[left.start..<left.start + left.length].lexicographicallyPrecedes(
          bytes[right.start..<right.start + right.length])
      }
    }
    for (index, span) in spans.enumerated() {
      if index > 0 { result.append(UInt8(ascii: "\n")) }
      result.append(contentsOf: bytes[span.start..<span.start + span.length])
    }
  }
}
