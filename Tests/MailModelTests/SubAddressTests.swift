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
