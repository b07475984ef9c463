import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct ListedLeaverTests {
  @Test func aLeaverMustNotBeListed() {
    expectDiagnostics(
      in: """
        leavers: [1️⃣pa, 2️⃣{ account: HEAD, purge: true }]
        users:
          3️⃣head: {}
        """,
      """
      2️⃣ error: head@school.example is a leaver and also listed [listed-leaver]
      3️⃣ note: listed here
      """)
  }
}
