import MailModel
import Manifests
import TestSupport
import Testing

/// What joined files give to the rows of a roster.
@Suite struct RosterJoinTests {
  /// People with their enrollments, and the classes behind those.
  private static let manifest =
    header + """
      rosters:
        - csv: users.csv
          join:
            - csv: enrollments.csv
              as: e
              match: { user: id }
              where: { status: active }
            - csv: classes.csv
              as: c
              match: { id: e.class }
              where: { type: form }
          account: "{login}"
          comment: "{c.title}"

      """

  private static let classes = "id,type,title\nc1,form,7A\nc2,form,7B\nc3,maths,Maths\n"

  private func read(
    _ enrollments: String, users: String = "u1,ada\n", classes: String = classes,
    _ manifest: String = manifest
  ) -> ManifestReading {
    ManifestsTests.read(
      manifest,
      [
        "users.csv": "id,login\n" + users, "classes.csv": classes,
        "enrollments.csv": "user,class,status\n" + enrollments,
      ])
  }

  private func comment(_ reading: ManifestReading) -> String? {
    reading.manifest["ada@school.example"]?.comment
  }

  private func told(_ reading: ManifestReading) -> [String] {
    reading.diagnostics.flatMap { diagnostic in
      ["\(diagnostic.place?.description ?? "-") \(diagnostic.summary)"]
        + diagnostic.notes.map { "\($0.place?.description ?? "-") note: \($0.message)" }
    }
  }

  @Test func aRowHasTheColumnsOfItsJoinedRows() {
    let reading = read("u2,c2,active\nu1,c1,active\n")
    #expect(told(reading) == [])
    #expect(comment(reading) == "7A")
  }

  @Test func rowsThatDoNotFitAreNotThere() {
    #expect(comment(read("u1,c2,tobedeleted\nu1,c1,active\n")) == "7A")
  }

  @Test(arguments: ["u1,c3,active\nu1,c1,active\n", "u1,c1,active\nu1,c3,active\n"])
  func aRowThatLeadsOnGoesBeforeOneThatDoesNot(_ enrollments: String) {
    let reading = read(enrollments)
    #expect(told(reading) == [])
    #expect(comment(reading) == "7A")
  }

  @Test func severalRowsMayAgree() {
    let reading = read(
      "u1,c1,active\nu1,c4,active\nu1,c1,active\n", classes: Self.classes + "c4,form,7A\n")
    #expect(told(reading) == [])
    #expect(comment(reading) == "7A")
  }

