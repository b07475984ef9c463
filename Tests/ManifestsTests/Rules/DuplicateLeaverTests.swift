import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct DuplicateLeaverTests {
  @Test func anAccountLeavesOnce() {
    expectDiagnostics(
      in: "leavers: [1️⃣pa, 2️⃣{ account: Pa }]",
      """
      2️⃣ error: pa@school.example leaves twice [duplicate-leaver]
      1️⃣ note: first named here
      """)
  }

  @Test func aGroupLeavesOnce() {
    expectDiagnostics(
      in: "leavers: [1️⃣{ group: y13 }, y13, 2️⃣{ group: Y13, until: 2026-09-30 }]",
      """
      2️⃣ error: group `y13` leaves twice [duplicate-leaver]
      1️⃣ note: first named here
      """)
  }
}
