import MailModel

// What is said of `join`, and of the rows that it brings together.

extension Diagnostic {
  static func tooManyJoins(limit: Int, at place: Place) -> Diagnostic {
    .error("too-many-joins", "a roster joins at most \(limit) files", at: place)
  }

  static func duplicateJoin(_ name: String, at place: Place, first: Place) -> Diagnostic {
    .error(
      "duplicate-join", "two joins are named `\(shown(name))`", at: place,
      notes: [Note("first named here", at: first)], help: "give one of them another `as`")
  }

  static func invalidJoinName(_ name: String, at place: Place) -> Diagnostic {
    .error(
      "invalid-join-name", "`\(name)` can't stand before a column", at: place,
      help: "write letters, digits, `-` and `_`, as in `as: enrollment`")
  }

  static func splitKey(at place: Place, first: Place) -> Diagnostic {
    .error(
      "split-key", "the columns that a join goes by are of two files", at: place,
      notes: [Note("the first is named here", at: first)],
      help: "go by columns of one file, and join the other by itself")
  }

  static func noJoinedRows(_ path: String, isOptional: Bool, at place: Place) -> Diagnostic {
    let text = "the join takes no row of \(shown(path))"
    let help = "look at `where`, and whether the file is complete"
    return isOptional
      ? .warning("no-joined-rows", text, at: place, help: help)
      : .error("no-joined-rows", text, at: place, help: help)
  }

  static func noJoinedRow(_ join: String, in path: String, for key: String, at place: Place)
    -> Diagnostic
  {
    .error(
      "no-joined-row", "`\(join)` finds no row of \(shown(path)) for `\(shown(key))`", at: place,
      help: "add the row, leave this one out with `where`, or say `optional: true` in the join")
  }

  static func joinedRowsDisagree(
    _ column: String, _ values: (String, String), at place: Place, rows: (Place, Place)
  ) -> Diagnostic {
    let first = "`\(shown(values.0))`"
    let second = "`\(shown(values.1))`"
    return .error(
      "joined-rows-disagree", "the joined rows disagree on `\(shown(column))`", at: place,
      notes: [
        Note("\(first) by this row", at: rows.0), Note("\(second) by this row", at: rows.1),
      ], help: "tell the rows apart by `where` in the join")
  }
}
