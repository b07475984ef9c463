import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct ManifestGeneratorTests {
  @Test(arguments: [true, false])
  func itsTextIsAManifestOfThatSize(_ isSorted: Bool) {
    let text = ManifestGenerator(users: 3_000, isSorted: isSorted).text()
    let reading = read(text)
    #expect(reading.diagnostics.map(\.summary) == [])
    #expect(reading.manifest.accounts.count == 3_000)
    #expect((190...225).contains(text.utf8.count / 3_000))
  }

  @Test func theSameNumbersGiveTheSameText() {
    let text = ManifestGenerator(users: 100, isSorted: false).text()
    #expect(text == ManifestGenerator(users: 100, isSorted: false).text())
    #expect(text != ManifestGenerator(users: 100, isSorted: true).text())
  }

  @Test func sortedOrNotTheAccountsAreTheSame() {
    let names = [true, false].map {
      read(ManifestGenerator(users: 500, isSorted: $0).text()).manifest.addresses
    }
    #expect(names[0] == names[1])
  }
}
