import MailModel

/// Text with placeholders in braces; `{{` and `}}` stand for braces themselves.
struct BracedText {
  enum Part {
    case text([UInt8])
    /// What stands between the braces.
    case placeholder(String)
  }

  enum Mistake: Error {
    case unclosed
    case strayBrace
  }

  private(set) var parts: [Part] = []

  init<Text: RandomAccessCollection<UInt8>>(_ text: Text) throws(Mistake)
  where Text.Index == Int {
    var literal: [UInt8] = []
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      let isDoubled = index + 1 < text.endIndex && text[index + 1] == byte
      if byte == UInt8(ascii: "{"), !isDoubled {
        guard let end = text[index...].firstIndex(of: UInt8(ascii: "}")) else { throw .unclosed }
        if !literal.isEmpty { parts.append(.text(literal)) }
        literal = []
        parts.append(.placeholder(String(decoding: text[index + 1..<end], as: UTF8.self)))
        index = end + 1
        continue
      }
      if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") {
        guard isDoubled else { throw .strayBrace }
        index += 1
      }
      literal.append(byte)
      index += 1
    }
    if !literal.isEmpty { parts.append(.text(literal)) }
  }
}

extension BracedText {
  /// `text` so that it is read back as it is.
  static func doubled(_ text: String) -> String {
    var bytes = Array(text.utf8)
    double(&bytes, from: 0)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Doubles each brace from `start` on.
  static func double(_ bytes: inout [UInt8], from start: Int) {
    let braces = [UInt8(ascii: "{"), UInt8(ascii: "}")]
    guard bytes[start...].contains(where: braces.contains) else { return }
    let doubled = bytes[start...].flatMap { braces.contains($0) ? [$0, $0] : [$0] }
    bytes.replaceSubrange(start..., with: doubled)
  }
}

extension Diagnostic {
  static func brokenBraces(_ mistake: BracedText.Mistake, _ key: String, at place: Place)
    -> Diagnostic
  {
    switch mistake {
    case .unclosed:
      .error(
        "unclosed-placeholder", "a placeholder of \(key) is not closed", at: place,
        help: "close it with `}`, or write `{{` for a brace")
    case .strayBrace:
      .error(
        "stray-brace", "\(key) has a `}` that closes nothing", at: place,
        help: "write `}}` for a brace")
    }
  }
}
