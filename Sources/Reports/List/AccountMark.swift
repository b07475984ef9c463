/// One letter of the user list's marks, in the order in which they stand.
enum AccountMark: Character, CaseIterable {
  case admin = "A"
  case autoresponder = "R"
  case assistant = "S"
  case forwarding = "F"
  case disabled = "D"
  case locked = "L"
  case leaving = "X"
  case unowned = "U"

  var meaning: String {
    switch self {
    case .admin: "administrator"
    case .autoresponder: "autoresponder"
    case .assistant: "assistant"
    case .forwarding: "forwarding"
    case .disabled: "disabled"
    case .locked: "locked out"
    case .leaving: "leaving"
    case .unowned: "not managed"
    }
  }

  func applies(to line: AccountLine) -> Bool {
    switch self {
    case .admin: line.isAdmin
    case .autoresponder: line.hasAutoresponder
    case .assistant: line.hasAssistant
    case .forwarding: line.hasForwarding
    case .disabled: !line.isEnabled
    case .locked: line.isLocked
    case .leaving: line.isLeaving
    // Nobody could manage a built-in.
    case .unowned: !line.isOwned && line.kind == .person
    }
  }

  static func marks(of line: AccountLine) -> String {
    String(allCases.filter { $0.applies(to: line) }.map(\.rawValue))
  }

  /// `marks: A administrator, L locked out`, of those that occur; nil when none does.
  static func legend(of lines: [AccountLine]) -> String? {
    let used = allCases.filter { mark in lines.contains(where: mark.applies) }
    if used.isEmpty { return nil }
    return "marks: " + used.map { "\($0.rawValue) \($0.meaning)" }.joined(separator: ", ")
  }
}
