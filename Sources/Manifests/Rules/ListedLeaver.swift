import MailModel

/// Nobody leaves and stays: a leaver must not be listed under `users`.
enum ListedLeaver: Rule {
  static func check(_ input: RuleInput) {
    for leaver in input.draft.manifest.leavers {
      guard case .account(let address) = leaver.subject, let row = input.rows.index(of: address)
      else { continue }
      input.add(
        .listedLeaver(address, at: leaver.place, listed: input.place(ofRow: row)))
    }
  }
}

extension Diagnostic {
  fileprivate static func listedLeaver(_ address: Address, at place: Place, listed: Place)
    -> Diagnostic
  {
    .error(
      "listed-leaver", "\(address) is a leaver and also listed", at: place,
      notes: [Note("listed here", at: listed)], help: "keep one of the two")
  }
}
