import MailModel
import Reports
import TestSupport
import Testing

@Suite struct DiagnosticTextTests {
  private static let all: [Diagnostic] = [
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

  @Test func `each shows its place, line, caret, notes and help`() {
    expectGolden(DiagnosticText().text(of: Self.all), "diagnostics.txt")
  }

  @Test func `colours change no word`() {
    let style = Style(isColored: true, width: 80)
    expectGolden(DiagnosticText(style: style).text(of: Self.all), "diagnostics-colored.txt")
  }

  @Test func `json has them all as they are`() {
    expectGolden(DiagnosticJSON.text(of: Self.all), "diagnostics.json")
  }

  @Test func `no diagnostic is no text and an empty array`() {
    #expect(DiagnosticText().text(of: []) == "")
    #expect(DiagnosticJSON.text(of: []).filter { !$0.isWhitespace } == "[]")
  }

  @Test(arguments: [
    (1, 0, "1 error"), (2, 1, "2 errors, 1 warning"), (0, 1, "1 warning"), (0, 2, "2 warnings"),
  ])
  func `the last line counts`(_ errors: Int, _ warnings: Int, _ summary: String) {
    let list =
      Array(repeating: Diagnostic.error("a", "b", at: nil), count: errors)
      + Array(repeating: Diagnostic.warning("c", "d", at: nil), count: warnings)
    #expect(DiagnosticText().text(of: list).split(separator: "\n").last == summary[...])
  }

  @Test func `those beyond the limit are counted`() {
    let list = Array(repeating: Diagnostic.error("a", "b", at: nil), count: 5)
    #expect(
      DiagnosticText().text(of: list, limit: 2)
        == "error: b [a]\nerror: b [a]\nand 3 more\n5 errors\n")
  }

  @Test func `the caret stands below the column, whatever the line holds`() {
    for (excerpt, column, before) in [
      ("name: x", 7, 6), ("\tx", 2, 4), ("é: x", 4, 3), ("e\u{301}: x", 5, 3), ("漢字: x", 5, 6),
      ("😀 x", 3, 3), ("\u{1B}x", 2, 6),
    ] {
      let place = Place(file: "a", line: 1, column: column)
      let text = DiagnosticText().text(
        of: [Diagnostic(.error, "a", "b", at: place, excerpt: excerpt)])
      let caret = text.split(separator: "\n")[2]
      #expect(caret == "      | " + String(repeating: " ", count: before) + "^", "\(excerpt)")
    }
  }
}
