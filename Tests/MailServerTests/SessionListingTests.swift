import MailModel
import TestSupport
import Testing

@testable import MailServer

@Suite struct SessionListingTests {
  @Test func sessionsAreCountedByAccountAndService() {
    let output = """
      username\tproto\tpid\tip
      bob@school.example\timap\t11\t192.0.2.1
      Ada@school.example\tpop3\t12\t192.0.2.1
      bob@school.example\timap\t13\t192.0.2.7

      """
    #expect(
      SessionListing.sessions(Array(output.utf8)) == [
        MailSession(account: .school("ada"), service: "pop3", count: 1),
        MailSession(account: .school("bob"), service: "imap", count: 2),
      ])
  }

  @Test(arguments: ["", "username\tproto\tpid\tip\n", "something else\n"])
  func nobodyIsConnected(_ output: String) {
    #expect(SessionListing.sessions(Array(output.utf8)) == [])
  }
}
