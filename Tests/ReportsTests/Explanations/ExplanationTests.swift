import MailModel
import Planning
import TestSupport
import Testing

@testable import Reports

@Suite struct ExplanationTests {
  /// All of them with where they come from.
  private static func codes() throws -> [String: String] {
    let guards = Guards.all.map { (type(of: $0).name, "Sources/Planning/Guards") }
    return try CodesInSources().files.merging(guards) { file, _ in file }
  }

  @Test func `every code has a page`() throws {
    let codes = try Self.codes()
    #expect(codes.count > 90, "the sources hold more codes than were found")
    for (code, file) in codes.sorted(by: { $0.key < $1.key }) {
      #expect(
        Explanations.page(of: code) != nil,
        """
        [\(code)] of \(file) has no page. Add to the chapter that fits, in a file of \
        Sources/Reports/Explanations: Explanation("\(code)", "what is wrong, lower case, one line, \
        no full stop", "Two or three sentences: what it means, why rollbook insists, what to type \
        instead.", example: "lines to type, or leave this out").
        """)
    }
  }

  @Test func `every page has a code`() throws {
    let codes = try Self.codes()
    for code in Explanations.codes {
      #expect(
        codes[code] != nil,
        "nothing in the sources says [\(code)]; take its page out of Sources/Reports/Explanations")
    }
  }

  @Test func `a code has one page`() {
    #expect(Set(Explanations.codes).count == Explanations.codes.count)
  }

  @Test(arguments: Explanations.chapters.flatMap(\.pages))
  func `a page is a line and two or three sentences`(_ page: Explanation) {
    #expect(page.summary.utf8.count <= 72 && !page.summary.hasSuffix("."))
    #expect(!page.summary.contains("\n") && !page.text.contains("\n"))
    #expect(page.text.hasSuffix("."))
    #expect((2...4).contains(page.text.matches(of: /[.?:] [A-Z`]|\.$/).count), "\(page.code)")
  }

  @Test func `codes of conditions and of findings are found, words are not`() {
    let source = """
      // .error("in-a-comment", "x", at: place)
      return .error(
        isCut ? "cut-off" : "bad-text", "`a, b` is wrong", at: place, help: "mend")
      Diagnostic(hasErrors ? .error : .warning, "too-many", "more", at: nil)
      Finding("spent", .warning, measured: f(1, "not-this"))
      """
    #expect(
      Set(CodesInSources.codes(in: source)) == ["cut-off", "bad-text", "too-many", "spent"])
  }

  @Test func `a code may be pasted with its brackets`() {
    #expect(Explanations.page(of: "[tab]")?.code == "tab")
    #expect(Explanations.page(of: "[tab") == nil)
  }

  @Test func `a page is wrapped, its example is not`() throws {
    let page = try #require(Explanations.page(of: "removal-limit"))
    expectGolden(ExplanationText().text(of: page), "explanation.txt")
  }

  @Test func `the list has a line for each code`() {
    let lines = ExplanationText().list().split(separator: "\n")
    #expect(lines.count == Explanations.codes.count + Explanations.chapters.count)
    #expect(lines.allSatisfy { $0.utf8.count <= 100 })
  }

  @Test func `words are wrapped at the width and long ones stand alone`() {
    #expect("a bb ccc".wrapped(to: 4) == ["a bb", "ccc"])
    #expect("a verylongword b".wrapped(to: 4) == ["a", "verylongword", "b"])
    #expect("漢字 漢字".wrapped(to: 8) == ["漢字", "漢字"])
    #expect("".wrapped(to: 4).isEmpty)
  }
}
