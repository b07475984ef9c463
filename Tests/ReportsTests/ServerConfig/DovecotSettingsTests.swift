import TestSupport
import Testing

@testable import Reports

@Suite struct DovecotSettingsTests {
  static func settings(timeZone: String? = nil) -> ServerSettings {
    var settings = ServerSettings(
      driver: .sqlite("/srv/site/db/rollbook.db"), mailRoot: "/srv/site/mail", folder: "/etc/x",
      mailUser: "vmail", hostName: "mail.school.example", timeZone: timeZone)
    settings.domain = "school.example"
    return settings
  }

  private let files = DovecotSettings(settings(timeZone: "Europe/London")).files

  @Test func listingIsUnderGolden() {
    expectGolden(files.listing(in: "/etc/x"), "server-config-dovecot.txt")
  }

  @Test func onlyASiteWithATimeZoneSetsOne() {
    let without = DovecotSettings(Self.settings()).files[0].text
    #expect(files[0].text.contains("\nimport_environment = TZ=Europe/London "))
    #expect(!without.contains("import_environment"))
    #expect(!without.contains("TZ"))
  }

  @Test func everyFileThatIsNamedIsThere() {
    let all = files.map(\.text).joined()
    for file in files.dropFirst() { #expect(all.contains("/etc/x/\(file.name)\n")) }
  }

  @Test func nobodyElseReadsTheQueriesForPasswords() {
    for file in files where file.text.contains("password_query") {
      #expect(file.mode == 0o600, "\(file.name)")
    }
  }
}
