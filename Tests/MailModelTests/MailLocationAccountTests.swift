import MailModel
import TestSupport
import Testing

/// What a mail home tells of its account.
@Suite struct MailLocationAccountTests {
  @Test(arguments: [
    ("maildir:mail/%d/%n-%i", "x.example/tom-jones-k3v9x2ma", "tom-jones@x.example", "k3v9x2ma"),
    ("maildir:mail/%n", "tom", "tom@school.example", nil),
    ("maildir:mail/%n/%d", "tom/y.example", "tom@y.example", nil),
    ("maildir:mail/%d/%n/%%%n", "x.example/tom/%tom", "tom@x.example", nil),
  ])
  func `a home of the template is that of its account`(
    _ template: String, _ home: String, _ name: String, _ id: String?
  ) throws {
    let location = try #require(MailLocation(template))
    let found = try #require(location.account(at: home, domain: schoolDomain))
    #expect(found.name.text == name)
    #expect(found.id == id)
  }

  @Test(arguments: [
    ("maildir:mail/%d/%n-%i", "x.example/tom"), ("maildir:mail/%d/%n-%i", "x.example/tom-K3V9X2MA"),
    ("maildir:mail/%n", "tom/y"), ("maildir:mail/%d/%n/%n", "x.example/tom/tim"),
    ("maildir:mail/%i", "k3v9x2ma"),
  ])
  func `any other is nobody's`(_ template: String, _ home: String) throws {
    #expect(try #require(MailLocation(template)).account(at: home, domain: "x.example") == nil)
  }

  @Test func `homes of a template lie as deep as it has folders`() throws {
    #expect(try #require(MailLocation("maildir:mail/%d/%n-%i")).depth == 2)
    #expect(try #require(MailLocation("maildir:/srv/mail/%n")).depth == 1)
  }

  @Test(arguments: ["k3v9x2ma", "00000000"])
  func `an id has eight letters and digits`(_ text: String) { #expect(MailLocation.isID(text)) }

  @Test(arguments: ["", "k3v9x2m", "K3V9X2MA", "k3v9x2m/", "k3v9x2maa", "éééé"])
  func `anything else is none`(_ text: String) { #expect(!MailLocation.isID(text)) }
}
