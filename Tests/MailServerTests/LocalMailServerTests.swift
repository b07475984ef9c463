import MailModel
import TestSupport
import Testing

@testable import MailServer

@Suite struct LocalMailServerTests {
  private let folder = TemporaryFolder()

  private var server: LocalMailServer {
    LocalMailServer(
      mailRoot: folder.path("mail"), dovecotFile: folder.path("dovecot.conf"),
      postfixFolder: folder.path("postfix"))
  }

  @Test func namedSettingsAreOfAServer() throws {
    // Whether Postfix is installed or not, its queue was to be asked.
    let absence = #expect(throws: MailServerAbsence.self) { try server.queue() }
    #expect(try #require(absence).isOfAServer)
  }

  @Test func withoutSettingsThereIsNoDovecot() {
    #expect(throws: MailServerAbsence.notConfigured("Dovecot")) {
      try server.sessions(of: [.ada])
    }
    #expect(throws: MailServerAbsence.notConfigured("Dovecot")) {
      try server.endSessions(under: LiveAccount.ada.address, of: .ada)
    }
  }

  @Test func nobodyIsAskedAboutNobody() throws {
    #expect(try server.sessions(of: []) == [])
  }
}
