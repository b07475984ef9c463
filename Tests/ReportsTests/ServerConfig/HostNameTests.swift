import MailModel
import Testing

@testable import Reports

@Suite struct HostNameTests {
  @Test(arguments: ["mail.school.example", "mx-1.example", "4mail.example", "localhost"])
  func namesOfLettersDigitsAndInnerHyphensAreHosts(_ name: String) throws {
    #expect(try HostName(name).text == name)
  }

  @Test func capitalsAreFolded() throws {
    #expect(try HostName("MX.Example").text == "mx.example")
  }

  @Test(arguments: ["mail.schüle.example", "Mail.SCHÜLE.example", "mail.xn--schle-mva.example"])
  func namesBeyondASCIIAreTheirALabels(_ name: String) throws {
    #expect(try HostName(name).text == "mail.xn--schle-mva.example")
  }

  @Test(
    arguments: [
      "", "@@@", "a/b", "a_b.example", "a b", "-a.example", "a-.example", "a..example", ".example",
      "example.", "1.2.3.4", "mail.☃.example", "a\nb", "a\0b",
      String(repeating: "a", count: 64) + ".example",
    ])
  func whatIsNoHostIsRefused(_ name: String) {
    #expect(throws: InternationalDomain.Refusal.self) { try HostName(name) }
  }
}
