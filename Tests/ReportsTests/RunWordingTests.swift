import Reports
import Testing

@Suite struct RunWordingTests {
  @Test func `unlocking says who may log in and why others still may not`() {
    let names = ["ada", "bob", "cid", "dee"].map(Samples.address)
    let text = Wording.unlocked(
      [names[0], names[1]], others: [names[2], names[3]],
      disabled: [
        names[1]: Wording.disabled(group: nil), names[3]: Wording.disabled(group: "year-7"),
      ])
    #expect(
      text == """
        ada@school.example may log in again
        bob@school.example is locked no more, but it is disabled
        cid@school.example was not locked
        dee@school.example was not locked, but its group year-7 is disabled
        """)
  }
}
