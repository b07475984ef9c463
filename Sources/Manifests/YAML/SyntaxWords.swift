/// What libyaml's words for a mistake mean to somebody who writes manifests.
enum SyntaxWords {
  /// - Returns: nil when libyaml's own words are the best there are.
  static func explained(_ problem: String, at character: Unicode.Scalar?) -> (
    message: String, help: String?
  )? {
    switch problem {
    case "mapping values are not allowed in this context":
      (
        "a `:` can't stand here",
        "quote text that holds `: `, or mend the indentation or line above"
      )
    case "did not find expected key":
      ("a key was expected here", "mend the indentation here, or a quote or bracket above")
    case "did not find expected '-' indicator":
      ("a `-` was expected here", "give all items of a list the same indentation")
    case "could not find expected ':'":
      (
        "the `:` of the key above is missing",
        "write `key: value`, or quote a text of several lines"
      )
    case "did not find expected <document start>":
      ("the manifest ended above this line", "begin every top-level key in the first column")
    case "found character that cannot start any token":
      (
        "`\(character.map { String($0) } ?? "")` can't begin a value",
        "quote the text when it is meant"
      )
    case "did not find expected ',' or '}'":
      ("a `,` or `}` is missing here", character == ":" ? "quote text that holds `: `" : nil)
    case "did not find expected ',' or ']'":
      ("a `,` or `]` is missing here", character == ":" ? "quote text that holds `: `" : nil)
    case "found unexpected ':'":
      ("a `:` can't stand here", "quote text that holds a `:`")
    case "did not find expected node content":
      ("a value was expected here", "write one, or quote the text when it is meant")
    case "block sequence entries are not allowed in this context":
      ("a `-` can't begin a list here", "begin the list on a line of its own")
    case "did not find expected alphabetic or numeric character":
      ("an anchor or alias needs a name", "quote text that begins with `*` or `&`")
    case "found incompatible YAML document":
      ("this version of YAML is not known", "remove the line that begins with `%YAML`")
    case "found unknown escape character", "did not find expected hexdecimal number":
      ("`\\` in double quotes begins an escape", "use single quotes, or write `\\\\`")
    default: nil
    }
  }

  /// What the file ends in the middle of.
  static func unfinished(_ context: String) -> String {
    switch context {
    case "while scanning a quoted scalar": "a quote that is never closed"
    case "while parsing a flow mapping": "a `{` that is never closed"
    case "while parsing a flow sequence": "a `[` that is never closed"
    default: "something"
    }
  }
}
