import MailModel

/// Tells keys whose values must never be shown.
enum SecretKey {
  private static let keys = [Array("password".utf8), Array("initial-password".utf8)]

  /// What other programs call it.
  private static let others = ["pass", "pwd", "passphrase", "secret"].map { Array($0.utf8) }

  /// True for `password`, `initial-password` and what is one or two letters off.
  static func isNear(_ bytes: some Collection<UInt8>) -> Bool {
    guard (3...18).contains(bytes.count) else { return false }
    let folded = bytes.map(\.asciiLowercased)
    return others.contains(folded)
      || keys.contains { key in
        abs(key.count - folded.count) <= 2 && Spelling.distance(key, folded) <= 2
      }
  }

  /// The same for columns of a CSV file, which are named as other programs like it.
  static func isNearColumn(_ name: String) -> Bool {
    let folded = Array(name.asciiLowercased.utf8.filter { $0.isASCIILetterOrDigit })
    let mark = Array("passw".utf8)
    return isNear(name.utf8)
      || folded.indices.dropLast(4).contains { folded[$0...].starts(with: mark) }
  }

  /// Where such a key begins in a line of text, whatever stands around it.
  static func start(in line: [UInt8]) -> Int? {
    var index = 0
    while index < line.count {
      guard isWordByte(line[index]) else {
        index += 1
        continue
      }
      let end = line[index...].firstIndex { !isWordByte($0) } ?? line.count
      if isNear(line[index..<end]) { return index }
      index = end
    }
    return nil
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte.isASCIILetterOrDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }
}
