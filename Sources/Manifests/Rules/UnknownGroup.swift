import MailModel

/// A group that a user or `assert` names must be declared under `groups`, in whatever file.
enum UnknownGroup: Rule {
  /// Looking for a similar name reads all groups, so it is done for the first few only.
  private static let maximumHints = 20

  static func check(_ input: RuleInput) {
    let draft = input.draft
    if draft.lacksEntries { return }
    let renamed = Dictionary(
      draft.groups.indices.compactMap { number in
        draft.groups[number].was.map { ($0, draft.groupNames[number]) }
      }, uniquingKeysWith: { first, _ in first })
    var hints = 0
    for use in draft.earlyUses where !draft.groups[use.group].isDeclared {
      let name = draft.groupNames[use.group]
      if let new = renamed[name] {
        input.add(.renamedGroup(name, new: new, at: draft.list.place(use.place)))
        continue
      }
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

  fileprivate static func renamedGroup(_ name: String, new: String, at place: Place)
    -> Diagnostic
  {
    .error(
      "unknown-group", "the group `\(name)` is not declared: it is renamed to `\(new)`", at: place,
      help: "write `\(new)`")
  }
}
