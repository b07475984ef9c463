import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct RosterTests {
  private let students = """
    rosters:
      - csv: students.csv
        account: "{login}"
        name: "{given} {family}"
        group: "year-{grade}"
    groups: { year-7: { defaults: { quota: 500M } }, year-8: {} }

    """

  private func found(_ rows: String, _ manifest: String? = nil) -> [String] {
    read(header + (manifest ?? students), ["students.csv": "login,given,family,grade\n" + rows])
      .diagnostics.map { "\($0.place?.description ?? "-") \($0.code)" }
  }

  @Test func rowsBecomeAccounts() {
    let reading = read(
      header + students,
      [
        "students.csv":
          "login,given,family,grade\r\nAda,Ada,King,7\r\n\"bob\",Bob,\"O\"\"Neill\",8\r\n"
      ])
    #expect(reading.diagnostics.map(\.summary) == [])
    #expect(reading.manifest.addresses == ["ada@school.example", "bob@school.example"])
    let ada = reading.manifest["ada@school.example"]
    #expect(ada?.name == "Ada King")
    #expect(ada?.group == "year-7")
    #expect(ada?.quota == Quota("500M"))
    #expect(reading.manifest["bob@school.example"]?.name == "Bob O\"Neill")
  }

  @Test func blanksAroundAColumnsNameAreNoPartOfIt() {
    let reading = read(
      header + students, ["students.csv": "login , given,family, grade\nada,Ada,King,7\n"])
    #expect(reading.diagnostics.map(\.summary) == [])
    #expect(reading.manifest["ada@school.example"]?.name == "Ada King")
  }

  @Test func anAccountStandsInItsRow() {
    let manifest = read(
      header + students, ["students.csv": "given,login,family,grade\nÉa,ada,K,7\n"]
    ).manifest
    let place = manifest.accounts.rows.withView { PackedPlace(rawValue: $0.note(0)) }
    #expect(manifest.place(place).description == "students.csv:2:4")
  }

  @Test func aRosterIsASourceWithItsRowsTaken() {
    let reading = ManifestReader(files: ["site/rollbook.yaml"]) { path in
      switch path {
      case "site/rollbook.yaml":
        .success(Array((header + students + "users: { head: {} }").utf8))
      case "site/students.csv":
        .success(Array("login,given,family,grade\na,A,A,7\nb,B,B,7\n".utf8))
      default: .failure(LoadFailure("no such file"))
      }
    }.read()
    let roster = reading.digested().sources.last
    #expect(roster?.path == "site/students.csv")
    #expect(roster?.name == "students.csv")
    #expect(roster?.entries == 2)
    #expect(roster?.digest.hasPrefix("sha256:") == true)
  }

  @Test func encodingAndSeparatorAreHeeded() {
    let text = "\u{FEFF}login\tgiven\nada\tÉloïse\n"
    let manifest = header + "rosters: [{ csv: x.csv, account: '{login}', name: '{given}', "
    let tab = read(manifest + "separator: tab }]\n", ["x.csv": text])
    #expect(tab.manifest["ada@school.example"]?.name == "Éloïse")
    let reading = ManifestReader(files: ["rollbook.yaml"]) { path in
      path == "x.csv"
        ? .success(Array("login;given\nada;".utf8) + [0xC9, 0x6C, 0x80, 0x0A])
        : .success(Array((manifest + "separator: semicolon, encoding: windows-1252 }]\n").utf8))
    }.read()
    #expect(reading.diagnostics.map(\.summary) == [])
    #expect(reading.manifest["ada@school.example"]?.name == "Él€")
  }

  @Test(arguments: [
    ("status: active", ["a", "b"]), ("grade: 7", ["a", "c"]), ("grade: [7, 8]", ["a", "b", "c"]),
    ("status: { not: active }", ["c", "d"]), ("status: { not: [active, gone] }", ["d"]),
    ("status: active, grade: 8", ["b"]), ("status: null", ["d"]),
  ])
  func whereTakesTheRowsThatFit(_ condition: String, _ expected: [String]) {
    let manifest = read(
      header + "rosters: [{ csv: x.csv, account: '{login}', where: { \(condition) } }]\n",
      ["x.csv": "login,status,grade\na,active,7\nb,active,8\nc,gone,7\nd,,9\n"]
    ).manifest
    #expect(manifest.addresses == expected.map { "\($0)@school.example" })
  }

  @Test(arguments: [
    (",A,A,7", "2:1 empty-account"), ("a b,A,A,7", "2:1 invalid-name"),
    ("*OUTQUEUE,A,A,7", "2:1 invalid-name"), ("a,A,A,9", "2:7 unknown-group"),
    ("a,A,A,7/8", "2:7 invalid-name"), ("a,A,7", "2:1 ragged-row"), ("a,A,A,7,8", "2:9 ragged-row"),
    ("a,\"A,A,7", "2:3 unclosed-quote"), ("a,\"A\" ,A,7", "2:6 text-behind-quote"),
    ("a,A\"A,A,7", "2:4 stray-quote"), ("a,\"A\nB\",A,7", "2:3 invalid-text"),
    ("a,A,A,7\nA,B,B,8", "3:1 duplicate-row"),
  ])
  func aMistakeInARowHasItsPlace(_ row: String, _ expected: String) {
    #expect(found(row + "\nz,Z,Z,8\n") == ["students.csv:" + expected])
  }

  @Test func theRowIsTheExcerpt() {
    let reading = read(
      header + students, ["students.csv": "login,given,family,grade\na,A,A,9\nb,B,B,seven\n"])
    #expect(reading.diagnostics.map(\.excerpt) == ["a,A,A,9", "b,B,B,seven"])
    #expect(reading.diagnostics.first?.help == "add `year-9: {}` under `groups`")
  }

  @Test func badBytesHaveTheirPlace() {
    let reading = ManifestReader(files: ["rollbook.yaml"]) { path in
      path == "students.csv"
        ? .success(
          Array("login,given,family,grade\nb,É".utf8) + [0xC9, 0x2C] + Array("A,7\nc,C,C,7\n".utf8))
        : .success(Array((header + students).utf8))
    }.read()
    #expect(reading.diagnostics.map { $0.place?.description } == ["students.csv:2:4"])
    #expect(reading.diagnostics.map(\.code) == ["invalid-encoding"])
    #expect(reading.manifest.addresses == ["c@school.example"])
  }

  @Test(arguments: [
    [0xFF, 0xFE, 0x61, 0x00], [0xFE, 0xFF, 0x00, 0x61], [0x61, 0x00], [0x00, 0x61],
  ])
  func wideTextIsNamed(_ bytes: [UInt8]) {
    let reading = ManifestReader(files: ["rollbook.yaml"]) { path in
      path == "students.csv"
        ? .success(bytes) : .success(Array((header + students).utf8))
    }.read()
    #expect(reading.diagnostics.map(\.code) == ["utf-16"])
  }

  @Test func columnsOfPasswordsAreNeverShownOrRead() {
    let text = "login,given,family,grade,Password\na,A,A,9,hunter2\nb,B,9,hunter2\n"
    let reading = read(header + students, ["students.csv": text])
    #expect(reading.diagnostics.map(\.excerpt) == ["a,A,A,9,***", nil])
    expectDiagnostics(
      in: """
        rosters:
          - csv: students.csv
            account: "{login}"
            comment: 1️⃣"{Password}"
            initial-password: 2️⃣"{Password}"
            where: { 3️⃣password: x }
            4️⃣password: "{Password}"
        """,
      """
      1️⃣ error: the column `Password` holds secrets and is never read [secret-column]
      2️⃣ error: initial-password can't come from a roster [roster-secret]
      3️⃣ error: the column `password` holds secrets and is never read [secret-column]
      4️⃣ error: a roster has no key `password` [unknown-key]
      """, ["students.csv": "login,Password\na,hunter2\n"])
  }

  @Test func aBrokenHeaderShowsNoPasswordEither() {
    for header in ["login,given,family,grade\nPassword", "login,given,family,grade"] {
      let reading = read(
        ManifestsTests.header + students, ["students.csv": header + "\na,A,A,7,hunter2\nb,B,B,9\n"])
      #expect(!reading.diagnostics.isEmpty)
      for diagnostic in reading.diagnostics {
        #expect(diagnostic.excerpt?.contains("hunter2") != true)
      }
    }
  }

  @Test func aRosterMayAskForPasswords() {
    let manifest = read(
      header + "rosters: [{ csv: x.csv, account: '{a}', initial-password: generate }]\n",
      ["x.csv": "a\nada\n"]
    ).manifest
    let extra = manifest.accounts.extras[Address(canonical: "ada@school.example")]
    #expect(extra?.initialPassword == .generate)
  }

  @Test func mistakesOfAnEntryAreTold() {
    expectDiagnostics(
      in: """
        rosters:
          - 1️⃣{ csv: x.csv }
          - { csv: 2️⃣../x.csv, account: x }
          - { csv: 3️⃣none.csv, account: x }
          - { csv: x.csv, account: x, separator: 4️⃣pipe, encoding: 5️⃣latin-1 }
          - { csv: x.csv, account: x, where: { 6️⃣grad: 7, b: 7️⃣{ is: 7 } } }
          - { csv: x.csv, account: x, 8️⃣colour: red, defaults: { 9️⃣quta: 1G } }
        """,
      """
      1️⃣ error: a roster needs `account` [missing-key]
      2️⃣ error: ../x.csv lies outside the first manifest's folder [include-outside]
      3️⃣ error: there is no file none.csv [no-such-file]
      4️⃣ error: separator must be comma or semicolon or tab, not `pipe` [wrong-type]
      5️⃣ error: encoding must be utf-8 or windows-1252, not `latin-1` [wrong-type]
      6️⃣ error: x.csv has no column `grad` [unknown-column]
      7️⃣ error: a condition is a value, a list of values or `not` with either [unknown-condition]
      8️⃣ error: a roster has no key `colour` [unknown-key]
      9️⃣ error: defaults has no key `quta` [unknown-key]
      """, ["x.csv": "grade,b\n7,x\n"])
  }

  @Test(arguments: [
    ("", "1:1 no-header"), ("\n\n", "1:1 no-header"),
    ("login,given,given\n", "1:13 duplicate-column"),
    ("login,\"given\n", "1:7 unclosed-quote"),
  ])
  func aHeaderIsNeeded(_ text: String, _ expected: String) {
    let reading = read(header + students, ["students.csv": text])
    #expect(
      reading.diagnostics.map { "\($0.place?.description ?? "-") \($0.code)" }
        == ["students.csv:" + expected])
  }

  @Test func allUnknownColumnsAreToldInOneRunWithTheRowsMistakes() {
    expectDiagnostics(
      in: """
        rosters:
          - csv: x.csv
            account: 1️⃣"{login} {x}"
            name: 2️⃣"{given}"
            where: { 3️⃣state: active }
        """,
      """
      1️⃣ error: x.csv has no column `login` [unknown-column]
      1️⃣ error: x.csv has no column `x` [unknown-column]
      2️⃣ error: x.csv has no column `given` [unknown-column]
      3️⃣ error: x.csv has no column `state` [unknown-column]
      x.csv:3:1 error: the row has 1 field, the header 2 [ragged-row]
      """, ["x.csv": "a,b\n1,2\n3\n"])
  }

  @Test func aRosterWithoutRowsIsOdd() {
    #expect(found("") == ["rollbook.yaml:4:5 no-rows"])
  }

  @Test func cutOffAnywhereNothingBreaks() {
    let text = Array("login,given,family,grade\r\na,\"A \"\"x\"\"\r\ny\",É,7\r\nb,B,B,8\r\n".utf8)
    for count in 0...text.count {
      let reading = ManifestReader(files: ["rollbook.yaml"]) { path in
        .success(path == "students.csv" ? Array(text[..<count]) : Array((header + students).utf8))
      }.read()
      #expect(reading.manifest.accounts.count <= 2)
    }
  }

  @Test func rostersAreLimited() {
    let entry = "  - { csv: a.csv, account: \"{a}\" }\n"
    let reading = read(
      header + "rosters:\n" + String(repeating: entry, count: 300), ["a.csv": "a\nx\n"])
    #expect(reading.diagnostics.map(\.code) == ["too-many-rosters"])
  }

  @Test func aWrongSeparatorIsToldOnce() {
    let roster = { (more: String) in
      "rosters: [{ csv: 1️⃣a.csv, account: \"{n}\", name: \"{m}\"\(more) }]\n"
    }
    expectDiagnostics(
      in: roster(""),
      """
      1️⃣ error: the header of a.csv is one column with a semicolon in it, and no comma \
      [wrong-separator]
      """, ["a.csv": "n;m\nx;y\n"])
    expectDiagnostics(
      in: "rosters: [{ csv: a.csv, account: \"{n}\", separator: 1️⃣semicolons }]\n",
      "1️⃣ error: separator must be comma or semicolon or tab, not `semicolons` [wrong-type]",
      ["a.csv": "n;m\nx;y\n"])
  }

  @Test func aClashOfAliasesIsToldAtTheAlias() {
    let reading = read(
      header + "rosters: [{ csv: a.csv, account: \"{n}\", aliases: [\"{m}\"] }]\n",
      ["a.csv": "n,m\nx,info\ny,info\n"])
    #expect(reading.diagnostics.map(\.code) == ["duplicate-address"])
    #expect(reading.diagnostics.first?.place == Place(file: "a.csv", line: 3, column: 3))
    #expect(
      reading.diagnostics.first?.notes.first?.place == Place(file: "a.csv", line: 2, column: 3))
  }

  @Test func usersHaveTheLastWordOnWhatRostersDisagreeOn() {
    let rosters = """
      rosters:
        - { csv: a.csv, account: "{n}", comment: "one" }
        - { csv: b.csv, account: "{n}", comment: "two" }

      """
    let files = ["a.csv": "n\nx\n", "b.csv": "n\nx\n"]
    #expect(read(header + rosters, files).diagnostics.map(\.code) == ["rosters-disagree"])
    let users = "users: { x: { comment: three } }\n"
    #expect(read(header + rosters + users, files).diagnostics.map(\.code) == [])
  }

  @Test func anEmptyColumnIsToldWhereItStands() {
    func summaries(_ keys: String, _ file: String) -> [String] {
      read(header + "groups: { year-7: {} }\nrosters: [{ csv: x.csv, \(keys) }]\n", ["x.csv": file])
        .diagnostics.map { "\($0.place?.description ?? "-") \($0.summary)" }
    }
    let account = "account: '{first|slug}.{last|slug}'"
    #expect(
      summaries(account, "first,last\nAnn,Lee\nBob,\n") == [
        "x.csv:3:5 error: the column `last` is empty, and `account` needs it [empty-column]"
      ])
    #expect(
      summaries(account, "first,last\nAnn,!!\n") == [
        "x.csv:2:5 error: the column `last` gives nothing to `account` [empty-column]"
      ])
    #expect(
      summaries("account: '{a}', group: 'year-{grade}'", "a,grade\nann,7\nbob,\n") == [
        "x.csv:3:5 error: the column `grade` is empty, and `group` needs it [empty-column]"
      ])
    #expect(
      summaries("account: '{a}', aliases: ['{a}.{b}']", "a,b\nann,\n") == [
        "x.csv:2:5 error: the column `b` is empty, and `aliases` needs it [empty-column]"
      ])
    #expect(
      summaries("account: '{a}', quota: '{q}G'", "a,q\nann,\n") == [
        "x.csv:2:5 error: the column `q` is empty, and `quota` needs it [empty-column]"
      ])
    // What is left is a name all the same.
    #expect(summaries("account: '{a}{b}', group: 'year-7{b}'", "a,b\nann,\n") == [])
  }

  @Test func theHelpOfAnEmptyColumnWorks() {
    let roster = "rosters: [{ csv: x.csv, account: '{first}.{last name}'"
    let file = ["x.csv": "first,last name\nann,lee\nbob,\n"]
    #expect(
      read(header + roster + " }]\n", file).diagnostics.map(\.help) == [
        "fill it in, or leave such rows out with `last name: { not: \"\" }` in `where`"
      ])
    let mended = read(header + roster + ", where: { last name: { not: \"\" } } }]\n", file)
    #expect(mended.diagnostics.isEmpty)
    #expect(mended.manifest.addresses == ["ann.lee@school.example"])
  }

  @Test(arguments: [
    "sep=;\r\n", "sep=;\n", "\u{FEFF}sep=;\n", "\"sep=;\"\n", "SEP=;\n",
    " sep=;\n", "sep=; \n", "sep=;;;;\n", "\"sep=;\";;\n",
  ])
  func theFirstLineOfExcelNamesTheSeparator(_ line: String) {
    let roster = "rosters: [{ csv: x.csv, account: '{a}', name: '{n}', quota: '{q}' }]\n"
    let reading = read(header + roster, ["x.csv": line + "a;n;q\nann;Ann, the first;2G\nbob;B;x\n"])
    #expect(reading.manifest["ann@school.example"]?.name == "Ann, the first")
    #expect(reading.diagnostics.map(\.code) == ["invalid-quota"])
    #expect(reading.diagnostics.first?.place?.description == "x.csv:4:7")
    #expect(reading.diagnostics.first?.excerpt == "bob;B;x")
  }

  @Test func aHeaderThatOnlyLooksLikeItIsOne() {
    let roster = "rosters: [{ csv: x.csv, account: '{sep=}', separator: semicolon }]\n"
    #expect(read(header + roster, ["x.csv": "sep=;b\nann;1\n"]).diagnostics.isEmpty)
  }

  @Test func columnsThatNobodyUsesStayHiddenBehindTheLineOfExcel() {
    let roster = "rosters: [{ csv: x.csv, account: '{a}', quota: '{q}' }]\n"
    let reading = read(header + roster, ["x.csv": "sep=;\na;pin;q\nann;hunter2;x\n"])
    #expect(reading.diagnostics.map(\.excerpt) == ["ann;***;x"])
  }
}
