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

  @Test func aNameOfOneLetterIsNearToNoOther() {
    let text = header + "users: { head: { forward: { to: [x] } }, b: {} }\n"
    let help = read(text).diagnostics.first?.help
    #expect(help?.contains("did you mean") == false)
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

  @Test(arguments: [
    ("{ address: kollegium }", "write `kollegium`, which is the address of group `staff`"),
    (
      "{ address: all@trust.example }",
      "write `all@trust.example`, which is the address of group `staff`"
    ),
    ("{}", "group `staff` has no address: give it one by `address: staff` in its entry"),
    (
      "{ was: teachers }",
      "group `staff` has no address: give it one by `address: staff` in its entry"
    ),
  ])
  func aGroupIsKnownByItsAddress(_ group: String, _ help: String) {
    let name = group.contains("was") ? "teachers" : "staff"
    let text = """
      domains: { trust.example: {} }
      groups: { staff: \(group) }
      users: { head: { forward: { to: [\(name)] } }, stuff: {} }
      assert: { reaches: { \(name): at-least 1 mailbox } }

      """
    #expect(read(header + text).diagnostics.map(\.help) == [help, help])
    let mended = text.replacing("[\(name)]", with: "[staff]")
      .replacing(" \(name): at", with: " staff: at").replacing(
        "staff: \(group)", with: "staff: { address: staff }")
    #expect(read(header + mended).diagnostics.isEmpty)
  }

  @Test func whoLeavesGetsNoMail() {
    let text = """
      users: { head: { forward: { to: [1️⃣sue] } }, su: {} }
      leavers: [2️⃣sue]

      """
    expectDiagnostics(
      in: text,
      """
      1️⃣ error: sue@school.example is no listed account, alias or group address [unknown-reference]
      2️⃣ note: leaves here
      """)
    #expect(
      read(header + MarkedText(text, file: "").text).diagnostics.map(\.help) == [
        "take it out, as the account leaves; or take the leaver out and list it under `users`"
      ])
  }

  @Test func whoIsRenamedIsKnownByTheNewName() {
    let text = """
      users: { head: { forward: { to: [1️⃣sue] } }, sue.older: { was: 2️⃣sue }, sui: {} }

      """
    expectDiagnostics(
      in: text,
      """
      1️⃣ error: sue@school.example is no listed account, alias or group address [unknown-reference]
      2️⃣ note: renamed here
      """)
    #expect(
      read(header + MarkedText(text, file: "").text).diagnostics.map(\.help) == [
        "write `sue.older`"
      ])
  }
}
