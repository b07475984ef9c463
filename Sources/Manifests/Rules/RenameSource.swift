import MailModel

/// What `was` may name: one account or group, once, that is not listed under that name.
///
/// An account must not be a leaver under it either.
enum RenameSource: Rule {
  private struct Renaming<Name: Hashable> {
    var name: Name
    var former: Name
    var place: Place
  }

  static func check(_ input: RuleInput) {
    checkGroups(input)
    checkAccounts(input)
  }

  private static func checkAccounts(_ input: RuleInput) {
    let extras = input.draft.manifest.accounts.extras
    guard extras.contains(where: { $0.value.was != nil }) else { return }
    let leavers = Dictionary(
      input.draft.manifest.leavers.compactMap { leaver in
        if case .account(let address) = leaver.subject { (address, leaver.place) } else { nil }
      }, uniquingKeysWith: { first, _ in first })
    let renamings: [Renaming<Address>] = extras.compactMap { name, extra in
      guard let former = extra.was, let place = extra.wasPlace else { return nil }
      return Renaming(name: name, former: former, place: input.draft.list.place(place))
    }
    for renaming in sound(renamings, input, "") {
      let former = renaming.former
      if let row = input.rows.index(of: former), extras[former]?.was == nil {
        input.add(
          .renamedAndListed(former.text, at: renaming.place, listed: input.place(ofRow: row)))
      }
      if let leaver = leavers[former] {
        input.add(.renamedAndLeaving(former, at: renaming.place, leaver: leaver))
      }
    }
  }

  private static func checkGroups(_ input: RuleInput) {
    let groups = input.draft.groups
    let list = input.draft.list
    let renamings: [Renaming<String>] = groups.indices.compactMap { number in
      guard let former = groups[number].was, let place = groups[number].wasPlace else { return nil }
      return Renaming(
        name: input.draft.groupNames[number], former: former, place: list.place(place))
    }
    for renaming in sound(renamings, input, "group ") {
      let number = Array(renaming.former.utf8).withUnsafeBytes(input.draft.groupNames.find)
      guard let number, groups[number].isDeclared, groups[number].was == nil else { continue }
      input.add(
        .renamedAndListed(
          "group \(renaming.former)", at: renaming.place, listed: list.place(groups[number].place)))
    }
  }

  /// Those that are not onto themselves, in the order of their places.
  private static func sound<Name: CustomStringConvertible>(
    _ renamings: [Renaming<Name>], _ input: RuleInput, _ kind: String
  ) -> [Renaming<Name>] {
    var claims: [Name: Place] = [:]
    let order = renamings.indices.sorted { renamings[$0].place < renamings[$1].place }
    return order.map { renamings[$0] }.filter { renaming in
      if renaming.name == renaming.former {
        input.add(.renameToItself("\(kind)\(renaming.name)", at: renaming.place))
        return false
      }
      if let first = claims[renaming.former] {
        input.add(
          .renamedTwice("\(kind)\(renaming.former)", at: renaming.place, first: first))
      }
      claims[renaming.former] = claims[renaming.former] ?? renaming.place
      return true
    }
  }
}

extension Diagnostic {
  fileprivate static func renameToItself(_ name: String, at place: Place) -> Diagnostic {
    .error("rename-to-itself", "\(name) can't have been itself", at: place, help: "remove `was`")
  }

  fileprivate static func renamedTwice(_ former: String, at place: Place, first: Place)
    -> Diagnostic
  {
    .error(
      "renamed-twice", "\(former) is renamed twice", at: place,
      notes: [Note("first renamed here", at: first)], help: "keep one of the two")
  }

  fileprivate static func renamedAndListed(_ former: String, at place: Place, listed: Place)
    -> Diagnostic
  {
    .error(
      "renamed-and-listed", "\(former) is renamed and also listed", at: place,
      notes: [Note("listed here", at: listed)],
      help: "remove the entry, or give it a `was` of its own; once the rename is applied, remove "
        + "this `was`")
  }

  fileprivate static func renamedAndLeaving(_ former: Address, at place: Place, leaver: Place)
    -> Diagnostic
  {
    .error(
      "renamed-and-leaving", "\(former) is renamed and also a leaver", at: place,
      notes: [Note("leaves here", at: leaver)], help: "keep one of the two")
  }
}
