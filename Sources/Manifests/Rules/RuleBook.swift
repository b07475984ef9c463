import MailModel

/// One thing that must hold for the manifest as a whole.
protocol Rule: SendableMetatype {
  /// Adds what breaks the rule to the input's list.
  static func check(_ input: RuleInput)
}

/// Every rule, in the order in which they look at a manifest.
enum RuleBook {
  static let rules: [any Rule.Type] = [
    DuplicateAccount.self, DuplicateAddress.self, UnknownGroup.self, UnknownReference.self,
    SelfReference.self, ForwardingCircle.self, DeadAutoresponder.self, RenameSource.self,
    ListedLeaver.self, LeaverAddress.self, DuplicateLeaver.self, OutsideScope.self,
    RoleOutsideScope.self, UndeclaredDomain.self, UnknownProtected.self,
  ]

  static func check(_ draft: ManifestBuilder) {
    draft.manifest.accounts.rows.withView { rows in
      let input = RuleInput(draft, rows)
      for rule in rules { rule.check(input) }
    }
  }
}
