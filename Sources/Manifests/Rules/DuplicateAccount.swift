import MailModel

/// No two entries of `users`, in whatever file, may be one account.
enum DuplicateAccount: Rule {
  static func check(_ input: RuleInput) {
    for clash in input.clashes {
      guard case .account(let second) = clash.second, case .account(let first) = clash.first
      else { continue }
      input.add(
        .duplicateAccount(
          clash.address, at: input.place(ofRow: second), first: input.place(ofRow: first)))
    }
  }
}

extension Diagnostic {
  fileprivate static func duplicateAccount(_ name: String, at place: Place, first: Place)
    -> Diagnostic
  {
    .error(
      "duplicate-account", "\(name) is listed twice", at: place,
      notes: [Note("first listed here", at: first)], help: "keep one entry")
  }
}
