import MailModel
import TestSupport
import Testing

@Suite struct MailLocationTests {
  let ada = Address.school("ada")

  @Test(arguments: [
    ("maildir:mail/%d/%n-%i", "mail", "school.example/ada-k3v9x2ma"),
    ("maildir:/var/mail/%n", "/var/mail", "ada"),
    ("maildir:%n/%i", ".", "ada/k3v9x2ma"),
    ("maildir:/%i", "/", "k3v9x2ma"),
    ("maildir:a//b/%i/box", "a/b", "k3v9x2ma/box"),
    ("maildir:m/100%%-%n", "m", "100%-ada"),
  ])
  func rootEndsBeforeTheFirstPlaceholder(_ text: String, _ root: String, _ home: String) throws {
    let location = try #require(MailLocation(text))
    #expect(location.root == root)
    #expect(location.home(of: ada, id: "k3v9x2ma") == home)
  }

  @Test(arguments: [
    "", "mail/%n", "maildir:", "maildir:mail", "maildir:mail/%d", "maildir:mail/%n/../x",
    "maildir:mail/%x", "maildir:mail/%n%", "mbox:mail/%n",
  ])
  func otherTextIsRefused(_ text: String) {
    #expect(MailLocation(text) == nil)
  }

  @Test func onlyAnIDKeepsHomesApart() {
    #expect(MailLocation(MailLocation.standard)?.hasID == true)
    #expect(MailLocation("maildir:mail/%n")?.hasID == false)
  }
}
