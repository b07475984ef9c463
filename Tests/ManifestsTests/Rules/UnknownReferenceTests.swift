import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct UnknownReferenceTests {
  @Test func aLocalTargetMustBeListed() {
    expectDiagnostics(
      in: """
        users:
          head: { forward: { to: [1️⃣nobody, a@home.example] } }
        """,
      """
      1️⃣ error: nobody@school.example is no listed account, alias or group address \
      [unknown-reference]
      """)
  }

  @Test func aMisspeltTargetGetsAHint() {
    let text = header + "users: { head: { assistant: { to: [offcie] } }, office: {} }\n"
    #expect(read(text).diagnostics.map(\.help) == ["did you mean office@school.example?"])
  }

  @Test func aliasesGroupAddressesAndSubAddressesAreKnown() {
    expectDiagnostics(
      in: """
        groups: { staff: { address: all } }
        users:
          head: { forward: { to: [all, desk, pa+trips, pa+x@school.example] } }
          pa: { aliases: [desk] }
        """, "")
  }

  @Test func domainsOfAliasesAndGroupsAreLocalToo() {
    expectDiagnostics(
      in: """
        domains: { trust.example: {}, mail.example: {} }
        groups: { staff: { address: all@trust.example } }
        users:
          head: { forward: { to: [1️⃣x@mail.example, 2️⃣y@trust.example, all@trust.example] } }
          dean: { aliases: [dean@mail.example] }
        """,
      """
      1️⃣ error: x@mail.example is no listed account, alias or group address [unknown-reference]
      2️⃣ error: y@trust.example is no listed account, alias or group address [unknown-reference]
      """)
  }

  @Test func declaredDomainsAreLocalToo() {
    expectDiagnostics(
      in: """
        domains: { college.example: {} }
        users:
          head: { forward: { to: [1️⃣x@college.example, x@other.example] } }
          dean@college.example: {}
        """,
      """
      1️⃣ error: x@college.example is no listed account, alias or group address [unknown-reference]
      """)
  }

  @Test func anAssistantMustBeOfTheSite() {
    expectDiagnostics(
      in: "users: { head: { assistant: { to: [1️⃣pa@home.example] } } }",
      """
      1️⃣ error: the assistant pa@home.example is no account of this manifest [foreign-assistant]
      """)
  }

  @Test func aGroupDefaultIsToldOnceWhereItStands() {
    expectDiagnostics(
      in: """
        users: { head: { group: staff }, pa: { group: staff } }
        groups: { staff: { defaults: { forward: { to: [1️⃣nobody] } } } }
        """,
      """
      1️⃣ error: nobody@school.example is no listed account, alias or group address \
      [unknown-reference]
      """)
  }
}
