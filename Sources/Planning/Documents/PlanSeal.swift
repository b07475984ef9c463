import MailModel

/// The one digest over a saved plan: SHA-256 of its text without the line of `created`, and with
/// nothing between the quotes of `digest`.
///
/// So the same plan has the same digest whenever it is made, and a shell can check it.
enum PlanSeal {
  private static let created = Array("\n  \"created\" : ".utf8)
  private static let digest = Array("\n  \"digest\" : \"".utf8)

  /// The text with its digest filled in; keys of the outermost object stand two spaces deep, and a
  /// line break is never within a text of JSON.
  ///
  /// `text` is a plan with an empty digest, laid out by `JSONText.pretty`; what is none stays as it is.
  static func sealed(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard let moment = bytes.range(of: created), let place = bytes.range(of: digest) else {
      return text
    }
    let end = bytes[moment.upperBound...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
    var hash = Digest()
    bytes.withUnsafeBytes { bytes in
      hash.update(UnsafeRawBufferPointer(rebasing: bytes[..<moment.lowerBound]))
      hash.update(UnsafeRawBufferPointer(rebasing: bytes[end...]))
    }
    return String(
      decoding: bytes[..<place.upperBound] + hash.description.utf8 + bytes[place.upperBound...],
      as: UTF8.self)
  }

  /// The digest that stands in a plan; nil without one.
  static func digest(in text: String) -> String? {
    let bytes = Array(text.utf8)
    return bytes.range(of: digest).map { place in
      String(
        decoding: bytes[place.upperBound...].prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
    }
  }
}

extension [UInt8] {
  /// Where `part`, which begins with a line break, stands first.
  fileprivate func range(of part: [UInt8]) -> Range<Int>? {
    var start = startIndex
    while let next = self[start...].firstIndex(of: UInt8(ascii: "\n")) {
      if self[next...].starts(with: part) { return next..<next + part.count }
      start = next + 1
    }
    return nil
  }
}
