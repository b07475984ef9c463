import MailModel

/// What a change takes from its account that `protect` keeps: what would be done, as it stands behind
/// "would".
struct ProtectedDeeds {
  private(set) var all: [String] = []

  /// `newNames` are those of the accounts that the plan renames: a forward that follows one is no
  /// other forward.
  init(_ change: Change, _ newNames: [Address: Address]) {
    if change.action == .remove { all.append("be removed") }
    if change.action == .rename { all.append("be renamed") }
    for field in change.fields where field.changesValue {
      let before = field.before ?? field.field.emptyValue
      if let deed = Self.deed(field.field, before.following(newNames), field.after) {
        all.append(deed)
      }
    }
  }

  private static func deed(
    _ field: Field, _ before: FieldValue, _ after: FieldValue
  ) -> String? {
    let (old, new) = (FieldValues([field: before]), FieldValues([field: after]))
    switch field {
    case .password:
      if before == .nothing { return "get a password" }
      return after == .nothing ? "lose its password" : "get another password"
    case .admin:
      return old.isAdmin && !new.isAdmin ? "be no administrator any more" : nil
    case .aliases:
      let lost = old.aliases.leavingOut(new.aliases)
      return lost.isEmpty
        ? nil : "lose the \(lost.count == 1 ? "alias \(lost[0])" : "aliases \(lost.list)")"
    case .forward:
      guard before != after, let forward = new.forwarding, forward.isEnabled, !forward.keepsCopy,
        !forward.targets.isEmpty
      else { return nil }
      return "send its mail to \(forward.targets.list) and keep no copy"
    case .assistant:
      guard before != after, let assistant = new.assistant, assistant.isOnly,
        !assistant.targets.isEmpty
      else { return nil }
      return "leave its mail to \(assistant.targets.list) alone"
    case .autoresponder:
      guard let responder = new.autoresponder, !responder.keepsOriginal,
        old.autoresponder?.discards(asMuchAs: responder) != true
      else { return nil }
      return "discard the mail that it answers"
    case .name, .group, .enabled, .comment, .quota, .protect, .address, .services:
      // Who can no longer log in is judged together with the group.
      return nil
    }
  }
}

extension Autoresponder {
  /// True when `other` discards nothing that this one keeps.
  fileprivate func discards(asMuchAs other: Autoresponder) -> Bool {
    let startsLater = other.from.map { from ?? $0 <= $0 } ?? (from == nil)
    let endsEarlier = other.until.map { until ?? $0 >= $0 } ?? (until == nil)
    return !keepsOriginal && startsLater && endsEarlier && every <= other.every
  }
}

extension [Address] {
  fileprivate var list: String {
    prefix(3).map(\.text).joined(separator: ", ") + (count > 3 ? " and \(count - 3) more" : "")
  }
}
