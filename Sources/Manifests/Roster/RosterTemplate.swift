import MailModel

/// A text of a roster entry with its placeholders: `{givenName} {familyName|lower}`.
///
/// `{{` and `}}` stand for braces themselves.
struct RosterTemplate {
  private enum Part {
    case text([UInt8])
    /// `number` is the column's in the header, known once that is read.
    case column(name: String, number: Int, filters: [RosterFilter])
    /// What the account has in the end.
    case member(MemberText.Placeholder)
  }

  enum Mistake: Error {
    case braces(BracedText.Mistake)
    case emptyPlaceholder
    case unknownFilter(String)
    case tooManyPlaceholders
  }

  /// Placeholders of one text: more would make rows of any length.
  static let maximumPlaceholders = 64

  private var parts: [Part] = []
  /// True when a mistake was told, so that what it gives for a row is not what was meant.
  private(set) var isBroken = false
  /// In the manifest.
  let place: PackedPlace
  /// True for a text that may also say `{name}`, `{account}` and `{group}` of the account.
  let mayNameMembers: Bool

  /// Is nil for a text whose placeholders can't be told; with other mistakes it has what is left,
  /// so that its columns can be judged too.
  init?(
    _ text: UnsafeRawBufferPointer, at place: PackedPlace, mayNameMembers: Bool = false,
    report: (Mistake) -> Void
  ) {
    self.place = place
    self.mayNameMembers = mayNameMembers
    let braced: BracedText
    do { braced = try BracedText(text) } catch {
      report(.braces(error))
      return nil
    }
    for part in braced.parts {
      switch part {
      case .text(let bytes): parts.append(.text(bytes))
      case .placeholder(let text):
        let part = Self.placeholder(text) { mistake in
          report(mistake)
          isBroken = true
        }
        if let part { parts.append(part) }
      }
    }
    if columns.count > Self.maximumPlaceholders {
      report(.tooManyPlaceholders)
      return nil
    }
  }

  private static func placeholder(_ text: String, _ report: (Mistake) -> Void) -> Part? {
    let words = text.split(separator: "|", omittingEmptySubsequences: false).map(
      \.withoutOuterBlanks)
    guard let name = words.first, !name.isEmpty else {
      report(.emptyPlaceholder)
      return nil
    }
    var filters: [RosterFilter] = []
    for word in words.dropFirst() {
      guard let filter = RosterFilter(rawValue: word) else {
        report(.unknownFilter(word))
        continue
      }
      filters.append(filter)
    }
    return .column(name: name, number: 0, filters: filters)
  }

  /// The names of the columns it takes.
  var columns: [String] {
    parts.compactMap { if case .column(let name, _, _) = $0 { name } else { nil } }
  }

  /// The text of a template without columns; nil for one whose rows say more.
  var literal: [UInt8]? {
    columns.isEmpty && !isBroken
      ? parts.reduce(into: []) { if case .text(let bytes) = $1 { $0 += bytes } } : nil
  }

  /// The name of the column that the text is nothing but; nil for any other.
  var onlyColumn: String? {
    guard parts.count == 1, case .column(let name, _, _) = parts[0] else { return nil }
    return name
  }

  /// The number of the first column, once resolved; nil for a template without any.
  var firstColumn: Int? {
    for case .column(_, let number, _) in parts { return number }
    return nil
  }

  /// The first column that gives nothing in a row, once resolved.
  ///
  /// `isFilled` is true where only its filters leave nothing of it.
  func emptyColumn(in row: RosterRow) -> (name: String, number: Int, isFilled: Bool)? {
    for case .column(let name, let number, let filters) in parts {
      var text: [UInt8] = []
      row.append(number, to: &text)
      let isFilled = !text.isEmpty
      for filter in filters { filter.apply(to: &text, from: 0) }
      if text.isEmpty { return (name, number, isFilled) }
    }
    return nil
  }

  var namesMembers: Bool {
    parts.contains { if case .member = $0 { true } else { false } }
  }

  /// Looks up each column; `find` is nil for one that the header does not have.
  ///
  /// - Returns: False when a column is missing.
  mutating func resolve(_ find: (String) -> Int?) -> Bool {
    var isWhole = true
    for index in parts.indices {
      guard case .column(let name, _, let filters) = parts[index] else { continue }
      if let number = find(name) {
        parts[index] = .column(name: name, number: number, filters: filters)
      } else if mayNameMembers, filters.isEmpty,
        let placeholder = MemberText.Placeholder(rawValue: name)
      {
        parts[index] = .member(placeholder)
      } else {
        isWhole = false
      }
    }
    return isWhole
  }

  /// Replaces `result` with the text for a row; with `doublesBraces` only placeholders of the account
  /// have single ones in it.
  func expand(_ row: RosterRow, into result: inout [UInt8], doublesBraces: Bool = false) {
    result.removeAll(keepingCapacity: true)
    for part in parts {
      let start = result.count
      switch part {
      case .text(let bytes): result.append(contentsOf: bytes)
      case .column(_, let number, let filters):
        row.append(number, to: &result)
        for filter in filters { filter.apply(to: &result, from: start) }
      case .member(let placeholder):
        result.append(contentsOf: "{\(placeholder.rawValue)}".utf8)
        continue
      }
      if doublesBraces { BracedText.double(&result, from: start) }
    }
  }
}

extension Substring {
  /// The text without blanks at its ends.
  var withoutOuterBlanks: String {
    var rest = self
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}
