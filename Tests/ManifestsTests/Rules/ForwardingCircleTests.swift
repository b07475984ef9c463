import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct ForwardingCircleTests {
  @Test func aCircleMayGoThroughSubAddresses() {
    expectDiagnostics(
      in: """
        users:
          a: { 1️⃣forward: { to: [b+x], keep: false } }
          b: { 2️⃣forward: { to: [a+y], keep: false } }
        """,
      """
      1️⃣ error: forwarding goes in a circle and nobody keeps a copy: \
      a@school.example → b@school.example → a@school.example [forwarding-circle]
      2️⃣ note: b@school.example forwards on here
      """)
  }

  @Test func aCircleWithoutACopyIsToldOnce() {
    expectDiagnostics(
      in: """
        users:
          c: { 1️⃣forward: { to: [a], keep: false } }
          b: { 2️⃣forward: { to: [c, x@home.example], keep: false } }
          a: { 3️⃣forward: { to: [desk], keep: false }, aliases: [first] }
          d: { forward: { to: [first], keep: false } }
          e: {}
        """.replacing("desk", with: "b"),
      """
      1️⃣ error: forwarding goes in a circle and nobody keeps a copy: \
      c@school.example → a@school.example → b@school.example → c@school.example \
      [forwarding-circle]
      3️⃣ note: a@school.example forwards on here
      2️⃣ note: b@school.example forwards on here
      """)
  }

  @Test func aCircleMayGoThroughAGroup() {
    expectDiagnostics(
      in: """
        groups: { club: { address: club } }
        users:
          a: { group: club }
          b: { group: club, 1️⃣forward: { to: [c], keep: false } }
          c: { 2️⃣forward: { to: [club], keep: false } }
          d: { group: club, forward: { to: [club] } }
        """,
      """
      1️⃣ error: forwarding goes in a circle and nobody keeps a copy: \
      b@school.example → c@school.example → club@school.example → b@school.example \
      [forwarding-circle]
      2️⃣ note: c@school.example forwards on here
      """)
  }

  @Test func aMemberWhoForwardsToTheOwnGroupIsACircle() {
    expectDiagnostics(
      in: """
        groups: { club: { address: club } }
        users:
          a: { group: club }
          e: { group: club, 1️⃣forward: { to: [club+x@school.example], keep: false } }
        """,
      """
      1️⃣ error: forwarding goes in a circle and nobody keeps a copy: \
      e@school.example → club@school.example → e@school.example [forwarding-circle]
      """)
  }

  @Test(arguments: ["keep: true", "keep: false, enabled: false"])
  func oneCopyIsEnough(_ last: String) {
    expectDiagnostics(
      in: """
        users:
          a: { forward: { to: [b], keep: false } }
          b: { forward: { to: [a], \(last) } }
        """, "")
  }

  @Test func aLongChainEndsWell() {
    let users = (0..<20_000).map { "  u\($0): { forward: { to: [u\($0 + 1)], keep: false } }\n" }
    let reading = read(header + "users:\n" + users.joined() + "  u20000: {}\n")
    #expect(reading.diagnostics.map(\.summary) == [])
  }
}
