import MailModel
import Manifests
import Testing

@Suite struct LeaverAddressTests {
  @Test func anAliasDoesNotLeave() {
    expectDiagnostics(
      in: """
        users: { head: { aliases: [pa, 1️⃣principal] } }
        leavers: [2️⃣principal]
        """,
      """
      2️⃣ error: principal@school.example is an alias of head@school.example, not an account \
      [leaver-is-address]
      1️⃣ note: given as an alias here
      """)
  }

  @Test func anAliasFromARosterDoesNotLeave() {
    expectDiagnostics(
      in: """
        rosters: [{ csv: a.csv, account: "{a}", aliases: ["{b}"] }]
        leavers: [1️⃣{ account: ann }]
        """,
      """
      1️⃣ error: ann@school.example is an alias of a1@school.example, not an account \
      [leaver-is-address]
      a.csv:2:4 note: given as an alias here
      """, ["a.csv": "a,b\na1,ann\n"])
  }

  @Test func aGroupsAddressDoesNotLeave() {
    expectDiagnostics(
      in: """
        groups: { staff: { address: 1️⃣all } }
        leavers: [2️⃣all]
        """,
      """
      2️⃣ error: all@school.example is the address of group `staff`, not an account \
      [leaver-is-address]
      1️⃣ note: given to the group here
      """)
  }

  @Test func aGroupMayHaveTheNameOfALeaver() {
    expectDiagnostics(
      in: """
        groups: { staff: { address: all } }
        users: { head: { aliases: [principal] } }
        leavers: [staff, { group: staff }, jsmith]
        """, "")
  }

  @Test(arguments: [
    (
      "users: { head: { aliases: [deputy] } }",
      "users: { head: { aliases: [deputy] }, deputy-left@school.example: { was: deputy@school.example } }"
    ),
    (
      "groups: { staff: { address: deputy } }",
      "groups: { staff: { address: deputy } }\nusers: { deputy-left: { was: deputy@school.example } }"
    ),
  ])
  func nobodyWhoStaysIsToBeRemoved(_ holder: String, _ mended: String) {
    let help = read(header + holder + "\nleavers: [deputy]\n").diagnostics.first?.help ?? ""
    #expect(help.hasPrefix("remove this entry; "))
    #expect(
      help.contains(
        "`deputy-left@school.example: { was: deputy@school.example }` and its other keys under `users`"
      ))
    #expect(!help.contains("head") && !help.contains("group"))
    #expect(read(header + mended).diagnostics.isEmpty)
  }
}
