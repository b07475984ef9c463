import MailModel
import Testing

@Suite struct AddressTests {
  @Test(arguments: [
    ("Ada", "ada@school.example"), ("ADA@Other.Example", "ada@other.example"),
    ("a.b_c-d", "a.b_c-d@school.example"), ("no", "no@school.example"),
    ("*OUTQUEUE", "*OUTQUEUE"),
  ])
  func nameIsFoldedAndTakesTheDomain(_ text: String, _ expected: String) {
    #expect(Address(text, domain: "school.example")?.text == expected)
  }

  @Test(arguments: [
    "", ".a", "a.", "a..b", "a b", "a/b", "../a", "josé", "a@", "@b", "a@b@c", "a@-b", "a@b..c",
    "a@b_c", String(repeating: "a", count: 65),
  ])
  func otherNamesAreRefused(_ text: String) {
    #expect(Address(text, domain: "school.example") == nil)
  }

  @Test(arguments: [
    "Head@schüle.example", "head@SCHÜLE。EXAMPLE", "head@schu\u{308}le.example",
    "head@xn--schle-mva.example", "head@XN--Schle-MVA.example",
  ])
  func everySpellingOfADomainBeyondASCIIIsOneAddress(_ text: String) {
    #expect(Address(text, domain: nil)?.text == "head@xn--schle-mva.example")
  }

  @Test(arguments: ["josé@schüle.example", "a@☃.example", "a@xn--a.example", "a@ü_b.example"])
  func otherNamesBeyondASCIIAreRefused(_ text: String) {
    #expect(Address(text, domain: nil) == nil)
  }

  @Test func bareNameNeedsADomain() {
    #expect(Address("ada", domain: nil) == nil)
    #expect(Address("ada@a.example", domain: nil)?.text == "ada@a.example")
  }

  @Test func longestNameIsTaken() {
    let name = String(repeating: "a", count: 64)
    #expect(Address(name, domain: "b.example")?.localPart.utf8.count == 64)
  }

  @Test func partsAreSplitAtTheSign() {
    let address = Address(canonical: "ada@school.example")
    #expect(address.localPart == "ada")
    #expect(address.domain == "school.example")
  }

  @Test func builtInHasNoDomain() {
    #expect(BuiltIn.outQueue.isBuiltIn)
    #expect(BuiltIn.outQueue.domain == "")
    #expect(BuiltIn.outQueue.localPart == "*OUTQUEUE")
  }

  @Test func orderIsByBytes() {
    let sorted = ["a", "B", "a_b", "a-b", "a.b"].map { Address(canonical: $0) }.sorted()
    #expect(sorted.map(\.text) == ["B", "a", "a-b", "a.b", "a_b"])
  }

  @Test(arguments: [
    ("o'brien", true), ("a+tag", true), ("a", true), ("a@b", false), ("\"a b\"", false),
    (".a", false), ("josé", false),
  ])
  func foreignLocalPartIsADotAtom(_ text: String, _ isLocalPart: Bool) {
    #expect(AddressRules.isForeignLocalPart(text.utf8) == isLocalPart)
  }

  @Test func longestDomainHas253Characters() {
    let label = String(repeating: "a", count: 63)
    let start = [label, label, label].joined(separator: ".")
    #expect(AddressRules.isDomain("\(start).\(label.dropLast(2))".utf8))
    #expect(!AddressRules.isDomain("\(start).\(label.dropLast())".utf8))
    #expect(!AddressRules.isDomain(String(repeating: "a", count: 64).utf8))
  }
}
