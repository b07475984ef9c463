import MailModel

/// A text of a group's defaults that names each member: `{name}`, `{account}`, `{group}`.
struct MemberText {
  enum Placeholder: String, CaseIterable {
    /// The full name.
    case name
    /// The whole address.
    case account
    /// The group's name.
    case group
  }

  private enum Part {
    case text([UInt8])
    case placeholder(Placeholder)
  }

  private var parts: [Part] = []
  let place: PackedPlace

  /// Is nil, and reported, for a text with a mistake in its braces.
  init?(_ text: String, _ what: String, at place: PackedPlace, _ list: DiagnosticList) {
    self.place = place
    let braced: BracedText
    do {
      braced = try BracedText(Array(text.utf8))
    } catch {
      list.add(.brokenBraces(error, what, at: list.place(place)))
      return nil
    }
    for part in braced.parts {
      switch part {
      case .text(let bytes): parts.append(.text(bytes))
      case .placeholder(let word):
        guard let placeholder = Placeholder(rawValue: word) else {
          list.add(.unknownPlaceholder(word, what, at: list.place(place)))
          return nil
        }
        parts.append(.placeholder(placeholder))
      }
    }
  }

  /// True for a text that is the same for every member.
  var isLiteral: Bool {
    parts.allSatisfy { if case .text = $0 { true } else { false } }
  }

  var takesName: Bool {
    parts.contains { if case .placeholder(.name) = $0 { true } else { false } }
  }

  func text(
    name: UnsafeRawBufferPointer?, account: UnsafeRawBufferPointer, group: UnsafeRawBufferPointer
  ) -> String {
    var bytes: [UInt8] = []
    for part in parts {
      switch part {
      case .text(let text): bytes.append(contentsOf: text)
      case .placeholder(.name): if let name { bytes.append(contentsOf: name) }
      case .placeholder(.account): bytes.append(contentsOf: account)
      case .placeholder(.group): bytes.append(contentsOf: group)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Diagnostic {
  fileprivate static func unknownPlaceholder(_ word: String, _ what: String, at place: Place)
    -> Diagnostic
  {
    let known = MemberText.Placeholder.allCases.map(\.rawValue)
    return .error(
      "unknown-placeholder", "the \(what) can't be filled in with `{\(shown(word))}`", at: place,
      help: Spelling.nearest(to: word, among: known).map { "did you mean `{\($0)}`?" }
        ?? "there are \(known.map { "{\($0)}" }.joined(separator: ", ")); `{{` is a brace")
  }
}
