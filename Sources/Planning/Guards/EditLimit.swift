import MailModel

/// Refuses to change at once what many people would notice: who can log in, under which name, and
/// where their mail goes.
struct EditLimit: Guard {
  static let name = "edit-limit"
  static let isAllowable = true

  private static let percent = 30
  private static let always = 10

  func findings(in situation: Situation) -> [Finding] {
    let names = Self.subjects(in: situation)
    let limit = max(Self.always, situation.owned * Self.percent / 100)
    return [
      Self.judged(
        situation, subjects: names, measured: names.count, limit: limit, base: situation.owned,
        message: "login or mail of \(names.count.counted("account")) would change, the limit is "
          + "\(limit) (\(Self.percent)% of \(situation.owned.counted("owned account"))"
          + (limit == Self.always ? ", at least \(Self.always))" : ")"))
    ]
  }

  private static func subjects(in situation: Situation) -> [String] {
    var names: [String] = []
    var members = situation.logins.regrouped
    for entry in situation.accountEntries {
      guard let row = entry.row, !entry.isRemoval else { continue }
      let isMember = members.remove(row) != nil
      if isMember || entry.change.action == .rename
        || entry.change.fields.contains(where: isCounted)
      {
        names.append(entry.change.name)
      }
    }
    guard !members.isEmpty else { return names }
    return names + members.sorted().map { situation.sides.live.rows.address($0).text }
  }

  private static func isCounted(_ change: FieldChange) -> Bool {
    guard change.changesValue else { return false }
    switch change.field.traits.notice {
    case .always: return true
    case .never: return false
    case .ofDiscardedMail: return keepsOriginal(change.before) != keepsOriginal(change.after)
    }
  }

  private static func keepsOriginal(_ value: FieldValue?) -> Bool {
    if case .autoresponder(let responder) = value { responder.keepsOriginal } else { true }
  }
}
