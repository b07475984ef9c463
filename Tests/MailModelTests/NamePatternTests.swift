import MailModel
import Testing

@Suite struct NamePatternTests {
  @Test(arguments: [
    ("postmaster", "postmaster"), ("svc-*", "svc-"), ("svc-*", "svc-backup"), ("*", ""),
    ("*.gov.uk", "a.gov.uk"), ("a*b*c", "aXbYc"), ("a*b*c", "abbc"), ("**", "x"),
    ("SVC-*", "svc-A"),
  ])
  func matches(_ pattern: String, _ name: String) {
    #expect(NamePattern(pattern).matches(name))
  }

  @Test(arguments: [
    ("postmaster", "postmasters"), ("svc-*", "svc"), ("*.gov.uk", "gov.uk"), ("a*b", "abc"),
    ("", "a"), ("a?c", "abc"),
  ])
  func doesNotMatch(_ pattern: String, _ name: String) {
    #expect(!NamePattern(pattern).matches(name))
  }

  @Test func patternWithoutASignIsHeldAgainstTheLocalPart() {
    let address = Address(canonical: "svc-a@school.example")
    #expect(NamePattern("svc-*").matches(address))
    #expect(!NamePattern("*.example").matches(address))
    #expect(NamePattern("*@school.example").matches(address))
    #expect(!NamePattern("*@other.example").matches(address))
  }

  @Test func manyStarsAreNotSlow() {
    let pattern = NamePattern(String(repeating: "a*", count: 50) + "b")
    #expect(!pattern.matches(String(repeating: "a", count: 2_000)))
  }
}
