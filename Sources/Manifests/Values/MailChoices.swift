import MailModel

/// What rosters and groups say, for accounts that do not say it, of mail that lies in the trash under
/// a name: `mail: fresh` or `mail: restore`.
struct MailChoices {
  typealias Choice = DesiredAccounts.Extra.Mail

  /// Users with `mail: null`, who take no default.
  var refused: Set<Address> = []

  init() {}
}

extension ValueReader {
  /// `fresh` or `restore`; nil, and reported, for anything else.
  func mailChoice(_ node: Int) -> MailChoices.Choice? {
    if tree.kind(node) == .scalar, let choice = MailChoices.Choice(rawValue: tree.string(node)) {
      return choice
    }
    reportType(node, "mail", "fresh or restore")
    return nil
  }
}
