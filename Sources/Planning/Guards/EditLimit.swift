import MailModel

/// Refuses to change at once what many people would notice: who can log in, under which name, and
/// where their mail goes.
struct EditLimit: Guard {
  static let name = "edit-limit"
  static let isAllowable = true

  private static let percent = 30
  private static let always = 10

  func findings(in input: GuardInput) -> [Finding] {
    let names = Self.subjects(in: input)
    let limit = max(Self.always, input.owned * Self.percent / 100)
    return [
      Self.judged(
        input, subjects: names, measured: names.count, limit: limit, base: input.owned,
        message: "login or mail of \(names.count.counted("account")) would change, the limit is "
          + "\(limit) (\(Self.percent)% of \(input.owned.counted("owned account"))"
          + (limit == Self.always ? ", at least \(Self.always))" : ")"))
    ]
  }

  private static func subjects(in input: GuardInput) -> [String] {
    var names: [String] = []
    var members = input.logins.regrouped
    for entry in input.accountEntries {
      guard let row = entry.row, !entry.isRemoval else { continue }
      let isMember = members.remove(row) != nil
      if isMember || entry.change.action == .rename
        || entry.change.fields.contains(where: isCounted)
      {
        names.append(entry.change.name)
      }
    }
    guard !members.isEmpty else { return names }
    return names + members.sorted().map { input.sides.live.rows.address($0).text }
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
