import MailModel
import Testing

@Suite struct SubAddressTests {
  @Test(arguments: [
    ("head+lists@a.example", "head@a.example"), ("head+a+b@a.example", "head@a.example"),
    ("head+@a.example", "head@a.example"), ("head@a.example", nil), ("+x@a.example", nil),
    ("*OUTQUEUE", nil),
  ])
  func theNameStandsBeforeTheSign(_ text: String, _ name: String?) {
    #expect(Address(canonical: text).withoutDetail?.text == name)
  }

  @Test func theDetailGoesAlongToAnotherName() {
    let address = Address(canonical: "old+a+b@a.example")
    #expect(address.moved(to: Address(canonical: "new@b.example")).text == "new+a+b@b.example")
  }
}

@Suite struct MailToTests {
  @Test(
    arguments: [
      ("head", "head@school.example"), ("Head+Lists", "head+lists@school.example"),
      ("a!b@Home.Example", "a!b@home.example"), ("x+y@schüle.example", "x+y@xn--schle-mva.example"),
    ] as [(String, String)])
  func `what mail is sent to is folded`(_ text: String, _ address: String) {
    #expect(Address(mailTo: text, domain: "school.example")?.text == address)
  }

  @Test(arguments: ["", "*OUTQUEUE", "a b", "a..b@home.example", "a@", "@home.example", "a@b@"])
  func `what is no address is none`(_ text: String) {
    #expect(Address(mailTo: text, domain: "school.example") == nil)
  }

  @Test func `a bare name needs a domain`() {
    #expect(Address(mailTo: "head", domain: nil) == nil)
    #expect(Address(mailTo: "head+x", domain: nil) == nil)
  }
}
