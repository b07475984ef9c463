import Testing

@testable import Reports

@Suite struct ServerSettingsTests {
  @Test(arguments: ["/srv/mail", "/var/lib/rollbook-2/db/rollbook.db", "/srv/a@b+c_d"])
  func plainPathsCanBeNamed(_ path: String) {
    #expect(ServerSettings.canName(path))
  }

  @Test(arguments: ["vmail", "_mail", "mail-2", "5000"])
  func systemUsersHavePlainNames(_ name: String) {
    #expect(ServerSettings.isUser(name))
  }

  @Test(arguments: ["", "-u", "a/b", "@@@", "a b", "é"])
  func whatIsNoSystemUserIsRefused(_ name: String) {
    #expect(!ServerSettings.isUser(name))
  }

  @Test(arguments: ["/my mail", "/srv/%d", "/srv/o'brien", "/srv/a#b", "/srv/é", "/a\nb", "/a$b"])
  func pathsThatSettingsWouldReadOtherwiseCannot(_ path: String) {
    #expect(!ServerSettings.canName(path))
  }
}
