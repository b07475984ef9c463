import MailModel

/// Refuses to give a name out again that lies in the trash, until the manifest says what becomes of
/// its mail; as an alias or a group's address it is a warning.
///
/// An account that comes back whole, by `mail: restore`, is live and out of the trash in the
/// snapshot already; what is left here cannot be told from another item, or is a rename. What an
/// undo left there without mail is in nobody's way.
struct NameReuse: Guard {
  static let name = "name-reuse"

  func findings(in input: GuardInput) -> [Finding] {
    let found = Self.found(in: input)
    return found.isEmpty ? [Self.passed("no name that lies in the trash is used again")] : found
  }

  private static func found(in input: GuardInput) -> [Finding] {
    guard !input.snapshot.trash.isEmpty, !input.entries.isEmpty else { return [] }
    let snapshot = input.snapshot
    let items = Dictionary(
      grouping: snapshot.trash.filter { !snapshot.isLeftover($0) }, by: \.name)
    let runs = wayBack(of: input.entries, items)
    var found: [Finding] = []
    for entry in input.entries where !entry.isRemoval {
      let change = entry.change
      if entry.isAccount, [.add, .rename].contains(change.action), let held = items[change.address]
      {
        var finding = account(change, held, input.manifest)
        if finding.verdict == .refused, let last = held.last, let count = runs[last.run] {
          finding.message +=
            "; `rollbook undo \(last.run)` brings back all \(count) that run \(last.run) removed"
        }
        found.append(finding)
      }
      for address in change.newAddresses {
        if let held = items[address] { found.append(alias(address, change, held)) }
      }
    }
    return found
  }

  /// The runs that removed several of the accounts that are added again, with how many.
  private static func wayBack(of entries: [PlannedChange], _ items: [Address: [TrashItem]]) -> [Int:
    Int]
  {
    var runs: [Int: Int] = [:]
    for entry in entries where entry.isAccount && entry.change.action == .add {
      if let item = items[entry.change.address]?.last { runs[item.run, default: 0] += 1 }
    }
    return runs.filter { $0.value > 1 }
  }

  private static func account(
    _ change: Change, _ held: [TrashItem], _ manifest: Manifest
  ) -> Finding {
    let name = change.address
    let until = held.map(\.heldUntil).max().map { Day(secondsSince1970: $0).description } ?? ""
    let sentence =
      "\(name) lies in the trash until \(until) (\(contents(of: held)))"
    var finding = refused(name.text, measured: held.count, message: sentence)
    switch manifest.accounts.extras[name]?.mail {
    case .fresh:
      finding.verdict = .allowed
      finding.message += ", its mail: fresh"
      finding.allow = "mail: fresh"
    case .restore:
      finding.message += ", and which mail is meant is not clear"
      let wanted = change[.name]?.after.text ?? ""
      finding.allow = change.action == .add ? restoring(held, of: wanted) : "mail: fresh"
    case nil:
      finding.message += "; say whether its mail comes back"
      finding.allow =
        change.action == .add ? "mail: fresh, or mail: restore" : "mail: fresh"
    }
    return finding
  }

  /// `1 item: "Ada Hart", 2 messages`: whoever says what becomes of mail has to know whose it is.
  private static func contents(of held: [TrashItem]) -> String {
    let items = newestFirst(held).prefix(3).map { item in
      let name = item.values[.name].text
      return (held.count == 1 ? "" : "\(item.label), ") + (name.isEmpty ? "" : "\"\(name)\", ")
        + item.mailbox.messages.counted("message")
    }
    let more = held.count > items.count ? " and \(held.count - items.count) older" : ""
    return held.count.counted("item") + ": " + items.joined(separator: "; ") + more
  }

  /// The way to have the mail back; the name alone would fit several items, of which one may be of
  /// somebody with the full name that the manifest gives.
  private static func restoring(_ held: [TrashItem], of wanted: String) -> String {
    let namesakes = held.filter { !wanted.isEmpty && $0.values[.name].text.sameBytes(as: wanted) }
    let meant = namesakes.count == 1 ? namesakes : held
    let commands = newestFirst(meant).map { item in
      "`rollbook trash restore \(held.count == 1 ? item.name.text : item.label)`"
    }
    return commands.joined(separator: " or ")
      + (commands.count == 1 ? " first" : ", whichever is meant, first")
      + ", then plan again (the account is then adopted)"
  }

  private static func newestFirst(_ held: [TrashItem]) -> [TrashItem] {
    held.sorted { ($0.removed, $0.run) > ($1.removed, $1.run) }
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
