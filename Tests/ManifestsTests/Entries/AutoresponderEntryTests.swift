import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct AutoresponderEntryTests {
  @Test func itsMistakesAreToldTogether() {
    expectDiagnostics(
      in: #"""
        users:
          a:
            autoresponder:
              subject: 1️⃣"two\nlines"
              message: 2️⃣""
              from: 3️⃣2026-02-30
              until: 4️⃣18.12.2026
              every: 5️⃣7
              6️⃣keep: false
          b: { autoresponder: 7️⃣{ subject: x } }
        """#,
      """
      1️⃣ error: subject must be a single line [several-lines]
      2️⃣ error: message must not be empty [empty-text]
      3️⃣ error: from is no day of the calendar: `2026-02-30` [invalid-date]
      4️⃣ error: until is no day of the calendar: `18.12.2026` [invalid-date]
      5️⃣ error: every is no length of time: `7` [invalid-duration]
      6️⃣ warning: the autoresponder throws mail away after answering [discards-original]
      7️⃣ error: autoresponder needs `message` [missing-key]
      """)
  }

  @Test func itEndsAfterItBegins() {
    expectDiagnostics(
      in: """
        users:
          a:
            autoresponder:
              { subject: x, message: y, from: 2027-01-04, until: 1️⃣2026-12-18 }
        """,
      "1️⃣ error: until 2026-12-18 is before from 2027-01-04 [until-before-from]")
  }

  @Test func aMessageHasABound() {
    let text =
      header + "users: { a: { autoresponder: { subject: x, message: \""
      + String(repeating: "y", count: 65_537) + "\" } } }"
    #expect(read(text).diagnostics.map(\.code) == ["text-too-long"])
  }
}
