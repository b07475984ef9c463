import MailModel

/// A file with a scope says nothing of what lies outside its groups.
enum OutsideScope: Rule {
  static func check(_ input: RuleInput) {
    let draft = input.draft
    guard !draft.manifest.scopes.isEmpty else { return }
    checkNames(input)
    checkUsers(input)
    checkRows(input)
    for (number, group) in draft.groups.enumerated() where group.isDeclared {
      let name = draft.groupNames[number]
      check(name, "the group `\(name)` is declared", at: group.place, input)
      checkAdmin(group.adminPlace, input)
      checkRename(group, name, input)
    }
    for roster in draft.rosters {
      guard let limit = Limit(of: roster.place, input) else { continue }
      if roster.defaults.filled.contains(Field.admin) { checkAdmin(roster.place, input) }
      if roster.group == nil {
        input.add(.withoutGroup("the roster", at: input.place(roster.place.rawValue), limit))
      }
    }
    for (leaver, place) in zip(draft.manifest.leavers, draft.leaverPlaces) {
      if case .group(let name, _) = leaver.subject {
        check(name, "members of `\(name)` leave", at: place, input)
      }
    }
  }

  private static func checkNames(_ input: RuleInput) {
    let draft = input.draft
    if draft.lacksEntries { return }
    for group in draft.scoped.scopes.flatMap(\.groups) where !isDeclared(group.name, draft) {
      let declared = draft.groups.indices.lazy.filter { draft.groups[$0].isDeclared }
        .map { draft.groupNames[$0] }
      input.add(
        .unknownScopeGroup(
          group.name, near: Spelling.nearest(to: group.name, among: declared),
          at: draft.list.place(group.place)))
    }
  }

  fileprivate static func isDeclared(_ name: String, _ draft: ManifestBuilder) -> Bool {
    var name = name
    return name.withUTF8 { draft.groupNames.find(UnsafeRawBufferPointer($0)) }
      .map { draft.groups[$0].isDeclared } ?? false
  }

  private static func checkUsers(_ input: RuleInput) {
    let draft = input.draft
    var rows: [Address: ScopedEntries.Row]?
    for user in draft.scoped.users {
      guard let limit = Limit(of: user.place, input) else { continue }
      checkAdmin(user.adminPlace, input)
      guard user.isGroupKnown else { continue }
      let place = input.place(user.place.rawValue)
      guard let group = user.group else {
        input.add(.withoutGroup("\(user.address)", at: place, limit))
        continue
      }
      check(
        draft.groupNames[group], "\(user.address) is in group `\(draft.groupNames[group])`",
        at: user.groupPlace, input)
      // What a roster says of the account would give way to this entry.
      let known =
        rows
        ?? Dictionary(draft.scoped.rows.map { ($0.address, $0) }, uniquingKeysWith: { a, _ in a })
      rows = known
      if let row = known[user.address], !limit.allows(row.group) {
        input.add(
          .outsideScope(
            "a roster has \(user.address) in \(row.group.map { "group `\($0)`" } ?? "no group")",
            at: place, limit, cause: input.place(row.place.rawValue)))
      }
    }
  }

  private static func checkRows(_ input: RuleInput) {
    for row in input.draft.scoped.rows {
      guard let limit = Limit(file: row.file, input), let group = row.group else { continue }
      if !limit.allows(group) {
        check(
          group, "\(row.address) is in group `\(group)`", at: row.place, file: row.file, input)
      } else if let listed = input.rows.index(of: row.address) {
        checkRow(row, input.rows.image(listed).bytes(of: .group), ofRow: listed, limit, input)
      }
    }
    checkSharedRows(input)
  }

  /// A row must not reach an account that ends up elsewhere, or that somebody else lists without
  /// a group: then the group in the end comes from the row itself.
  private static func checkRow(
    _ row: ScopedEntries.Row, _ group: UnsafeRawBufferPointer?, ofRow listed: Int, _ limit: Limit,
    _ input: RuleInput
  ) {
    if input.draft.scoped.groupless.contains(row.address) {
      input.add(
        .outsideScope(
          "\(row.address) is listed elsewhere without a group", at: input.place(row.place.rawValue),
          limit, cause: input.place(ofRow: listed)))
    } else if let group, case let final = String(decoding: group, as: UTF8.self),
      !limit.allows(final)
    {
      input.add(
        .outsideScope(
          "\(row.address) is in \(final.isEmpty ? "no group" : "group `\(final)`") in the end",
          at: input.place(row.place.rawValue), limit, cause: input.place(ofRow: listed)))
    }
  }

  /// Of several rosters the first gives the group; the others must agree that it is of the scope.
  private static func checkSharedRows(_ input: RuleInput) {
    let rows = input.draft.scoped.rows
    var last: [Address: Int] = [:]
    var previous = [Int?](repeating: nil, count: rows.count)
    for index in rows.indices {
      previous[index] = last.updateValue(index, forKey: rows[index].address)
    }
    for row in rows {
      guard let end = last[row.address], previous[end] != nil,
        let limit = Limit(file: row.file, input), limit.allows(row.group)
      else { continue }
      var next: Int? = end
      while let index = next {
        next = previous[index]
        let other = rows[index]
        guard !limit.allows(other.group), Limit(file: other.file, input) == nil else { continue }
        input.add(
          .outsideScope(
            "another roster has \(row.address) in "
              + (other.group.map { "group `\($0)`" } ?? "no group"),
            at: input.place(row.place.rawValue), limit, cause: input.place(other.place.rawValue)))
        break
      }
    }
  }

