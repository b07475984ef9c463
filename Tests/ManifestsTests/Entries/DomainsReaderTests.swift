import MailModel
import Manifests
import Testing

@Suite struct DomainsReaderTests {
  private func own(_ text: String) -> [String]? { read(text).manifest.policy.ownDomains }

  @Test func `the default domain is the site's own, and what is declared`() {
    #expect(own("rollbook: 1\ndomain: b.example\n") == ["b.example"])
    #expect(
      own("rollbook: 1\ndomains: { C.example: {}, a.example: }\ndomain: b.example\n")
        == ["a.example", "b.example", "c.example"])
    #expect(own("rollbook: 1\n") == [])
  }

  @Test func `settings of a domain are not there yet`() {
    expectDiagnostics(
      in: """
        domains:
          school.example: {}
          alumni.example: { 1️⃣alias-of: school.example, 2️⃣colour: red }
          trust.example: 3️⃣yes
        """,
      """
      1️⃣ error: `alias-of` of a domain is not there yet: this rollbook can't act on it [not-there-yet]
      2️⃣ error: a domain has no key `colour` [unknown-key]
      3️⃣ error: a domain must be a mapping, not text [wrong-type]
      """)
  }

  @Test func `a domain stands once, and is one`() {
    expectDiagnostics(
      in: """
        domains:
          1️⃣schüle.example: {}
          2️⃣xn--schle-mva.example: {}
          3️⃣a_b: {}
        """,
      """
      2️⃣ error: `schüle.example` is given twice [duplicate-key]
      1️⃣ note: first given here
      3️⃣ error: `a_b` is not a domain [invalid-domain]
      """)
  }

  @Test func `a list of domains is told once, and not each address`() {
    expectDiagnostics(
      in: "domains: 1️⃣[trust.example]\nusers: { ann@trust.example: {} }\n",
      "1️⃣ error: domains must be a mapping, not a list [wrong-type]")
  }
}
