import MailModel
import Testing

@Suite struct TypedDomainsTests {
  private static let domains: TypedDomains = {
    var domains = TypedDomains()
    domains.insert("xn--schle-mva.example")
    return domains
  }()

  @Test(arguments: [
    ("head@xn--schle-mva.example", "head@schüle.example"),
    ("to head@xn--schle-mva.example.", "to head@schüle.example."),
    ("[a.example, \"*.xn--schle-mva.example\"]", "[a.example, \"*.schüle.example\"]"),
    ("head@xn--schle-mva.example#12", "head@schüle.example#12"),
    ("`xn--schle-mva.example`", "`schüle.example`"),
  ])
  func aNotedDomainIsSpelledAsTyped(_ text: String, _ expected: String) {
    #expect(Self.domains.spelled(text) == expected)
  }

  @Test(arguments: [
    "head@xn--strae-oqa.example", "mail/xn--schle-mva.example/head-k3v9x2ma",
    "head@sub.xn--schle-mva.example", "xn--schle-mva", "Schüle …", "",
  ])
  func allElseStays(_ text: String) {
    #expect(Self.domains.spelled(text) == text)
  }

  @Test func withoutTypedDomainsNothingChanges() {
    #expect(TypedDomains().spelled("head@xn--schle-mva.example") == "head@xn--schle-mva.example")
  }
}
