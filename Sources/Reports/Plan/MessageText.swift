import MailModel

/// An autoresponder's message in a line: whole when verbose, else shortened.
struct MessageText {
  /// Columns of a shortened line.
  static let shortWidth = 60

  let style: Style

  /// `"I am away until 5 January." (3 lines)`.
  func text(_ message: String) -> String {
    if style.isVerbose { return message.quoted }
    let lines = Self.lines(of: message)
    // The line feed at the end ends a line, it begins none.
    let count = lines.count - (lines.last?.isEmpty == true && lines.count > 1 ? 1 : 0)
    return short(lines[0]) + (count > 1 ? " (\(count) lines)" : "")
  }

  /// The first line that differs, before and after; both whole when verbose; nil when equal.
  func row(_ label: String, _ old: String, _ new: String) -> FieldRow? {
    if old.sameBytes(as: new) { return nil }
    if style.isVerbose || old == new { return .text(label, old, new) }
    let before = Self.lines(of: old)
    let after = Self.lines(of: new)
    let index =
      zip(before, after).enumerated().first { !$0.element.0.sameBytes(as: $0.element.1) }?.offset
      ?? min(before.count, after.count)
    return FieldRow(
      label, before: index < before.count ? short(before[index]) : Wording.none,
      index < after.count ? short(after[index]) : Wording.none,
      note: before.count > 1 || after.count > 1 ? "from line \(index + 1)" : nil)
  }

  private func short(_ line: String) -> String {
    let quoted = line.quoted
    if quoted.displayWidth <= Self.shortWidth { return quoted }
    // Cut before escaping, so that no escape is torn in two.
    let room = line.shown == line ? Self.shortWidth - 2 : Self.shortWidth / 6
    return line.cut(to: room).quoted
  }

  /// By line feeds; Swift would take CR LF for one character.
  private static func lines(of message: String) -> [String] {
    message.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
  }
}
