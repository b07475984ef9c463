import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct DomainNamesTests {
  private static let start = "rollbook: 1\ndomain: schüle.example\n"

  @Test func everyPlaceOfAnAddressTakesADomainBeyondASCII() throws {
    let reading = read(
      Self.start + """
        domains: { straße.example: {} }
        groups: { staff: { address: all@Schüle.example } }
        users:
          pa@xn--schle-mva.example: {}
          head:
            was: boss@schüle.example
            aliases: [a@straße.example]
            assistant: { to: [PA@schüle.example] }
            forward: { to: [b+c@schu\u{308}ler.example] }
        leavers: [x@schüle.example, { account: y@schüle.example }]
        """)
    #expect(reading.diagnostics == [])
    let manifest = reading.manifest
    #expect(manifest.domain == "xn--schle-mva.example")
    #expect(manifest.addresses == ["head@xn--schle-mva.example", "pa@xn--schle-mva.example"])
    let head = try #require(manifest["head@xn--schle-mva.example"])
    #expect(head.aliases.map(\.text) == ["a@xn--strae-oqa.example"])
    #expect(head.assistant?.targets.map(\.text) == ["pa@xn--schle-mva.example"])
    #expect(head.forwarding?.targets.map(\.text) == ["b+c@xn--schler-5ya.example"])
    #expect(manifest.groups[0].values.address?.text == "all@xn--schle-mva.example")
    #expect(
      manifest.accounts.extras.values.compactMap { $0.was?.text } == ["boss@xn--schle-mva.example"])
    #expect(
      manifest.leavers.map(\.subject) == [
        .account(Address(canonical: "x@xn--schle-mva.example")),
        .account(Address(canonical: "y@xn--schle-mva.example")),
      ])
  }

  @Test func rostersTakeThemToo() {
    let reading = read(
      header + """
        domains: { schüle.example: {}, straße.example: {} }
        rosters: [{ csv: a.csv, account: "{u}@schüle.example", aliases: ["{mail}"] }]
        """, ["a.csv": "u,mail\nada,ada@straße.example\n"])
    #expect(reading.diagnostics == [])
    #expect(reading.manifest.addresses == ["ada@xn--schle-mva.example"])
    #expect(
      reading.manifest["ada@xn--schle-mva.example"]?.aliases.map(\.text)
        == ["ada@xn--strae-oqa.example"])
  }

  @Test func theDomainMayStandBehindWhatNeedsIt() {
    let reading = read("rollbook: 1\nusers: { head: {} }\ndomain: schüle.example\n")
    #expect(reading.diagnostics == [])
    #expect(reading.manifest.addresses == ["head@xn--schle-mva.example"])
  }

  @Test func twoSpellingsAreOneAccountAndDiagnosticsSayItAsTyped() {
    expectDiagnostics(
      in: """
        domains: { schüle.example: {} }
        users:
          2️⃣head@schüle.example: {}
          1️⃣HEAD@xn--schle-mva.example: {}
        """,
      """
      1️⃣ error: head@schüle.example is listed twice [duplicate-account]
      2️⃣ note: first listed here
      """)
  }

  @Test func onlyTypedDomainsAreShownAsTyped() {
    let manifest = read(
      header + "users: { a@schüle.example: {}, b@xn--strae-oqa.example: {} }\n"
    ).manifest
    #expect(manifest.typedDomains.spelled("a@xn--schle-mva.example") == "a@schüle.example")
    #expect(manifest.typedDomains.spelled("b@xn--strae-oqa.example") == "b@xn--strae-oqa.example")
    #expect(read(header).manifest.typedDomains == TypedDomains())
  }

  @Test func aDomainThatIDNARefusesIsAnErrorWithTheReason() {
    expectDiagnostics(
      in: """
        users:
          1️⃣a@☃.example: {}
          2️⃣b@xn--a.example: {}
          c: { forward: { to: [3️⃣d+e@a_ü.example] } }
        """,
      """
      1️⃣ error: `☃.example` is not a domain: no domain may hold U+2603 [invalid-domain]
      2️⃣ error: `xn--a.example` is not a domain: a label, once decoded, is none that IDNA 2008 knows [invalid-domain]
      3️⃣ error: `a_ü.example` is not a domain: no domain may hold `_` [invalid-domain]
      """)
  }

  @Test func anAddressWithoutADomainIsNone() {
    #expect(read("rollbook: 1\nleavers: [\"a@\"]\n").diagnostics.map(\.code) == ["invalid-name"])
  }

  @Test func aLocalPartBeyondASCIIIsRefused() {
    let diagnostics = read(
      header + "users: { josé@schüle.example: {}, a: { forward: { to: [zoë@home.example] } } }\n"
    ).diagnostics
    #expect(diagnostics.map(\.code) == ["invalid-name", "invalid-address"])
    #expect(diagnostics.allSatisfy { $0.help?.contains("SMTPUTF8 is not supported") == true })
  }

  @Test func patternsTakeWholeLabels() {
    let policy = read(
      header + """
        policy:
          forward-domains: [schüle.example, "*.Straße.example", "日本語.*", "a-*.ü.example"]
          protected: ["*@schüle.example", "svc-*"]
        """
    ).manifest.policy
    #expect(
      policy.forwardDomains?.map(\.text) == [
        "xn--schle-mva.example", "*.xn--strae-oqa.example", "xn--wgv71a119e.*",
        "a-*.xn--tda.example",
      ])
    #expect(policy.protected.map(\.text) == ["*@xn--schle-mva.example", "svc-*"])
  }

  @Test(arguments: ["forward-domains: [schü*.example]", "protected: [müller]"])
  func otherPatternsBeyondASCIIAreRefused(_ line: String) {
    let text = header + "policy: { " + line + " }\n"
    #expect(read(text).diagnostics.map(\.code) == ["invalid-pattern"])
  }
}
