import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct LeaverReaderTests {
  @Test func allThreeFormsAreRead() {
    let leavers = read(
      header + """
        leavers:
          - JSmith
          - { account: bjones, purge: true, reason: "left 2026-07-20" }
          - { group: Year-13, purge: true, until: 2026-09-30 }
        """
    ).manifest.leavers
    #expect(
      leavers.map(\.subject) == [
        .account(Address(canonical: "jsmith@school.example")),
        .account(Address(canonical: "bjones@school.example")),
        .group("year-13", until: Day("2026-09-30")),
      ])
    #expect(leavers.map(\.purges) == [false, true, true])
    #expect(leavers.map(\.reason) == [nil, "left 2026-07-20", nil])
  }

  @Test func mistakesAreTold() {
    expectDiagnostics(
      in: """
        leavers:
          - 1️⃣{ group: y, purge: true }
          - { account: a, until: 2️⃣2026-01-01 }
          - 3️⃣{ purge: true }
          - { account: a, group: 4️⃣y }
          - 5️⃣[x]
          - { account: b, 6️⃣purged: true }
          - 7️⃣~
        """,
      """
      1️⃣ error: a whole group can be purged up to a day only [purge-without-until]
      2️⃣ error: `until` belongs to the leavers of a whole group [until-of-account]
      3️⃣ error: a leaver needs `account` or `group` [missing-key]
      4️⃣ error: a leaver is an account or a group, not both [account-and-group]
      5️⃣ error: a leaver must be a name, not a list [wrong-type]
      6️⃣ error: a leaver has no key `purged` [unknown-key]
      7️⃣ error: a leaver must be a name, not nothing [wrong-type]
      """)
  }
}
