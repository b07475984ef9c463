import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct AssertionReaderTests {
  private let site = """
    groups: { year-7: {}, staff: { address: staff } }
    users: { head: { aliases: [boss] }, pa: {} }

    """

  private func assertions(_ text: String) -> Assertions {
    read(header + site + text).manifest.policy.assertions
  }

  @Test func `both kinds are read`() {
    let found = assertions(
      """
      assert:
        reaches: { Head: at-least 1 mailbox, staff: at-least 30 mailboxes }
        no-external: [{ group: Year-7 }, { account: boss }]
      """)
    #expect(
      found.reaches == [
        Assertions.Reach(Address(canonical: "head@school.example"), mailboxes: 1),
        Assertions.Reach(Address(canonical: "staff@school.example"), mailboxes: 30),
      ])
    #expect(
      found.noExternal == [.group("year-7"), .account(Address(canonical: "boss@school.example"))])
  }

  @Test func `one subject needs no list, and nothing asserts nothing`() {
    #expect(assertions("assert: { no-external: { group: staff } }").noExternal == [.group("staff")])
    #expect(assertions("assert:\n") == Assertions())
    #expect(assertions("assert: { reaches: null, no-external: [] }") == Assertions())
  }

  @Test func `a policy behind it keeps it`() {
    let found = assertions(
      "assert: { reaches: { head: at-least 1 mailbox } }\npolicy: { seats: 3 }")
    #expect(found.reaches.count == 1)
  }

  @Test func `an address is given once, however it is spelled`() {
    let text = "assert: { reaches: { head: at-least 1 mailbox, HEAD: at-least 2 mailboxes } }"
    #expect(read(header + site + text).diagnostics.map(\.code) == ["duplicate-key"])
  }

  @Test func `mistakes are told`() {
    expectDiagnostics(
      in: site + """
        assert:
          1️⃣reach: {}
          reaches:
            head: 2️⃣at-least 0 mailboxes
            pa: 3️⃣at-most 3 mailboxes
            staff: 4️⃣at-least 3 people
            5️⃣haed: at-least 1 mailbox
            boss: 9️⃣" at-least 1 mailbox"
          no-external:
            - { group: 6️⃣year-8 }
            - { 7️⃣user: pa }
            - 8️⃣{}
        """,
      """
      1️⃣ error: assert has no key `reach` [unknown-key]
      2️⃣ error: `at-least 0 mailboxes` is nothing that can be asserted [invalid-assertion]
      3️⃣ error: `at-most 3 mailboxes` is nothing that can be asserted [invalid-assertion]
      4️⃣ error: `at-least 3 people` is nothing that can be asserted [invalid-assertion]
      5️⃣ error: haed@school.example is no listed account, alias or group address [unknown-reference]
      9️⃣ error: ` at-least 1 mailbox` is nothing that can be asserted [invalid-assertion]
      6️⃣ error: the group `year-8` is not declared [unknown-group]
      7️⃣ error: no-external has no key `user` [unknown-key]
      8️⃣ error: no-external needs `group` or `account` [missing-key]
      """)
  }
}
