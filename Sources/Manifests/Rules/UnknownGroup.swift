import MailModel

/// A user's group must be declared under `groups`, in whatever file.
enum UnknownGroup: Rule {
  /// Looking for a similar name reads all groups, so it is done for the first few only.
  private static let maximumHints = 20

  static func check(_ input: RuleInput) {
    let draft = input.draft
    var hints = 0
    for use in draft.earlyUses where !draft.groups[use.group].isDeclared {
      let name = draft.groupNames[use.group]
      let declared = draft.groups.indices.lazy.filter { draft.groups[$0].isDeclared }
        .map { draft.groupNames[$0] }
      hints += 1
      let near = hints <= maximumHints ? Spelling.nearest(to: name, among: declared) : nil
      input.add(.unknownGroup(name, near: near, at: draft.list.place(use.place)))
    }
  }
}

extension Diagnostic {
  fileprivate static func unknownGroup(_ name: String, near: String?, at place: Place)
    -> Diagnostic
  {
    .error(
      "unknown-group", "the group `\(name)` is not declared", at: place,
      help: near.map { "did you mean `\($0)`?" } ?? "add `\(name): {}` under `groups`")
  }
}
