import MailModel
import Manifests
import TestSupport
import Testing

/// Two rows of a roster with one account: the help leaves out one of them, and nobody else.
@Suite struct DuplicateRowsTests {
  private func roster(_ rest: String = "") -> String {
    header + "rosters: [{ csv: x.csv, account: '{n|slug}'\(rest) }]\n"
  }

  private let file = [
    "x.csv": "n,grade,id,password\nJohn Smith,7,1,a\nAnn Lee,8,2,b\nJohn Smith,8,3,c\n"
  ]

  @Test func theHelpLeavesOutTheRowByAColumnOfItsOwn() {
    let found = read(roster(), file).diagnostics
    #expect(found.map(\.code) == ["duplicate-row"])
    #expect(found.first?.place?.description == "x.csv:4:1")
    #expect(found.first?.notes.first?.place?.description == "x.csv:2:1")
    #expect(found.first?.help?.contains("`where: { id: { not: \"3\" } }`") == true)
    let mended = read(
      roster(", where: { id: { not: \"3\" } }") + "users: { john.smith2: { name: John Smith } }\n",
      file)
    #expect(mended.diagnostics.isEmpty)
    #expect(mended.manifest.accounts.count == 3)
  }

  @Test func noColumnIsNamedThatLeavesOutOthersOrIsNamedAlready() {
    let help = "two people: leave one row out by `where` and list"
    let twins = ["x.csv": "n,grade\nJohn Smith,7\nAnn Lee,8\nJohn Smith,8\n"]
    #expect(read(roster(), twins).diagnostics.first?.help?.hasPrefix(help) == true)
    #expect(
      read(roster(", where: { id: ['1', '3'] }"), file).diagnostics.first?.help?.hasPrefix(help)
        == true)
  }

  @Test func aColumnThatNobodyUsesIsNotShown() {
    let twins = ["x.csv": "Kennwort,n\n4711,John Smith\n4712,John Smith\n"]
    let diagnostics = read(roster(), twins).diagnostics
    #expect(diagnostics.map(\.code) == ["duplicate-row"])
    #expect(diagnostics.allSatisfy { $0.help?.contains("4712") == false })
  }

  @Test func whatWhereHasAlreadyStays() {
    let twins = ["x.csv": "id,n,state\n1,John Smith,in\n2,John Smith,in\n3,John Smith,out\n"]
    let help = read(roster(", where: { state: in }"), twins).diagnostics.first?.help
    #expect(help?.hasPrefix("two people: add `id: { not: \"2\" }` to what `where` has and") == true)
    #expect(
      read(
        roster(", where: { state: in, id: { not: \"2\" } }") + "users: { john.smith2: {} }\n", twins
      ).diagnostics.isEmpty)
  }

  @Test func columnsOfPasswordsAreNeverNamed() {
    let twins = ["x.csv": "n,password\nJohn Smith,hunter2\nJohn Smith,hunter3\n"]
    #expect(read(roster(), twins).diagnostics.allSatisfy { $0.help?.contains("hunter") == false })
  }

  /// Namesakes in two rosters: nobody else's name may change for it.
  @Test func theHelpLeavesOutTheRowOfALaterRosterToo() {
    let files = [
      "x.csv": "n,id\nJohn Smith,1\nAnn Lee,2\n",
      "y.csv": "n,nick,id\nJOHN SMITH,John,7\nBob Ray,Bob,8\nSue Orr,John,9\n",
    ]
    func text(_ condition: String) -> String {
      header + """
        rosters:
          - { csv: x.csv, account: '{n|slug}', name: '{n}' }
          - { csv: y.csv, account: '{n|slug}', name: '{n}'\(condition) }

        """
    }
    let found = read(text(""), files).diagnostics
    #expect(found.map(\.code) == ["rosters-disagree"])
    #expect(found.first?.place?.description == "y.csv:2:1")
    let help = found.first?.help ?? ""
    #expect(
      help.hasPrefix(
        "two people: write `where: { id: { not: \"7\" } }` in the later roster and list this "
          + "one under `users` by another name; one person: "))
    #expect(!help.contains("account"))
    let mended = read(
      text(", where: { id: { not: \"7\" } }")
        + "users: { john.smith2: { name: JOHN SMITH } }\n", files)
    #expect(mended.diagnostics.isEmpty)
    #expect(mended.manifest.accounts.count == 5)
  }

  @Test func whereNoColumnTellsThemApartTheHelpNamesNone() {
    let files = ["x.csv": "n\nJohn Smith\n", "y.csv": "n,r\nJOHN SMITH,a\n"]
    let text = """
      rosters:
        - { csv: x.csv, account: '{n|slug}', name: '{n}' }
        - { csv: y.csv, account: '{n|slug}', name: '{n}', where: { n: 'JOHN SMITH', r: a } }

      """
    #expect(
      read(header + text, files).diagnostics.first?.help?.hasPrefix(
        "two people: leave one row out by `where` and list that one under `users`") == true)
  }
}
