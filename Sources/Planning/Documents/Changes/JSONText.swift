import FoundationEssentials
import MailModel

/// JSON as rollbook writes it everywhere: keys sorted, slashes plain, so the same value is the
/// same bytes.
package enum JSONText {
  /// Indented, for people and for files under version control; ends with a line feed.
  package static func pretty(_ value: some Encodable) -> String {
    escaped(text(of: value, [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes])) + "\n"
  }

  /// On one line without a line feed, for the store.
  package static func compact(_ value: some Encodable) -> String {
    text(of: value, [.sortedKeys, .withoutEscapingSlashes])
  }

  package static func decode<Value: Decodable>(
    _ type: Value.Type, from text: String
  ) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }

  /// Without characters that could do harm where JSON is printed: `\u202E` is the same text.
  private static func escaped(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x7F }) { return text }
    var result = ""
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if scalar.value < 0x7F || scalar.isHarmless(after: previous) {
        result.unicodeScalars.append(scalar)
      } else {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16, uppercase: true)
          result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
        }
      }
      previous = scalar
    }
    return result
  }

  private static func text(
    of value: some Encodable, _ formatting: JSONEncoder.OutputFormatting
  ) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = formatting
    guard let data = try? encoder.encode(value) else {
      preconditionFailure("documents hold text, whole numbers and flags, which always encode")
    }
    return String(decoding: data, as: UTF8.self)
  }
}

/// Encodes nothing as `null` where a left-out key would say less.
package struct OrNull<Value: Encodable & Sendable>: Encodable, Sendable {
  package var value: Value?

  package init(_ value: Value?) {
    self.value = value
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let value { try container.encode(value) } else { try container.encodeNil() }
  }
}
