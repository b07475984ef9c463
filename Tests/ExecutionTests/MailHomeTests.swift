import Execution
import MailModel
import Stores
import TestSupport
import Testing

/// An addition never inherits the mail of a folder that stands there already.
@Suite struct MailHomeTests {
  private func codes(
    template: String, existing: String? = nil, users: [ListedUser]
  ) throws -> [String] {
    let bench = Bench()
    let location = try #require(MailLocation(template))
    if let existing { bench.mail.deliver(Mailbox(inbox: 1, messages: 1), to: existing) }
    return try Survey(directory: bench.directory, mail: bench.mail, location: location)
      .plan(for: manifest(users), in: bench.context()).diagnostics.map(\.code)
  }

  @Test func folderWithoutAnIDThatExistsIsAnError() throws {
    #expect(
      try codes(
        template: "maildir:mail/%d/%n", existing: "school.example/ada", users: [user("ada")])
        == ["mail-home-exists"])
  }

  @Test func folderWithoutAnIDThatIsFreeIsTaken() throws {
    #expect(try codes(template: "maildir:mail/%d/%n", users: [user("ada")]) == [])
  }

  @Test func folderOfAnotherAdditionIsAnError() throws {
    #expect(
      try codes(template: "maildir:mail/%n", users: [user("ada"), user("ada@other.example")])
        == ["mail-home-exists"])
  }

  @Test func templateWithAnIDNeedsNoCheck() throws {
    #expect(
      try codes(
        template: "maildir:mail/%d/%n-%i", existing: "school.example/ada", users: [user("ada")])
        == [])
  }
}
