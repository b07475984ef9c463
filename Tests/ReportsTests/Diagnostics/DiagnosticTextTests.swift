import MailModel
import Reports
import TestSupport
import Testing

@Suite struct DiagnosticTextTests {
  private static let all = Diagnostic.samples

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

  @Test func `no diagnostic is no text, and counts of nothing`() {
    #expect(DiagnosticText().text(of: [], pointsToPage: true) == "")
    #expect(
      DiagnosticJSON.text(of: []).filter { !$0.isWhitespace }
        == #"{"diagnostics":[],"errors":0,"rollbook_check":1,"warnings":0}"#)
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

  @Test(arguments: [
    (["tab"], "tab"), (["no-page"], nil), (["discards-original", "tab", "cut-off"], "tab"),
    (["discards-original"], "discards-original"),
  ])
  func `the last line names the page of the first error`(_ codes: [String], _ named: String?) {
    let list = codes.map {
      Diagnostic($0 == "discards-original" ? .warning : .error, $0, "a", at: nil)
    }
    let lines = DiagnosticText().text(of: list, pointsToPage: true).split(separator: "\n")
    #expect(
      lines.filter { $0.contains("explain") }
        == (named.map { ["more on this: rollbook explain \($0)"] } ?? []))
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
