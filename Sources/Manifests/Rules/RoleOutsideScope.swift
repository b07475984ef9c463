import MailModel

/// A file with a scope takes no role name, in whatever domain: `postmaster`, or one of the site's.
enum RoleOutsideScope: Rule {
  static func check(_ input: RuleInput) {
    let draft = input.draft
    guard !draft.manifest.scopes.isEmpty else { return }
    let roles = RoleNames.standard.union(draft.manifest.policy.roleNames)
    func check(_ address: Address, _ what: String, at place: PackedPlace, file: Int) {
      guard roles.contains(String(address.localPart)), let limit = Limit(file: file, input) else {
        return
      }
      input.add(.roleOutsideScope(address, what, at: input.place(place.rawValue), limit))
    }
    for user in draft.scoped.users {
      check(user.address, "is a role", at: user.place, file: user.place.file)
    }
    for row in draft.scoped.rows {
      check(row.address, "is a role", at: row.accountPlace, file: row.file)
    }
    for alias in draft.scoped.aliases {
      check(alias.address, "is a role", at: alias.place, file: alias.file)
    }
    for extra in draft.manifest.accounts.extras.values {
      guard let was = extra.was, let place = extra.wasPlace else { continue }
      check(was, "was a role", at: place, file: place.file)
    }
    for group in draft.groups {
      guard let address = group.values.address, let place = group.addressPlace else { continue }
      check(address, "is a role", at: place, file: place.file)
    }
  }
}

extension Diagnostic {
  fileprivate static func roleOutsideScope(
    _ address: Address, _ what: String, at place: Place, _ limit: Limit
  ) -> Diagnostic {
    .error(
      "role-outside-scope",
      "\(address) \(what) of the whole site, and \(shown(limit.path)) is limited to \(limit.names)",
      at: place, notes: limit.notes, help: "take another name, or give it in a file without scope")
  }
}
