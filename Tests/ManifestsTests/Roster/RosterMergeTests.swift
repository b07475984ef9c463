import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct RosterMergeTests {
  private func merged(_ manifest: String, _ rosters: [String: String]) -> ManifestReading {
    read(header + manifest, rosters)
  }

  private let one = "rosters: [{ csv: x.csv, account: '{a}', name: '{n}', quota: '{q}' }]\n"

  @Test func usersWinFieldByFieldInSilence() {
    let reading = merged(
      one + "users: { ada: { name: Ada, comment: here } }\n", ["x.csv": "a,n,q\nADA,Countess,2G\n"])
    #expect(reading.diagnostics.map(\.summary) == [])
    let ada = reading.manifest["ada@school.example"]
    #expect(ada?.name == "Ada")
    #expect(ada?.comment == "here")
    #expect(ada?.quota == Quota("2G"))
    #expect(reading.manifest.accounts.count == 1)
  }

  @Test func nullUnderUsersWinsToo() {
    let reading = merged(one + "users: { ada: { quota: null } }\n", ["x.csv": "a,n,q\nada,A,2G\n"])
    #expect(reading.manifest["ada@school.example"]?.quota == .unlimited)
  }

  @Test(arguments: [true, false])
  func aRowGoesBeforeTheDefaultsOfTheUsersGroup(_ groupsFirst: Bool) {
    let groups = "groups: { staff: { defaults: { quota: 1G, comment: member } } }\n"
    let users = "users: { ada: { group: staff } }\n"
    let reading = merged(
      one + (groupsFirst ? groups + users : users + groups), ["x.csv": "a,n,q\nada,A,2G\n"])
    let ada = reading.manifest["ada@school.example"]
    #expect(ada?.quota == Quota("2G"))
    #expect(ada?.comment == "member")
  }

  @Test func aRowsGroupGivesDefaultsToItsUser() {
    let reading = merged(
      """
      users: { ada: { name: Ada } }
      groups: { staff: { defaults: { quota: 1G } } }
      rosters: [{ csv: x.csv, account: '{a}', group: staff }]
      """, ["x.csv": "a\nada\n"])
    #expect(reading.manifest["ada@school.example"]?.group == "staff")
    #expect(reading.manifest["ada@school.example"]?.quota == Quota("1G"))
  }

  @Test func defaultsOfARosterAreTheRowsOwn() {
    let reading = merged(
      """
      groups: { staff: { defaults: { quota: 1G, comment: g } } }
      rosters:
        - { csv: x.csv, account: '{a}', group: staff, comment: null,
            defaults: { quota: 3G, enabled: false, forward: { to: [pa@home.example] } } }
      """, ["x.csv": "a\nada\n"])
    let ada = reading.manifest["ada@school.example"]
    #expect(ada?.quota == Quota("3G"))
    #expect(ada?.isEnabled == false)
    #expect(ada?.comment == "")
    #expect(ada?.forwarding?.targets.map(\.text) == ["pa@home.example"])
  }

  @Test func whatDefaultsNameIsToldOnceWhereItStands() {
    expectDiagnostics(
      in: """
        users: { head: {} }
        rosters:
          - { csv: x.csv, account: '{a}', defaults: { assistant: { to: [1️⃣hed] } } }
        """,
      "1️⃣ error: hed@school.example is no listed account, alias or group address [unknown-reference]",
      ["x.csv": "a\nada\nbob\n"])
  }

  @Test func twoRostersAreMergedAndTheFirstWins() {
    let reading = merged(
      """
      rosters:
        - { csv: x.csv, account: '{a}', name: '{n}', quota: '{q}' }
        - { csv: y.csv, account: '{a}', name: '{n}', quota: '{q}', comment: '{c}' }
      """,
      [
        "x.csv": "a,n,q\nada,Ada,2G\nbob,Bob,2G\n",
        "y.csv": "c,a,n,q\nmusic,ada,Ada,3G\nart,bob,Bob,2G\n",
      ])
    #expect(reading.manifest["ada@school.example"]?.quota == Quota("2G"))
    #expect(reading.manifest["ada@school.example"]?.comment == "music")
    #expect(!reading.hasErrors)
    #expect(reading.diagnostics.count == 1)
    let warning = reading.diagnostics.first
    #expect(
      warning?.summary
        == "warning: two rosters disagree on quota of ada@school.example [rosters-disagree]")
    #expect(warning?.place?.description == "y.csv:2:7")
    #expect(warning?.notes.first?.place?.description == "x.csv:2:1")
  }

  @Test func oneFileMayServeTwoRosters() {
    let reading = merged(
      """
      rosters:
        - { csv: x.csv, account: '{a}', where: { r: s }, comment: pupil }
        - { csv: ./x.csv, account: '{a}', where: { r: t }, comment: teacher }
      """, ["x.csv": "a,r\nada,s\nbob,t\n"])
    #expect(reading.diagnostics.map(\.summary) == [])
    #expect(reading.manifest["bob@school.example"]?.comment == "teacher")
    #expect(reading.manifest.sources.map(\.entries) == [0, 2])
  }

  @Test func aBrokenRowOfASharedFileIsToldOnce() {
    let reading = merged(
      """
      rosters:
        - { csv: x.csv, account: '{a}', where: { r: s } }
        - { csv: x.csv, account: '{a}', where: { r: t } }
      """, ["x.csv": "a,r\nada,s\nbob,t\ncat\ndan,\"s\n"])
    #expect(reading.diagnostics.map(\.code) == ["ragged-row", "unclosed-quote"])
  }

  @Test func aliasesOfRowsShareTheOneNameSpace() {
    expectDiagnostics(
      in: """
        users: { 1️⃣head: {} }
        rosters: [{ csv: x.csv, account: '{a}', aliases: ['{b}', '{c}'] }]
        """,
      """
      x.csv:2:5 error: head@school.example is taken twice, here as an alias of ada@school.example \
      [duplicate-address]
      1️⃣ note: here as the account itself
      """, ["x.csv": "a,b,c\nada,HEAD,\nbob,,b.o\n"])
  }

  @Test func aLeaverInARosterIsAMistake() {
    let reading = merged(one + "leavers: [ada]\n", ["x.csv": "a,n,q\nada,A,2G\n"])
    #expect(reading.diagnostics.map(\.code) == ["listed-leaver"])
    #expect(reading.diagnostics.first?.notes.first?.place?.description == "x.csv:2:1")
  }

  @Test func twoEntriesOfUsersStayADuplicate() {
    let reading = merged(one + "users: { ada: {}, ADA: {} }\n", ["x.csv": "a,n,q\nada,A,2G\n"])
    #expect(reading.diagnostics.map(\.code) == ["duplicate-account"])
  }
}
