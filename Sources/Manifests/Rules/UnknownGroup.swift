import MailModel

/// A user's group must be declared under `groups`, in whatever file.
enum UnknownGroup: Rule {
  static func check(_ input: RuleInput) {
    let draft = input.draft
    for use in draft.earlyUses where !draft.groups[use.group].isDeclared {
      let name = draft.groupNames[use.group]
      let declared = draft.groups.indices.lazy.filter { draft.groups[$0].isDeclared }
        .map { draft.groupNames[$0] }
      input.add(
        .unknownGroup(
          name, near: Spelling.nearest(to: name, among: declared), at: draft.list.place(use.place)))
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