  private static func check(
    _ group: String, _ what: @autoclosure () -> String, at place: PackedPlace, file: Int? = nil,
    _ input: RuleInput
  ) {
    // A group that nobody declares is told already.
    guard let limit = Limit(file: file ?? place.file, input), !limit.allows(group),
      isDeclared(group, input.draft)
    else { return }
    input.add(.outsideScope(what(), at: input.place(place.rawValue), limit))
  }

  /// Nobody declares the former name of a group any more; its members would follow all the same.
  private static func checkRename(
    _ group: ManifestBuilder.Group, _ name: String, _ input: RuleInput
  ) {
    guard let was = group.was, let place = group.wasPlace,
      let limit = Limit(of: group.place, input), !limit.allows(was)
    else { return }
    input.add(
      .outsideScope(
        "the group `\(was)` is renamed to `\(name)`", at: input.place(place.rawValue), limit))
  }

  private static func checkAdmin(_ place: PackedPlace?, _ input: RuleInput) {
    guard let place, let limit = Limit(of: place, input) else { return }
    input.add(.scopedAdmin(at: input.place(place.rawValue), limit))
  }
}

/// The scope that holds for one file.
struct Limit {
  let path: String
  let place: Place?
  private let groups: Set<String>

  init?(of place: PackedPlace, _ input: RuleInput) {
    self.init(file: place.file, input)
  }

  /// Is nil for a file that speaks for the whole site.
  init?(file: Int, _ input: RuleInput) {
    // A group that is misspelt, or not of the outer scope, is told by itself, and not once more
    // at every entry.
    guard let groups = input.draft.manifest.scopes[file], !groups.isEmpty,
      groups.allSatisfy({ OutsideScope.isDeclared($0, input.draft) })
    else { return nil }
    self.groups = groups
    path = input.draft.list.paths[file]
    place = input.draft.scoped.places[file].map { input.place($0.rawValue) }
  }

  func allows(_ group: String?) -> Bool { group.map(groups.contains) ?? false }

  /// The first few, in the order of names.
  var names: String {
    let sorted = groups.sorted { $0.bytesPrecede($1) }
    let shown = sorted.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
    return sorted.count > 3 ? shown + " and \(sorted.count - 3) more" : shown
  }

  var firstGroup: String { groups.min { $0.bytesPrecede($1) } ?? "" }

  var notes: [Diagnostic.Note] {
    place.map { [Diagnostic.Note("the scope is here", at: $0)] } ?? []
  }
}

extension Diagnostic {
  fileprivate static func outsideScope(
    _ what: String, at place: Place, _ limit: Limit, cause: Place? = nil
  ) -> Diagnostic {
    .error(
      "outside-scope", "\(what), and \(shown(limit.path)) is limited to \(limit.names)",
      at: place, notes: (cause.map { [Note("it says so here", at: $0)] } ?? []) + limit.notes,
      help: "say it in a file whose scope has the group, or that has none")
  }

  fileprivate static func withoutGroup(_ subject: String, at place: Place, _ limit: Limit)
    -> Diagnostic
  {
    .error(
      "outside-scope",
      "\(subject) has no group here, and \(shown(limit.path)) is limited to \(limit.names)",
      at: place, notes: limit.notes, help: "write `group: \(limit.firstGroup)`")
  }

  fileprivate static func scopedAdmin(at place: Place, _ limit: Limit) -> Diagnostic {
    .error(
      "outside-scope",
      "an administrator's rights reach beyond \(limit.names), to which \(shown(limit.path)) is "
        + "limited", at: place, notes: limit.notes,
      help: "grant them in a file without scope")
  }

  static func widerScope(_ group: String, at place: Place, outer: Place?) -> Diagnostic {
    .error(
      "outside-scope", "the scope of the including file does not have `\(group)`", at: place,
      notes: outer.map { [Note("that scope is here", at: $0)] } ?? [],
      help: "remove it, or add it there")
  }

  static func scopedMode(at place: Place, scope: Place) -> Diagnostic {
    .error(
      "outside-scope",
      "mode authoritative removes what is not listed, and the scope leaves most of it out",
      at: place, notes: [Note("the scope is here", at: scope)],
      help: "name who goes under `leavers`, or remove the scope")
  }

  fileprivate static func unknownScopeGroup(_ name: String, near: String?, at place: Place)
    -> Diagnostic
  {
    .error(
      "unknown-scope-group", "the scope's group `\(name)` is not declared", at: place,
      help: near.map { "did you mean `\($0)`?" } ?? "add `\(name): {}` under `groups`")
  }
}
