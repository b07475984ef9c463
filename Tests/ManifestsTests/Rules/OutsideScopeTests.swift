import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct OutsideScopeTests {
  private let groups = "groups: { staff: {}, year-7: {}, year-8: {} }\n"

  /// What is said of an included file, as `line:column message` without its notes.
  private func mistakes(
    in part: String, _ first: String = "", _ others: [String: String] = [:]
  ) -> [String] {
    read(
      header + "include: [part.yaml]\n" + groups + first,
      others.merging(["part.yaml": part]) { a, _ in a }
    ).diagnostics.map { "\($0.place?.line ?? 0):\($0.place?.column ?? 0) \($0.message)" }
  }

  @Test func aFileMaySpeakOfItsGroups() {
    let part = """
      users: { a: { group: Year-7, forward: { to: [head] } }, b: { group: year-8, admin: false } }
      leavers: [x, { group: year-8 }]
      scope: { groups: [YEAR-7, year-8] }
      """
    let reading = read(
      header + "include: [part.yaml]\n" + groups + "users: { head: { group: staff, admin: true } }",
      ["part.yaml": part])
    #expect(reading.diagnostics.map(\.summary) == [])
    #expect(reading.manifest.scopes == [1: ["year-7", "year-8"]])
  }

  @Test func aGroupOutsideTheScopeIsNotRenamedIntoIt() {
    #expect(
      mistakes(in: "scope: { groups: [form-7] }\ngroups: { form-7: { was: year-9 } }") == [
        "2:26 the group `year-9` is renamed to `form-7`, and part.yaml is limited to `form-7`"
      ])
  }

  @Test func aUserOfAnotherGroupIsToldAtTheGroup() {
    expectDiagnostics(
      inWhole: """
        rollbook: 1
        domain: school.example
        scope: 1️⃣{ groups: [year-7] }
        users:
          a: { group: 2️⃣staff }
          3️⃣b: { name: B }
          c: { <<: { 4️⃣admin: true, group: 5️⃣staff } }
        groups: { year-7: {}, 6️⃣staff: {} }
        leavers: [{ group: 7️⃣staff }]
        """,
      """
      2️⃣ error: a@school.example is in group `staff`, and rollbook.yaml is limited to `year-7` \
      [outside-scope]
      1️⃣ note: the scope is here
      3️⃣ error: b@school.example has no group here, and rollbook.yaml is limited to `year-7` \
      [outside-scope]
      1️⃣ note: the scope is here
      4️⃣ error: an administrator's rights reach beyond `year-7`, to which rollbook.yaml is limited \
      [outside-scope]
      1️⃣ note: the scope is here
      5️⃣ error: c@school.example is in group `staff`, and rollbook.yaml is limited to `year-7` \
      [outside-scope]
      1️⃣ note: the scope is here
      6️⃣ error: the group `staff` is declared, and rollbook.yaml is limited to `year-7` \
      [outside-scope]
      1️⃣ note: the scope is here
      7️⃣ error: members of `staff` leave, and rollbook.yaml is limited to `year-7` [outside-scope]
      1️⃣ note: the scope is here
      """)
  }

  @Test func groupDefaultsMakeNoAdministrators() {
    #expect(
      mistakes(in: "scope: { groups: [g] }\ngroups: { g: { defaults: { admin: true } } }") == [
        "2:35 an administrator's rights reach beyond `g`, to which part.yaml is limited"
      ])
    #expect(
      mistakes(in: "scope: { groups: [g] }\ngroups: { g: { defaults: { admin: null } } }") == [])
  }

  @Test func rowsOfARosterAreToldOneByOne() {
    let roster = "rosters: [{ csv: a.csv, account: \"{n}\", group: \"{g}\" }]\n"
    let csv = ["a.csv": "n,g\na,year-7\nb,staff\nc,year-8\n"]
    #expect(
      mistakes(in: "scope: { groups: [year-7] }\n" + roster, "", csv) == [
        "3:3 b@school.example is in group `staff`, and part.yaml is limited to `year-7`",
        "4:3 c@school.example is in group `year-8`, and part.yaml is limited to `year-7`",
      ])
  }

  @Test func aRosterNamesItsGroupAndGrantsNoRights() {
    let roster = "rosters: [{ csv: a.csv, account: \"{n}\", defaults: { admin: true } }]\n"
    #expect(
      mistakes(in: "scope: { groups: [year-7] }\n" + roster, "", ["a.csv": "n\na\n"]) == [
        "2:11 an administrator's rights reach beyond `year-7`, to which part.yaml is limited",
        "2:11 the roster has no group here, and part.yaml is limited to `year-7`",
      ])
  }

  @Test func aRowThatJoinsAUserOfAnotherGroupIsTold() {
    let roster = "rosters: [{ csv: a.csv, account: \"{n}\", group: year-7, quota: 1G }]\n"
    #expect(
      mistakes(
        in: "scope: { groups: [year-7] }\n" + roster, "users: { head: { group: staff } }",
        ["a.csv": "n\nhead\n"]) == [
          "2:1 head@school.example is in group `staff` in the end, and part.yaml is limited to "
            + "`year-7`"
        ])
  }

  @Test func aRowReachesNobodyThatOthersListWithoutAGroup() {
    let roster =
      "rosters: [{ csv: a.csv, account: \"{n}\", group: year-7, "
      + "defaults: { forward: { to: [x@other.example] } } }]\n"
    #expect(
      mistakes(
        in: "scope: { groups: [year-7] }\n" + roster, "users: { boss: { name: Boss } }",
        ["a.csv": "n\nboss\n"]) == [
          "2:1 boss@school.example is listed elsewhere without a group, and part.yaml is limited to "
            + "`year-7`"
        ])
  }

  @Test(arguments: ["", ", group: staff"])
  func aRowReachesNobodyOfARosterOutsideTheScope(_ group: String) {
    let scoped = "rosters: [{ csv: a.csv, account: \"{n}\", group: year-7 }]\n"
    let reading = read(
      header + groups + "include: [part.yaml, staff.yaml]\n",
      [
        "part.yaml": "scope: { groups: [year-7] }\n" + scoped,
        "staff.yaml": "rosters: [{ csv: b.csv, account: \"{n}\"\(group) }]", "a.csv": "n\nboss\n",
        "b.csv": "n\nboss\n",
      ])
    let errors = reading.diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.code) == ["outside-scope"])
    #expect(errors.first?.place?.file == "a.csv")
    #expect(errors.first?.notes.first?.place?.file == "b.csv")
  }

  @Test func aUserThatOutdoesARowOfAnotherGroupIsTold() {
    let roster = "rosters: [{ csv: a.csv, account: \"{n}\", group: staff }]\n"
    #expect(
      mistakes(
        in: "scope: { groups: [year-7] }\nusers: { head: { group: year-7 } }", roster,
        ["a.csv": "n\nhead\n"]) == [
          "2:10 a roster has head@school.example in group `staff`, and part.yaml is limited to "
            + "`year-7`"
        ])
  }

  @Test func whatAScopedFileIncludesStaysUnderItsScope() {
    let others = ["inner.yaml": "users: { b: { group: year-8 }, c: { group: staff } }"]
    let scope = "scope: { groups: [year-7, year-8] }\ninclude: [inner.yaml]\n"
    #expect(
      mistakes(in: scope, "", others) == [
        "1:44 c@school.example is in group `staff`, and inner.yaml is limited to `year-7`, `year-8`"
      ])
    #expect(
      mistakes(
        in: scope, "",
        ["inner.yaml": "scope: { groups: [year-8] }\nusers: { a: { group: year-7 } }"]
      ) == ["2:22 a@school.example is in group `year-7`, and inner.yaml is limited to `year-8`"])
  }

  @Test func furtherFilesStayUnderTheScopeOfTheFirst() {
    let reading = read(
      header + groups.replacing("staff: {}, ", with: "") + "scope: { groups: [year-7, year-8] }",
      ["b.yaml": "users: { a: { group: year-7 }, b: {} }"], files: ["rollbook.yaml", "b.yaml"])
    #expect(reading.diagnostics.map(\.code) == ["outside-scope"])
    #expect(reading.manifest.scopes.count == 2)
  }

  @Test func anInnerScopeOnlyNarrows() {
    #expect(
      mistakes(
        in: "scope: { groups: [year-7] }\ninclude: [inner.yaml]", "",
        ["inner.yaml": "scope: { groups: [year-7, staff] }\nusers: { a: { group: staff } }"]) == [
          "1:27 the scope of the including file does not have `staff`",
          "2:22 a@school.example is in group `staff`, and inner.yaml is limited to `year-7`",
        ])
  }

  @Test func anUnknownGroupOfAScopeIsToldWithNoneThatHasAnotherNumber() {
    let reading = read(
      header + "include: [part.yaml]\n" + groups, ["part.yaml": "scope: { groups: [year-77] }"])
    #expect(reading.diagnostics.map(\.code) == ["unknown-scope-group"])
    #expect(reading.diagnostics.first?.help == "add `year-77: {}` under `groups`")
  }

  @Test func anUndeclaredGroupOfAUserIsToldOnce() {
    let reading = read(
      header + "include: [part.yaml]\n" + groups,
      ["part.yaml": "scope: { groups: [year-7] }\nusers: { a: { group: year-99 } }"])
    #expect(reading.diagnostics.map(\.code) == ["unknown-group"])
  }

  @Test func omissionsRemoveNobodyUnderAScope() {
    expectDiagnostics(
      in: """
        1️⃣policy: { mode: authoritative }
        groups: { year-7: {} }
        scope: 2️⃣{ groups: [year-7] }
        """,
      """
      1️⃣ error: mode authoritative removes what is not listed, and the scope leaves most of it out \
      [outside-scope]
      2️⃣ note: the scope is here
      """)
  }

  @Test func aMisspeltScopeIsToldOnce() {
    let users = "users: { a: { group: year-7 }, b: { group: year-8 }, c: {} }"
    let codes = { (scope: String) in
      read(header + "include: [part.yaml]\n" + self.groups, ["part.yaml": scope + users])
        .diagnostics.map(\.code)
    }
    #expect(codes("scope: { groups: [year-77] }\n") == ["unknown-scope-group"])
    #expect(codes("scope: { grups: [year-7] }\n") == ["unknown-key"])
  }
}
