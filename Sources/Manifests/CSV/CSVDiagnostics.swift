import MailModel

// What is said of a CSV file and its rows, at their place in that file.

extension Diagnostic {
  static func emptyRoster(_ path: String, at place: Place) -> Diagnostic {
    .error(
      "no-header", "\(shown(path)) has no header row", at: place,
      help: "export it with the names of the columns in its first row")
  }

  static func wideText(_ path: String, at place: Place) -> Diagnostic {
    .error(
      "utf-16", "\(shown(path)) is UTF-16", at: place, help: "save it as UTF-8")
  }

  /// `isDamaged` is true for a file with other letters that are UTF-8.
  static func badBytes(_ encoding: CSVEncoding, isDamaged: Bool, at place: Place) -> Diagnostic {
    let help =
      switch encoding {
      case .utf8 where isDamaged: "other letters are UTF-8, so write this one anew"
      case .utf8: "save the file as UTF-8, or say `encoding: windows-1252`"
      case .windows1252: "save the file as UTF-8, and take `encoding` away"
      }
    return .error(
      "invalid-encoding", "the row is not \(encoding.rawValue)", at: place, help: help)
  }

  static func encodingMismatch(_ path: String, at place: Place) -> Diagnostic {
    .error(
      "encoding-mismatch",
      "\(shown(path)) is UTF-8, and would be read as \(CSVEncoding.windows1252.rawValue)",
      at: place,
      help: "write `encoding: \(CSVEncoding.utf8.rawValue)`, or take the key away")
  }

  static func duplicateColumn(_ name: String, at place: Place, first: Place) -> Diagnostic {
    .error(
      "duplicate-column", "the column `\(shown(name))` is there twice", at: place,
      notes: [Note("first here", at: first)],
      help: "rename one of the two; if these are no names, put a row with names above them")
  }

  static func brokenQuote(_ mistake: CSVReader.Mistake, at place: Place) -> Diagnostic {
    switch mistake {
    case .strayQuote:
      .error(
        "stray-quote", "a quote stands inside a field that is not quoted", at: place,
        help: "quote the whole field and double the quote inside: \"5\"\" disk\"")
    case .textBehindQuote:
      .error(
        "text-behind-quote", "something stands behind the closing quote of a field", at: place,
        help: "remove it, or double the quote if it belongs to the text")
    case .unclosedQuote:
      .error("unclosed-quote", "the quote is not closed", at: place, help: "close it with `\"`")
    }
  }

  static func raggedRow(_ count: Int, header: Int, at place: Place) -> Diagnostic {
    .error(
      "ragged-row",
      "the row has \(count) \(count == 1 ? "field" : "fields"), the header \(header)", at: place,
      help: count > header
        ? "quote the field that holds the separator; *** is what no column is named for"
        : "give the row a field for each column")
  }

  static func emptyAccount(at place: Place) -> Diagnostic {
    .error(
      "empty-account", "the row gives no account name", at: place,
      help: "fill the column, or leave the row out with `where`")
  }

  /// `isFilled` is true where only filters leave nothing of it.
  static func emptyColumn(_ name: String, of key: String, isFilled: Bool, at place: Place)
    -> Diagnostic
  {
    let condition = ScalarStyle.isHarmless(name) ? name : "\"\(name)\""
    return .error(
      "empty-column",
      "the column `\(shown(name))` "
        + (isFilled ? "gives nothing to `\(key)`" : "is empty, and `\(key)` needs it"), at: place,
      help: isFilled
        ? "list this one under `users`, and leave the row out with `where`"
        : "fill it in, or leave such rows out with `\(shown(condition)): { not: \"\" }` in `where`")
  }

  /// `condition` leaves out the later row alone.
  static func duplicateRow(
    _ name: String, at place: Place, first: Place, _ condition: String?
  ) -> Diagnostic {
    .error(
      "duplicate-row", "\(shown(name)) has two rows in one roster", at: place,
      notes: [Note("first row here", at: first)],
      help: twoPeople(condition, "") + "; one person: keep one row")
  }

  /// What leaves everybody else's account as it is.
  private static func twoPeople(_ condition: String?, _ roster: String) -> String {
    condition.map {
      "two people: \(shown($0))\(roster) and list this one under `users` by another name"
    } ?? "two people: leave one row out by `where` and list that one under `users` by another name"
  }

  static func rostersOfTwoPeople(
    _ name: String, _ names: (first: String, second: String), at place: Place, first: Place,
    _ condition: String?
  ) -> Diagnostic {
    .error(
      "rosters-disagree",
      "two rosters give \(shown(name)) to two people, `\(shown(names.first))` and "
        + "`\(shown(names.second))`", at: place,
      notes: [Note("`\(shown(names.first))` is here", at: first)],
      help: twoPeople(condition, " in the later roster")
        + "; one person: mend one of the names; if a roster only adds to another's people: "
        + "`extends: true`")
  }

  static func rowWithoutAccount(_ name: String, at place: Place) -> Diagnostic {
    .warning(
      "row-without-account", "nobody makes \(shown(name)), and this roster only adds to accounts",
      at: place,
      help: "list it under `users` or in another roster, or leave the row out with `where`")
  }

  static func rostersDisagree(
    _ name: String, on fields: [Field], at place: Place, first: Place
  ) -> Diagnostic {
    .warning(
      "rosters-disagree",
      "two rosters disagree on \(fields.map(\.key).joined(separator: ", ")) of \(shown(name))",
      at: place, notes: [Note("this row was first and wins", at: first)],
      help: "mend one of the rows, or say it under `users`")
  }
}
