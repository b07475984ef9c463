import MailModel

/// What `was` may name: one account, once, that is not listed or leaving under that name.
enum RenameSource: Rule {
  static func check(_ input: RuleInput) {
    let extras = input.draft.manifest.accounts.extras
    guard extras.contains(where: { $0.value.was != nil }) else { return }
    let leavers = Dictionary(
      input.draft.manifest.leavers.compactMap { leaver in
        if case .account(let address) = leaver.subject { (address, leaver.place) } else { nil }
      }, uniquingKeysWith: { first, _ in first })
    var claims: [Address: Place] = [:]
    for (name, former, place) in renames(extras, input) {
      if name == former {
        input.add(.renameToItself(name, at: place))
        continue
      }
      if let first = claims[former] {
        input.add(.renamedTwice(former, at: place, first: first))
      }
      claims[former] = claims[former] ?? place
      if let row = input.rows.index(of: former), extras[former]?.was == nil {
        input.add(.renamedAndListed(former, at: place, listed: input.place(ofRow: row)))
      }
      if let leaver = leavers[former] {
        input.add(.renamedAndLeaving(former, at: place, leaver: leaver))
      }
    }
  }

  /// In the order of their places.
  private static func renames(
    _ extras: [Address: DesiredAccounts.Extra], _ input: RuleInput
  ) -> [(name: Address, former: Address, place: Place)] {
    extras.compactMap { name, extra in
      guard let former = extra.was, let place = extra.wasPlace else { return nil }
      return (name, former, input.draft.list.place(place))
    }.sorted { $0.place < $1.place }
  }
}

extension Diagnostic {
  fileprivate static func renameToItself(_ name: Address, at place: Place) -> Diagnostic {
    .error("rename-to-itself", "\(name) can't have been itself", at: place, help: "remove `was`")
  }

  fileprivate static func renamedTwice(_ former: Address, at place: Place, first: Place)
    -> Diagnostic
  {
    .error(
      "renamed-twice", "\(former) is renamed twice", at: place,
      notes: [Note("first renamed here", at: first)], help: "keep one of the two")
  }

  fileprivate static func renamedAndListed(_ former: Address, at place: Place, listed: Place)
    -> Diagnostic
  {
    .error(
      "renamed-and-listed", "\(former) is renamed and also listed", at: place,
      notes: [Note("listed here", at: listed)],
      help: "remove the entry, or give it a `was` of its own")
  }

  fileprivate static func renamedAndLeaving(_ former: Address, at place: Place, leaver: Place)
    -> Diagnostic
  {
    .error(
      "renamed-and-leaving", "\(former) is renamed and also a leaver", at: place,
      notes: [Note("leaves here", at: leaver)], help: "keep one of the two")
  }
}