  @Test func rowsThatDisagreeAreToldWithBoth() {
    #expect(
      told(read("u1,c1,active\nu2,c2,active\nu1,c1,active\nu1,c2,active\n")) == [
        "users.csv:2:1 error: the joined rows disagree on `c.title` [joined-rows-disagree]",
        "enrollments.csv:2:1 note: `7A` by this row", "enrollments.csv:5:1 note: `7B` by this row",
      ])
  }

  @Test func rowsOfTheLastFileMayDisagreeToo() {
    #expect(
      told(read("u1,c1,active\n", classes: "title,id,type\n7A,c1,form\n7C,c1,form\n")) == [
        "users.csv:2:1 error: the joined rows disagree on `c.title` [joined-rows-disagree]",
        "classes.csv:2:1 note: `7A` by this row", "classes.csv:3:1 note: `7C` by this row",
      ])
  }

  @Test func whatNobodyUsesMayDisagree() {
    let reading = read(
      "u1,c1,active\nu1,c1,\n", classes: "id,type,title,room\nc1,form,7A,1\nc1,form,7A,2\n")
    #expect(told(reading) == [])
  }

  @Test func aRowThatFindsNoneIsAMistake() {
    #expect(
      told(read("u1,c1,active\nu3,c3,active\n", users: "u1,ada\nu2,bob\nu3,cy\n")) == [
        "users.csv:3:1 error: `e` finds no row of enrollments.csv for `u2` [no-joined-row]",
        "users.csv:4:1 error: `c` finds no row of classes.csv for `u3` [no-joined-row]",
      ])
  }

  @Test func anOptionalJoinLeavesItsColumnsEmpty() {
    let manifest = Self.manifest.replacing("as: c", with: "as: c\n        optional: true")
    let reading = read("u1,c3,active\n", manifest)
    #expect(told(reading) == [])
    #expect(comment(reading) == "")
  }

  @Test func whereOfTheRosterSeesJoinedColumns() {
    let manifest = Self.manifest + "    where: { e.class: { not: null } }\n"
    let reading = read("u1,c1,active\n", users: "u1,ada\nu2,bob\n", manifest)
    #expect(told(reading) == [])
    #expect(reading.manifest.addresses == ["ada@school.example"])
  }

  @Test func aDisputeOfARowThatIsLeftOutIsNone() {
    let manifest = Self.manifest + "    where: { login: { not: ada }, c.title: 7A }\n"
    let reading = read(
      "u1,c1,active\nu1,c2,active\nu2,c1,active\n", users: "u1,ada\nu2,bob\n", manifest)
    #expect(told(reading) == [])
    #expect(reading.manifest.addresses == ["bob@school.example"])
  }

  @Test func anEmptyKeyFindsNothing() {
    let reading = read(",c1,active\nu1,c1,active\n", users: ",ada\n")
    #expect(reading.diagnostics.map(\.code) == ["no-joined-row"])
  }

  @Test func aJoinMayGoByTwoColumns() {
    let reading = ManifestsTests.read(
      header + """
        rosters:
          - csv: x.csv
            join: [{ csv: y.csv, as: y, match: { p: a, q: b } }]
            account: "{n}"
            comment: "{y.t}"
        """,
      ["x.csv": "n,a,b\nada,a,bc\nbob,ab,c\n", "y.csv": "p,q,t\nab,c,two\na,bc,one\n"])
    #expect(told(reading) == [])
    #expect(reading.manifest["ada@school.example"]?.comment == "one")
    #expect(reading.manifest["bob@school.example"]?.comment == "two")
  }

  @Test func aJoinedFileHasItsOwnForm() {
    let manifest =
      header + """
        rosters:
          - csv: x.csv
            join: [{ csv: y.csv, as: y, match: { id: id }, separator: semicolon, encoding: windows-1252 }]
            account: "{n}"
            name: "{y.name|first|ascii}. {y.name}"
        """
    let reading = ManifestReader(files: ["rollbook.yaml"]) { path in
      switch path {
      case "x.csv": .success(Array("id,n\n1,ada\n".utf8))
      case "y.csv": .success(Array("id;name\n1;".utf8) + [0xC9] + Array("lo,ise\n".utf8))
      default: .success(Array(manifest.utf8))
      }
    }.read()
    #expect(told(reading) == [])
    #expect(reading.manifest["ada@school.example"]?.name == "E. Élo,ise")
  }

  @Test func aMistakeInAJoinedValueStandsInItsFile() {
    let manifest = Self.manifest.replacing("comment: ", with: "group: ")
    #expect(
      told(read("u1,c1,active\nu2,c1,active\n", users: "u1,ada\nu2,bob\n", manifest)) == [
        "classes.csv:2:9 error: the group `7a` is not declared [unknown-group]"
      ])
  }

  @Test func aMistakeInTheFormOfAJoinedFileIsTold() {
    #expect(
      told(read("u1,c1,active\nu1,c1\n\"u1,c1,active\n")) == [
        "enrollments.csv:3:1 error: the row has 2 fields, the header 3 [ragged-row]",
        "enrollments.csv:4:1 error: the quote is not closed [unclosed-quote]",
      ])
  }

  @Test func joinedFilesAreSourcesWithTheRowsThatFit() {
    let reading = read("u1,c1,active\nu2,c2,active\nu2,c2,gone\n").digested()
    #expect(
      reading.sources.map { "\($0.name) \($0.entries)" } == [
        "rollbook.yaml 0", "users.csv 1", "enrollments.csv 2", "classes.csv 2",
      ])
    #expect(reading.sources.allSatisfy { $0.digest.hasPrefix("sha256:") })
  }

  @Test func aFileMayBeJoinedTwice() {
    let reading = ManifestsTests.read(
      header + """
        rosters:
          - csv: x.csv
            join:
              - { csv: y.csv, as: home, match: { id: id }, where: { kind: home } }
              - { csv: y.csv, as: work, match: { id: id }, where: { kind: work } }
            account: "{n}"
            comment: "{home.tel} {work.tel}"
        """,
      ["x.csv": "id,n\n1,ada\n", "y.csv": "id,kind,tel\n1,work,2\n1,home,3\n"])
    #expect(told(reading) == [])
    #expect(comment(reading) == "3 2")
  }

  @Test func anEmptyJoinedFileIsToldOnce() {
    #expect(
      told(read("u1,c1,gone\n")) == [
        "rollbook.yaml:6:9 error: the join takes no row of enrollments.csv [no-joined-rows]"
      ])
  }

  @Test func oneKeyOfManyRowsIsReadInOnePass() {
    // A comparison of each row with each other would take minutes.
    let users = (0..<20_000).map { "u,a\($0)\n" }.joined()
    let enrollments = (0..<20_000).map { "u,c\($0),active\n" }.joined()
    let classes = "id,type,title\n" + (0..<20_000).map { "c\($0),form,7A\n" }.joined()
    let reading = read(enrollments, users: users, classes: classes)
    #expect(reading.manifest.accounts.count == 20_000)
  }
}
