import MailModel
import Testing

@testable import Reports

@Suite struct StandardNamesTests {
  private func missing(_ addresses: String...) -> [String] {
    StandardNames.missing(among: Set(addresses.compactMap { Address($0, domain: nil) }))
  }

  @Test func everyDomainIsToldOnceWithWhatItLacks() {
    #expect(
      missing("ann@b.example", "ann@a.example", "abuse@a.example") == [
        "nobody has postmaster@a.example; list them among somebody's aliases",
        "nobody has postmaster@b.example or abuse@b.example; list them among somebody's aliases",
      ])
  }

  @Test func domainWithBothIsFine() {
    #expect(missing("postmaster@a.example", "abuse@a.example", "ann@a.example") == [])
  }
}
