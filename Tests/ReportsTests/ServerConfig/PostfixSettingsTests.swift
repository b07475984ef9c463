import TestSupport
import Testing

@testable import Reports

@Suite struct PostfixSettingsTests {
  private let files = PostfixSettings(DovecotSettingsTests.settings()).files

  @Test func listingIsUnderGolden() {
    expectGolden(files.listing(in: "/etc/x"), "server-config-postfix.txt")
  }

  @Test func mailOfTheHostIsOfTheSitesDomainWhateverTheHostIsCalled() {
    var settings = DovecotSettingsTests.settings()
    settings.hostName = "mx1.provider.net"
    #expect(PostfixSettings(settings).files[0].text.contains("\nmyorigin = school.example\n"))
    settings.domain = nil
    #expect(PostfixSettings(settings).files[0].text.contains("\nmyorigin = $mydomain\n"))
  }

  @Test func noMapAsksForAPassword() {
    for file in files where file.name.hasPrefix("rollbook-") {
      #expect(!file.text.contains("password"), "\(file.name)")
      #expect(!file.text.contains(" account WHERE"), "\(file.name)")
    }
  }

  @Test func everyTableIsReadThroughTheProxy() {
    let main = files[0].text
    let tables = main.components(between: "sqlite:", and: "\n")
    #expect(tables.count == 5)
    #expect(main.components(between: "proxy:sqlite:", and: "\n").count == tables.count)
  }

  @Test func whatScriptsSendComesInWhereNothingIsTakenOff() throws {
    let dovecot = DovecotSettings(DovecotSettingsTests.settings()).files[0].text
    let processes = try #require(files.first { $0.name == "master.cf" }).text
    let port = try #require(dovecot.components(between: "submission_host = ", and: "\n").first)
    let options = try #require(processes.components(between: "\n\(port) inet", and: "\nsub").first)
    #expect(options.contains("cleanup_service_name=own"))
    #expect(processes.contains("own        unix       n - n - 0 cleanup\n  -o header_checks=\n"))
  }

  @Test func countOfEntriesIsTheHostsOwn() throws {
    var settings = DovecotSettingsTests.settings()
    settings.hostName = "mx1.provider.net"
    let text = try #require(
      PostfixSettings(settings).files.first { $0.name == "rollbook-entries.regexp" }
    ).text
    #expect(text.contains("mx1\\.provider\\.net[[:space:]]+2/ REJECT 5.4.6 "))
    #expect(text.contains(" REPLACE X-Rollbook-Entry: mx1.provider.net 2\n"))
  }

  @Test func mailOfLeavingAccountsWaitsBeforeAnythingPermitsIt() throws {
    let lines = files[0].text.components(between: "smtpd_recipient_restrictions =", and: "\n\n")
    #expect(lines.first?.hasPrefix(" check_recipient_access proxy:") == true)
  }
}

extension String {
  /// The texts from each `start` to the next `end`, neither of them included.
  fileprivate func components(between start: String, and end: String) -> [Substring] {
    var result: [Substring] = []
    var rest = self[...]
    while let head = rest.firstRange(of: start) {
      rest = rest[head.upperBound...]
      result.append(rest[..<(rest.firstRange(of: end)?.lowerBound ?? rest.endIndex)])
    }
    return result
  }
}
