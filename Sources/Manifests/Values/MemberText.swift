import MailModel

/// A text that names the account it belongs to: `{name}`, `{account}`, `{group}`.
struct MemberText {
  enum Placeholder: String, CaseIterable {
    /// The full name.
    case name
    /// The whole address.
    case account
    /// The group's name.
    case group
  }

  enum Mistake: Error {
    case braces(BracedText.Mistake)
    case unknown(String)
  }

  private enum Part {
    case text([UInt8])
    case placeholder(Placeholder)
  }

  private var parts: [Part] = []

  init(_ text: String) throws(Mistake) {
    let braced: BracedText
    do { braced = try BracedText(Array(text.utf8)) } catch { throw .braces(error) }
    for part in braced.parts {
      switch part {
      case .text(let bytes): parts.append(.text(bytes))
      case .placeholder(let word):
        guard let placeholder = Placeholder(rawValue: word) else { throw .unknown(word) }
        parts.append(.placeholder(placeholder))
      }
    }
  }

  /// True for a text that is the same for every account.
  var isLiteral: Bool {
    parts.allSatisfy { if case .text = $0 { true } else { false } }
  }

  func takes(_ wanted: Placeholder) -> Bool {
    parts.contains { if case .placeholder(wanted) = $0 { true } else { false } }
  }

  func text(_ value: (Placeholder) -> UnsafeRawBufferPointer?) -> String {
    var bytes: [UInt8] = []
    for part in parts {
      switch part {
      case .text(let text): bytes.append(contentsOf: text)
      case .placeholder(let placeholder):
        if let value = value(placeholder) { bytes.append(contentsOf: value) }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Diagnostic {
  static func brokenMemberText(_ mistake: MemberText.Mistake, _ what: String, at place: Place)
    -> Diagnostic
  {
    switch mistake {
    case .braces(let mistake): return brokenBraces(mistake, what, at: place)
    case .unknown(let word):
      let known = MemberText.Placeholder.allCases.map(\.rawValue)
      return .error(
        "unknown-placeholder", "the \(what) can't be filled in with `{\(shown(word))}`", at: place,
        help: Spelling.nearest(to: word, among: known).map { "did you mean `{\($0)}`?" }
          ?? "there are \(known.map { "{\($0)}" }.joined(separator: ", ")); write "
          + "`{{\(shown(word))}}` for the braces themselves")
    }
  }
}
