import MailModel
import Manifests
import Testing

@Suite struct UndeclaredDomainTests {
  @Test func `an account, an alias and a group address in a domain of others are errors`() {
    expectDiagnostics(
      in: """
        groups: { staff: { address: 1️⃣staff@trust.example } }
        users:
          2️⃣jean.craig@outlook.com: {}
          tom: { aliases: [tommy, 3️⃣Tom@OUTLOOK.com] }
        """,
      """
      1️⃣ error: staff@trust.example, the address of group `staff`, is in trust.example, which is \
      no domain of this site [undeclared-domain]
      2️⃣ error: jean.craig@outlook.com is in outlook.com, which is no domain of this site \
      [undeclared-domain]
      3️⃣ error: tom@outlook.com, an alias of tom@school.example, is in outlook.com, which is no \
      domain of this site [undeclared-domain]
      """)
  }

  @Test func `declared ones are the site's own, however they are spelled`() {
    expectDiagnostics(
      in: """
        domains: { Trust.example: {}, schüle.example: }
        users:
          ann@trust.example: { aliases: [ann@xn--schle-mva.example, ann] }
        """, "")
  }

  @Test func `a sub-domain is another domain`() {
    expectDiagnostics(
      in: "users: { 1️⃣ann@mail.school.example: {} }",
      """
      1️⃣ error: ann@mail.school.example is in mail.school.example, which is no domain of this site \
      [undeclared-domain]
      """)
  }

  @Test func `rows of a roster and scoped files are held to it`() {
    expectDiagnostics(
      in: """
        include: [seven.yaml]
        groups: { year-7: {} }
        rosters: [{ csv: a.csv, account: "{a}", aliases: ["{b}"] }]
        """,
      """
      a.csv:2:4 error: ann@home.example, an alias of a1@school.example, is in home.example, which is \
      no domain of this site [undeclared-domain]
      seven.yaml:2:10 error: bea@home.example is in home.example, which is no domain of this site \
      [undeclared-domain]
      """,
      [
        "a.csv": "a,b\na1,ann@home.example\n",
        "seven.yaml":
          "scope: { groups: [year-7] }\nusers: { bea@home.example: { group: year-7 } }\n",
      ])
  }

  @Test func `an included file declares none`() {
    expectDiagnostics(
      in: "include: [a.yaml]\n",
      """
      a.yaml:1:1 error: `domains` belongs in the first manifest, rollbook.yaml [not-in-include]
      a.yaml:2:10 error: bea@home.example is in home.example, which is no domain of this site \
      [undeclared-domain]
      """, ["a.yaml": "domains: { home.example: {} }\nusers: { bea@home.example: {} }\n"])
  }

  @Test func `targets, leavers and former names are anybody's`() {
    expectDiagnostics(
      in: """
        users:
          ann: { forward: { to: [ann@home.example] }, was: ann@old.example }
        leavers: [bob@old.example]
        """, "")
  }

  @Test func `without domain the site's own are declared too`() {
    expectDiagnostics(
      inWhole: """
        rollbook: 1
        users: { 1️⃣ann@school.example: {} }
        """,
      """
      1️⃣ error: ann@school.example is in school.example, which is no domain of this site \
      [undeclared-domain]
      """)
    expectDiagnostics(
      inWhole: """
        rollbook: 1
        users: { ann@school.example: {} }
        domains: { school.example: {} }
        """, "")
  }

  @Test func `the help has the line to add, and the domain that was meant`() {
    let helps = read(
      """
      rollbook: 1
      domain: school.example
      users: { ann@schol.example: {}, bea@outlook.com: {} }
      """
    ).diagnostics.map(\.help)
    #expect(
      helps == [
        """
        did you mean `school.example`? else add `domains: { schol.example: {} }` if all mail to \
        schol.example is to be taken here; `forward` sends mail to others
        """,
        """
        add `domains: { outlook.com: {} }` if all mail to outlook.com is to be taken here; \
        `forward` sends mail to others
        """,
      ])
  }

  @Test func `a whole column of one domain is told a hundred times and counted`() {
    let rows = (0..<150).map { "a\($0),a\($0)@home.example" }.joined(separator: "\n")
    let found = read(
      """
      rollbook: 1
      domain: school.example
      rosters: [{ csv: a.csv, account: "{a}", aliases: ["{b}"] }]
      """, ["a.csv": "a,b\n\(rows)\n"]
    ).diagnostics
    #expect(found.count == 100)
    #expect(
      found.flatMap(\.notes).map(\.message) == ["so are 50 more addresses in home.example"])
  }

  @Test func `nobody is told to list somebody of another domain`() {
    expectDiagnostics(
      in: """
        assert: { reaches: { 1️⃣ann@home.example: at-least 1 mailbox } }
        users: { bob: { forward: { to: [ann@home.example] } } }
        """,
      """
      1️⃣ error: ann@home.example is no listed account, alias or group address [unknown-reference]
      """)
  }
}
