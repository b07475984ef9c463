import MailModel

/// A line that no parser has told the meaning of, such as one behind a mistake or in a comment: what
/// stands behind `word:` is shown only where a manifest has such a key.
struct LooseWords {
  /// The line as it may be shown.
  let masked: [UInt8]

  /// Is nil for a line without a key of its own that may go on with a value of the one `above`.
  init?(_ line: [UInt8], above: () -> [UInt8]?) {
    if !Self.hasKey(line), line.contains(where: { $0 > UInt8(ascii: " ") }), let last = above(),
      Self.endsInUnknownValue(last)
    {
      return nil
    }
    masked = Self.masked(line)
  }

  static func hasKey(_ line: [UInt8]) -> Bool { !keys(line).isEmpty }

  /// The line with values of unknown keys replaced.
  static func masked(_ line: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var start = 0
    for key in keys(line) where key.end >= start {
      let value = value(behind: key.end, line)
      guard value < line.count, !"{[#&*|>".utf8.contains(line[value]), !isKnown(key.word, line)
      else { continue }
      result += line[start..<value] + Array("***".utf8)
      start = end(ofValue: value, line)
    }
    return result + line[start...]
  }

  private static func endsInUnknownValue(_ line: [UInt8]) -> Bool {
    guard let key = keys(line).last, !isKnown(key.word, line) else { return false }
    let value = value(behind: key.end, line)
    return value < line.count && !"{[#".utf8.contains(line[value])
  }

  private static func isKnown(_ word: Range<Int>, _ line: [UInt8]) -> Bool {
    KnownKeys.everywhere.contains(String(decoding: line[word], as: UTF8.self))
  }

  private static func value(behind end: Int, _ line: [UInt8]) -> Int {
    end + line[end...].prefix { $0 == UInt8(ascii: " ") }.count
  }

  /// The closing quote; in braces a comma or the brace; else the line's end.
  private static func end(ofValue start: Int, _ line: [UInt8]) -> Int {
    let first = line[start]
    if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
      return line[(start + 1)...].firstIndex(of: first).map { $0 + 1 } ?? line.count
    }
    guard line[..<start].contains(where: { "{[".utf8.contains($0) }) else { return line.count }
    return line[start...].firstIndex { ",}]".utf8.contains($0) } ?? line.count
  }

  /// Words with a colon and a blank, or the end of the line, behind them.
  private static func keys(_ line: [UInt8]) -> [(word: Range<Int>, end: Int)] {
    var found: [(Range<Int>, Int)] = []
    for colon in line.indices where line[colon] == UInt8(ascii: ":") {
      guard colon + 1 == line.count || line[colon + 1] <= UInt8(ascii: " ") else { continue }
      var end = colon
      while end > 0, line[end - 1] == UInt8(ascii: "\"") || line[end - 1] == UInt8(ascii: "'") {
        end -= 1
      }
      var start = end
      while start > 0, isOfWord(line[start - 1]) { start -= 1 }
      if start < end { found.append((start..<end, colon + 1)) }
    }
    return found
  }

  private static func isOfWord(_ byte: UInt8) -> Bool {
    byte.isASCIILetterOrDigit || byte >= 0x80 || "-_.@".utf8.contains(byte)
  }
}
