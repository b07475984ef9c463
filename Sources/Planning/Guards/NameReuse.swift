import MailModel

/// Refuses to give a name out again that lies in the trash, until the manifest says what becomes
/// of the mail; as an alias or a group's address it is a warning.
struct NameReuse: Guard {
  static let name = "name-reuse"

  func findings(in situation: Situation) -> [Finding] {
    let found = Self.found(in: situation)
    return found.isEmpty ? [Self.passed("no name that lies in the trash is used again")] : found
  }

  private static func found(in situation: Situation) -> [Finding] {
    guard !situation.snapshot.trash.isEmpty, !situation.entries.isEmpty else { return [] }
    let items = Dictionary(grouping: situation.snapshot.trash, by: \.name)
    var found: [Finding] = []
    for entry in situation.entries where !entry.isRemoval {
      let change = entry.change
      if entry.isAccount, [.add, .rename].contains(change.action), let held = items[change.address]
      {
        found.append(account(change.address, held, situation.manifest))
      }
      for address in change.newAddresses {
        if let held = items[address] { found.append(alias(address, change, held)) }
      }
    }
    return found
  }

  private static func account(
    _ name: Address, _ held: [TrashItem], _ manifest: Manifest
  ) -> Finding {
    let mail = manifest.accounts.extras[name]?.mail
    let until = held.map(\.heldUntil).max().map { Day(secondsSince1970: $0).description } ?? ""
    let sentence =
      "\(name) lies in the trash until \(until) (\(held.count.counted("item")))"
    return Finding(
      Self.name, mail == nil ? .refused : .allowed, subject: name.text, subjects: [name.text],
      measured: held.count, limit: 0,
      message: mail.map { "\(sentence), its mail: \($0.rawValue)" }
        ?? "\(sentence); say whether its mail comes back",
      allow: "mail: \(mail?.rawValue ?? "fresh  # or mail: restore")")
  }

  private static func alias(
    _ address: Address, _ change: Change, _ held: [TrashItem]
  ) -> Finding {
    Finding(
      name, .warning, subject: address.text, subjects: [change.name], measured: held.count,
      limit: 0,
      message:
        "\(address) is given to \(change.kind.rawValue) \(change.name), but lies in the trash")
  }
}
