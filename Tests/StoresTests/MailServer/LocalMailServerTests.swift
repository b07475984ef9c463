import MailModel
import TestSupport
import Testing

@testable import Stores

@Suite struct LocalMailServerTests {
  private let folder = TemporaryFolder()

  private var server: LocalMailServer {
    LocalMailServer(
      mailRoot: folder.path("mail"), dovecotFile: folder.path("dovecot.conf"),
      postfixFolder: folder.path("postfix"))
  }

  @Test func withoutSettingsThereIsNoMailServer() {
    #expect(throws: MailServerAbsence.notConfigured("Postfix")) { try server.queue() }
    #expect(throws: MailServerAbsence.notConfigured("Dovecot")) {
      try server.sessions(of: [.ada])
    }
    #expect(throws: MailServerAbsence.notConfigured("Dovecot")) {
      try server.endSessions(of: .ada)
    }
  }

  @Test func nobodyIsAskedAboutNobody() throws {
    #expect(try server.sessions(of: []) == [])
  }
}
