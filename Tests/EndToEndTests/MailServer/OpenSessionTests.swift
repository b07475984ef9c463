import Foundation
import Testing

/// Who is connected when an apply takes away what the session rests on.
@Suite(.enabled(if: PrivateMailServer.canRun)) struct OpenSessionTests {
  private let group = "form-\(UUID().uuidString.prefix(8).lowercased())"

  private func users(_ ann: String, group: String = "") -> String {
    """
    groups: { \(self.group): { \(group) } }
    users: { ann: { \(ann) }, bob: { password: PW } }
    """
  }

  /// Logs both in, applies `manifest`, and sees that ann's session ends and bob's goes on.
  private func expectEnd(of ann: String, group: String = "") throws {
    let site = try MailSite(users("password: PW, group: \(self.group)"))
    let clients = try ["ann", "bob"].map { name in
      let client = try site.server.imap()
      #expect(try client.logIn(site.address(name), MailSite.password).hasPrefix("OK"))
      #expect(try client.messages() == [])
      return client
    }
    try site.apply(users(ann, group: group))
    #expect(throws: (any Error).self) {
      for _ in 0..<50 {
        _ = try clients[0].messages()
        usleep(100_000)
      }
    }
    #expect(try clients[1].messages() == [])
  }

  @Test func accountThatIsDisabled() throws {
    try expectEnd(of: "password: PW, group: \(group), enabled: false")
  }

  @Test func groupThatIsDisabled() throws {
    try expectEnd(of: "password: PW, group: \(group)", group: "enabled: false")
  }

  @Test func passwordThatChanges() throws {
    try expectEnd(
      of: "password: \"{SHA256}XohImNooBHFR0OVvjcYpJ3NgPQ1qq73WKhHvch0VQtg=\", group: \(group)")
  }

  @Test func passwordThatIsTakenAway() throws {
    try expectEnd(of: "password: null, group: \(group)")
  }

  @Test func openSubmissionOfADisabledAccountSendsNothingMore() throws {
    let site = try MailSite(users("password: PW"))
    let client = try site.server.submission()
    #expect(try client.logIn(site.address("ann"), MailSite.password).hasPrefix("235"))
    let message = "Subject: hello\n\nhello"
    let receiver = site.address("bob")
    #expect(try client.send(message, from: site.address("ann"), to: receiver).hasPrefix("250"))
    try site.apply(users("password: PW, enabled: false"))
    #expect(try client.send(message, from: site.address("ann"), to: receiver).hasPrefix("553"))
  }
}
