import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct UnknownGroupTests {
  @Test func aMisspeltGroupGetsAHint() {
    let text = header + "groups: { staff: {} }\nusers: { head: { group: stuff } }\n"
    let found = read(text).diagnostics
    #expect(found.map(\.summary) == ["error: the group `stuff` is not declared [unknown-group]"])
    #expect(found.first?.help == "did you mean `staff`?")
  }

  @Test func theFormerNameOfAGroupLeadsToTheNewOne() {
    let text = header + "groups: { form-8: { was: form-7 } }\nusers: { a: { group: form-7 } }\n"
    let found = read(text).diagnostics
    #expect(
      found.map(\.summary) == [
        "error: the group `form-7` is not declared: it is renamed to `form-8` [unknown-group]"
      ])
    #expect(found.first?.help == "write `form-8`")
  }

  @Test func everyUseIsTold() {
    expectDiagnostics(
      in: """
        users:
          head: { group: 1️⃣staff }
          pa: { group: 2️⃣Staff }
        """,
      """
      1️⃣ error: the group `staff` is not declared [unknown-group]
      2️⃣ error: the group `staff` is not declared [unknown-group]
      """)
  }

  @Test func aGroupMayBeDeclaredAfterItsMembersAndInAnotherFile() {
    expectDiagnostics(
      in: "users: { head: { group: Staff }, pa: { group: office } }\ngroups: { staff: }\n"
        + "include: [more.yaml]", "", ["more.yaml": "groups: { OFFICE: {} }"])
  }
}
