import MailModel
import Manifests
import Testing

@Suite struct UnknownProtectedTests {
  @Test func aNameThatNobodyHasProtectsNobody() {
    expectDiagnostics(
      in: """
        policy: { protected: [1️⃣postmastr, 2️⃣ofice, 3️⃣nobody@school.example] }
        users: { office: {} }
        """,
      """
      1️⃣ warning: `postmastr` protects nobody: no account, alias or group is called so \
      [unknown-protected]
      2️⃣ warning: `ofice` protects nobody: no account, alias or group is called so \
      [unknown-protected]
      3️⃣ warning: `nobody@school.example` protects nobody: no account, alias or group is called so \
      [unknown-protected]
      """)
  }

  @Test func theHelpNamesWhoWasMeant() {
    let text =
      "policy: { protected: [postmastr, ofice, zzz, qqq@x.example] }\nusers: { office: {} }\n"
    #expect(
      read(header + text).diagnostics.map(\.help) == [
        "did you mean postmaster?", "did you mean office@school.example?",
        "list a live account to make it known: `zzz: {}` under `users`",
        "list a live account to make it known: `qqq@x.example: {}` under `users` "
          + "and `x.example: {}` under `domains`",
      ])
  }

  @Test func accountsAliasesGroupsLeaversRolesAndPatternsAreKnown() {
    expectDiagnostics(
      in: """
        domains: { trust.example: {} }
        policy:
          protected: [head, principal, staff, kollegium, bjones, dean, dean@trust.example, abuse,
            security, bursar, "svc-*", "*-admin"]
          role-names: [bursar]
        groups: { staff: { address: kollegium } }
        users: { head: { aliases: [principal] }, dean@trust.example: {} }
        leavers: [bjones]
        """, "")
  }
}
