import MailModel
import Manifests
import TestSupport
import Testing

/// Two rosters that have one account: of two people it is a mistake, unless one only extends.
@Suite struct RosterExtensionTests {
  private func found(
    _ rosters: String, _ files: [String: String]
  ) -> [String] {
    read(header + rosters, files).diagnostics.map { diagnostic in
      "\(diagnostic.place?.description ?? "-") \(diagnostic.severity) \(diagnostic.code)"
        + diagnostic.notes.map { " \($0.place?.description ?? "-")" }.joined()
    }
  }

  private let two = """
    rosters:
      - { csv: x.csv, account: '{a}', name: '{n}' }
      - { csv: y.csv, account: '{a}', name: '{n}', comment: '{c}' }

    """
  private let files = ["x.csv": "a,n\njs,John Smith\n", "y.csv": "c,a,n\nc1,js,Jane Smith\n"]

  @Test func twoPeopleWithOneAccountAreAnErrorAtBothPlaces() {
    #expect(found(two, files) == ["y.csv:2:4 error rosters-disagree x.csv:2:1"])
  }

  @Test func onePersonInTwoRostersIsMerged() {
    let reading = read(
      header + two, ["x.csv": files["x.csv"] ?? "", "y.csv": "c,a,n\nc1,js,John Smith\n"])
    #expect(reading.diagnostics.isEmpty)
    #expect(reading.manifest["js@school.example"]?.comment == "c1")
  }

  @Test func aRowWithoutNameSaysNothingOfThePerson() {
    #expect(found(two, ["x.csv": "a,n\njs,\n", "y.csv": files["y.csv"] ?? ""]).count == 1)
    #expect(!read(header + two, ["x.csv": "a,n\njs,\n", "y.csv": files["y.csv"] ?? ""]).hasErrors)
  }

  @Test func aNameIsToldWhereItStandsAmongThreeRosters() {
    let three = "rosters:\n  - { csv: z.csv, account: '{a}' }\n" + two.dropFirst("rosters:\n".count)
    let all = files.merging(["z.csv": "b,a\n1,js\n"]) { first, _ in first }
    #expect(found(three, all) == ["y.csv:2:4 error rosters-disagree x.csv:2:1"])
  }

  @Test func usersDecideWhoItIs() {
    #expect(found(two + "users: { js: { name: Jane Smith } }\n", files).isEmpty)
    #expect(found(two + "users: { js: { quota: 1G } }\n", files).count == 1)
  }

  @Test(arguments: [true, false])
  func aRosterThatExtendsAddsKeysAndNeverWins(_ isFirst: Bool) {
    let makes = "  - { csv: x.csv, account: '{a}', name: '{n}' }\n"
    let extends = "  - { csv: y.csv, extends: true, account: '{a}', name: '{n}', comment: '{c}' }\n"
    let reading = read(
      header + "rosters:\n" + (isFirst ? extends + makes : makes + extends), files)
    #expect(!reading.hasErrors)
    #expect(reading.diagnostics.map(\.code) == ["rosters-disagree"])
    #expect(reading.manifest["js@school.example"]?.name == "John Smith")
    #expect(reading.manifest["js@school.example"]?.comment == "c1")
  }

  @Test func itMakesNoAccounts() {
    let roster = """
      rosters:
        - { csv: x.csv, account: '{a}' }
        - { csv: y.csv, extends: true, account: '{a}', comment: '{c}', aliases: ['{b}'],
            initial-password: generate }
      users: { eve: {} }

      """
    let files = ["x.csv": "a\nann\n", "y.csv": "a,b,c\nann,n1,1\nbob,n2,2\neve,n3,3\n"]
    let reading = read(header + roster, files)
    #expect(reading.manifest.addresses == ["ann@school.example", "eve@school.example"])
    #expect(reading.manifest["eve@school.example"]?.comment == "3")
    #expect(found(roster, files) == ["y.csv:3:1 warning row-without-account"])
    #expect(reading.manifest.accounts.extras.count == 2)
  }

  @Test func anAliasOfARowWithoutAccountIsFree() {
    let roster = """
      rosters:
        - { csv: y.csv, extends: true, account: '{a}', aliases: ['{b}'] }
      users: { ann: { aliases: [n2] } }

      """
    #expect(
      found(roster, ["y.csv": "a,b\nbob,n2\n"]) == ["y.csv:2:1 warning row-without-account"])
  }

  @Test func twoRowsOfOneExtendingRosterAreStillOneTooMany() {
    let roster = "rosters: [{ csv: y.csv, extends: true, account: '{a}' }]\nusers: { ann: {} }\n"
    #expect(
      found(roster, ["y.csv": "a\nann\nann\n"]) == ["y.csv:3:1 error duplicate-row y.csv:2:1"])
  }

  @Test func itSaysTheGroupOfItsRowsInAScope() {
    let scoped = """
      scope: { groups: [year-7] }
      rosters: [{ csv: y.csv, extends: true, account: '{a}', comment: x }]

      """
    let main =
      header + "include: [part.yaml]\ngroups: { year-7: {} }\nusers: { ann: { group: year-7 } }\n"
    let reading = read(main, ["part.yaml": scoped, "y.csv": "a\nann\n"])
    #expect(reading.diagnostics.map(\.code) == ["outside-scope"])
  }
}
