import MailModel

extension Finding {
  /// New accounts whose `mail: restore` finds no mail, and which begin empty; nil where there are
  /// none.
  static func nothingToRestore(_ entries: [PlannedChange], in trash: [TrashItem]) -> Finding? {
    let names = entries.filter { $0.isAccount && $0.change.action == .add }
      .filter { $0.change.extra?.mail == .restore }.map(\.change.address)
    guard !names.isEmpty else { return nil }
    let held = Set(trash.map(\.name))
    let empty = names.filter { !held.contains($0) }
    guard let first = empty.first?.text else { return nil }
    let isOne = empty.count == 1
    return Finding(
      "nothing-to-restore", .warning, subject: isOne ? first : nil, subjects: empty.map(\.text),
      measured: empty.count,
      message: isOne
        ? "\(first) begins with an empty mailbox: the trash holds no mail of that name"
        : "\(empty.count) accounts begin with empty mailboxes: the trash holds no mail of their names",
      allow: "`rollbook trash` lists what can come back")
  }
}
