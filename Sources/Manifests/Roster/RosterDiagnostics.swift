import MailModel

// What is said of the entries of `rosters`, at their place in the manifest.

extension Diagnostic {
  static func rosterSecret(_ key: String, at place: Place) -> Diagnostic {
    .error(
      "roster-secret", "\(key) can't come from a roster", at: place,
      help: "write `initial-password: generate`, or list the account under `users` too")
  }

  static func secretColumn(_ column: String, at place: Place) -> Diagnostic {
    .error(
      "secret-column", "the column `\(shown(column))` holds secrets and is never read", at: place,
      help: "write `initial-password: generate` for new accounts")
  }

  static func unquotedTemplate(_ key: String, at place: Place) -> Diagnostic {
    .error(
      "unquoted-template", "\(key) must be text, and `{` without quotes begins a mapping",
      at: place,
      help: key == "aliases"
        ? "quote the whole text, as in `aliases: [\"{username}\"]`"
        : "quote the whole text, as in `\(key): \"{username}\"`")
  }

  static func brokenTemplate(_ mistake: RosterTemplate.Mistake, _ key: String, at place: Place)
    -> Diagnostic
  {
    switch mistake {
    case .braces(let mistake): .brokenBraces(mistake, key, at: place)
    case .emptyPlaceholder:
      .error("empty-placeholder", "a placeholder of \(key) names no column", at: place)
    case .tooManyPlaceholders:
      .error(
        "too-many-placeholders",
        "\(key) has more than \(RosterTemplate.maximumPlaceholders) placeholders", at: place,
        help: "take only the columns that are needed")
    case .unknownFilter(let filter):
      .error(
        "unknown-filter", "there is no filter `\(shown(filter))`", at: place,
        help: Spelling.nearest(to: filter, among: RosterFilter.allCases.map(\.rawValue)).map {
          "did you mean `\($0)`?"
        } ?? "there are \(RosterFilter.allCases.map(\.rawValue).joined(separator: ", "))")
    }
  }

  static func tooManyRosters(limit: Int, at place: Place) -> Diagnostic {
    .error(
      "too-many-rosters", "a manifest has at most \(limit) rosters", at: place,
      help: "let one roster read all rows, and name the group by a column: `group: \"{grade}\"`")
  }

  static func wrongSeparator(
    _ path: String, _ wanted: CSVSeparator, found: CSVSeparator,
    isNamedByFile: Bool, at place: Place
  ) -> Diagnostic {
    .error(
      "wrong-separator",
      "the header of \(shown(path)) is one column with a \(found.rawValue) in it, and no "
        + "\(wanted.rawValue)", at: place,
      help: isNamedByFile
        ? "delete the first line of the file, `sep=`, and write `separator: \(found.rawValue)`"
        : "write `separator: \(found.rawValue)`")
  }

  static func unknownCondition(at place: Place) -> Diagnostic {
    .error(
      "unknown-condition", "a condition is a value, a list of values or `not` with either",
      at: place, help: "write it as in `{ role: { not: [parent, guardian] } }`")
  }

  static func unknownColumn(
    _ name: String, in path: String, known: [String], at place: Place
  ) -> Diagnostic {
    let message = "\(shown(path)) has no column `\(shown(name))`"
    if known.contains(where: isData) {
      return .error(
        "unknown-column", message, at: place,
        help: "the first row must name the columns, and it looks like a person's: put one above it")
    }
    let near =
      known.first { $0.asciiLowercased.sameBytes(as: name.asciiLowercased) }
      ?? Spelling.nearest(to: name, among: known)
    return .error(
      "unknown-column", message, at: place,
      help: near.map { "did you mean `\(shown($0))`?" }
        ?? "its first row names \(shown(known.joined(separator: ", ")))")
  }

  /// True for what names no column: an address, a number or a day.
  private static func isData(_ cell: String) -> Bool {
    let bytes = cell.utf8
    return bytes.contains(UInt8(ascii: "@"))
      || (bytes.contains(where: \.isASCIIDigit)
        && bytes.allSatisfy { $0.isASCIIDigit || " .,:/-+".utf8.contains($0) })
  }

  static func noRows(_ path: String, at place: Place) -> Diagnostic {
    .warning(
      "no-rows", "the roster takes no row of \(shown(path))", at: place,
      help: "look at `where`, and whether the file is complete")
  }
}
