import MailModel

extension Diagnostic {
  /// One of each kind that is hard to print.
  static let samples: [Diagnostic] = [
    diagnostic(
      .error, "duplicate-address", "ada@school.example is declared twice", 12, 12,
      "  aliases: [ada]", notes: [("first declared here", 4, 3), ("a note without a place", 0, 0)],
      help: "give one of them another name"),
    diagnostic(.error, "tab", "tabs cannot indent YAML", 7, 3, "\t\tname: Ada"),
    diagnostic(.warning, "odd-name", "a name in two scripts", 31, 14, "  name: \"漢字e\u{301} Ж\""),
    diagnostic(.error, "emoji", "this is no group", 100_000, 11, "  👩‍👩‍👧 é: x"),
    diagnostic(
      .error, "control", "bad\u{1B}[31m text", 8, 6, "  a: \u{1B}[2J\u{202E}x",
      help: "take \u{07} out"),
    diagnostic(.error, "long-line", "too long", 9, 401, String(repeating: "word ", count: 200)),
    diagnostic(.error, "cut-off", "the file ends here", 10, 99, "key"),
    Diagnostic(
      .error, "secret", "no excerpt is kept", at: Place(file: "a.yaml", line: 2, column: 1)),
    Diagnostic(.warning, "no-place", "this has no place", at: nil, excerpt: "unused"),
  ]

  private static func diagnostic(
    _ severity: Diagnostic.Severity, _ code: String, _ message: String, _ line: Int,
    _ column: Int, _ excerpt: String, notes: [(String, Int, Int)] = [], help: String? = nil
  ) -> Diagnostic {
    func place(_ line: Int, _ column: Int) -> Place? {
      line == 0 ? nil : Place(file: "rollbook.yaml", line: line, column: column)
    }
    return Diagnostic(
      severity, code, message, at: place(line, column), excerpt: excerpt,
      notes: notes.map { Diagnostic.Note($0.0, at: place($0.1, $0.2)) }, help: help)
  }
}
