import MailModel
import Testing

@testable import Manifests

@Suite struct RosterTemplateTests {
  /// The text that a template makes of one row with the columns a and b.
  private func text(_ template: String, a: String, b: String = "") -> String {
    let manifest = read(
      header + "rosters:\n  - csv: x.csv\n    account: x\n    comment: '\(template)'\n",
      ["x.csv": "a,b\n\"\(a)\",\"\(b)\"\n"]
    ).manifest
    return manifest["x@school.example"]?.comment ?? "-"
  }

  @Test func columnsTakeTheirPlace() {
    #expect(text("{a} and { b }!", a: "one", b: "two") == "one and two!")
  }

  @Test func bracesAreDoubled() {
    #expect(text("{{{a}}}", a: "x") == "{x}")
  }

  @Test(arguments: [
    ("lower", "ÉMILE Ab", "émile ab"), ("ascii", "Émile Großmann", "Emile Grossmann"),
    ("ascii", "Ærø Łódź Þór ĳ œuvre", "AEro Lodz THor ij oeuvre"), ("ascii", "e\u{301}te", "ete"),
    ("ascii", "O’Neill", "O'Neill"), ("ascii", "Ж", "Ж"), ("first", "Élodie", "É"),
    ("first", "", ""),
    ("first", "ab", "a"), ("slug", "Jean-Luc  d'Été!", "jean-luc-dete"), ("slug", " - ", ""),
    ("slug", "Year 7 (B)", "year-7-b"), ("ascii | lower | first", "Ødegård", "o"),
    ("ascii|lower", "Éßøåæœłđþ", "essoaaeoeldth"), ("lower|ascii", "ÉẞØÅÆŒŁĐÞ", "essoaaeoeldth"),
    ("first|slug", "Þóra", "th"), ("slug|first", "Þóra", "t"), ("first|ascii|lower", "Ærø", "ae"),
    ("lower", "ĐÞ", "đþ"), ("slug|lower", "Łódź & Đakovo", "lodz-dakovo"),
  ])
  func filtersChangeAValue(_ filters: String, _ value: String, _ expected: String) {
    #expect(text("{a|\(filters)}", a: value).utf8.elementsEqual(expected.utf8))
  }

  @Test func aFilterLeavesTheTextBeforeItAlone() {
    #expect(text("A{a|lower}B{b|first}", a: "X", b: "YZ") == "AxBY")
  }

  @Test func mistakesOfATemplateAreTold() {
    expectDiagnostics(
      in: """
        rosters:
          - csv: x.csv
            account: "x"
            name: 1️⃣"{a"
            group: 2️⃣"a}"
            comment: 3️⃣"{a|lowr}"
            quota: 4️⃣"{}"
            aliases: [5️⃣"{a|upper}", 6️⃣"{c}", 7️⃣{a}]
        """,
      """
      1️⃣ error: a placeholder of name is not closed [unclosed-placeholder]
      2️⃣ error: group has a `}` that closes nothing [stray-brace]
      3️⃣ error: there is no filter `lowr` [unknown-filter]
      4️⃣ error: a placeholder of quota names no column [empty-placeholder]
      5️⃣ error: there is no filter `upper` [unknown-filter]
      6️⃣ error: x.csv has no column `c` [unknown-column]
      7️⃣ error: aliases must be text, and `{` without quotes begins a mapping [unquoted-template]
      """, ["x.csv": "a,b\n1,2\n"])
  }

  @Test func allMistakesOfOneTemplateAreTold() {
    expectDiagnostics(
      in: "rosters: [{ csv: x.csv, account: 1️⃣\"{nn} {mm|lowr} {a|uper}\" }]\n",
      """
      1️⃣ error: there is no filter `lowr` [unknown-filter]
      1️⃣ error: there is no filter `uper` [unknown-filter]
      1️⃣ error: x.csv has no column `nn` [unknown-column]
      1️⃣ error: x.csv has no column `mm` [unknown-column]
      """, ["x.csv": "a,b\n1,2\n"])
  }

  @Test func placeholdersAreLimited() {
    let text = String(repeating: "{a}", count: 65)
    expectDiagnostics(
      in: "rosters: [{ csv: x.csv, account: \"{a}\", comment: 1️⃣\"\(text)\" }]\n",
      "1️⃣ error: comment has more than 64 placeholders [too-many-placeholders]",
      ["x.csv": "a,b\n1,2\n"])
  }
}
