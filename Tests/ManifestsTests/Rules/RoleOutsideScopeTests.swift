import MailModel
import Manifests
import Testing

@Suite struct RoleOutsideScopeTests {
  private let first = """
    include: [seven.yaml]
    policy: { role-names: [Headteacher] }
    groups: { year-8: {} }

    """

  @Test func `names, aliases, former names and group addresses of roles are out of a scope`() {
    let codes = read(
      header + first,
      [
        "seven.yaml": """
        scope: { groups: [year-7] }
        groups: { year-7: { address: abuse } }
        users:
          root: { group: year-7 }
          ann: { group: year-7, was: webmaster, aliases: [ann.l, HOSTMASTER, headteacher] }

        """
      ]
    ).diagnostics.filter { $0.code == "role-outside-scope" }.map(\.message)
    #expect(
      codes.map { $0.prefix { $0 != "@" } } == [
        "abuse", "root", "webmaster", "hostmaster", "headteacher",
      ])
  }

  @Test func `rows of rosters are held to it`() {
    expectDiagnostics(
      in: first,
      """
      a.csv:2:1 error: root@school.example is a role of the whole site, and seven.yaml is limited to \
      `year-7` [role-outside-scope]
      seven.yaml:1:8 note: the scope is here
      a.csv:3:5 error: headteacher@school.example is a role of the whole site, and seven.yaml is \
      limited to `year-7` [role-outside-scope]
      seven.yaml:1:8 note: the scope is here
      """,
      [
        "seven.yaml": """
        scope: { groups: [year-7] }
        groups: { year-7: {} }
        rosters: [{ csv: a.csv, account: "{a}", group: year-7, aliases: ["{b}"] }]

        """, "a.csv": "a,b\nroot,\nann,HeadTeacher\n",
      ])
  }

  @Test func `a file without scope gives them to whom it likes`() {
    expectDiagnostics(
      in: first + """
        users:
          head: { aliases: [postmaster, abuse, headteacher, admin] }
          root: {}
        """, "",
      [
        "seven.yaml":
          "scope: { groups: [year-7] }\ngroups: { year-7: }\nusers: { ann: { group: year-7 } }\n"
      ])
  }

  @Test func `names that only begin like one are nobody's business`() {
    expectDiagnostics(
      in: first, "",
      [
        "seven.yaml": """
        scope: { groups: [year-7] }
        groups: { year-7: {} }
        users: { admin2: { group: year-7, aliases: [news-desk, info.ann] } }

        """
      ])
  }
}
