import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct RenameSourceTests {
  @Test func aFormerNameMustNotBeListedToo() {
    expectDiagnostics(
      in: """
        users:
          1️⃣old: {}
          new: { was: 2️⃣old }
        """,
      """
      2️⃣ error: old@school.example is renamed and also listed [renamed-and-listed]
      1️⃣ note: listed here
      """)
  }

  @Test func aSwapIsFine() {
    expectDiagnostics(in: "users: { a: { was: b }, b: { was: a } }", "")
  }

  @Test func twoAccountsCannotHaveBeenOne() {
    expectDiagnostics(
      in: "users: { b: { was: 1️⃣x }, a: { was: 2️⃣X@school.example } }",
      """
      2️⃣ error: x@school.example is renamed twice [renamed-twice]
      1️⃣ note: first renamed here
      """)
  }

  @Test func nobodyWasThemselves() {
    expectDiagnostics(
      in: "users: { a: { was: 1️⃣A } }",
      "1️⃣ error: a@school.example can't have been itself [rename-to-itself]")
  }

  @Test func aFormerGroupMustNotBeListedToo() {
    expectDiagnostics(
      in: """
        groups:
          1️⃣form-7: {}
          form-8: { was: 2️⃣form-7 }
        """,
      """
      2️⃣ error: group form-7 is renamed and also listed [renamed-and-listed]
      1️⃣ note: listed here
      """)
  }

  @Test func aChainOfGroupsIsFine() {
    expectDiagnostics(in: "groups: { a: { was: b }, b: { was: c }, c: { was: a } }", "")
  }

  @Test func twoGroupsCannotHaveBeenOne() {
    expectDiagnostics(
      in: "groups: { b: { was: 1️⃣x }, a: { was: 2️⃣X } }",
      """
      2️⃣ error: group x is renamed twice [renamed-twice]
      1️⃣ note: first renamed here
      """)
  }

  @Test func noGroupWasItself() {
    expectDiagnostics(
      in: "groups: { a: { was: 1️⃣A } }",
      "1️⃣ error: group a can't have been itself [rename-to-itself]")
  }

  @Test func accountsAndGroupsAreRenamedApart() {
    expectDiagnostics(in: "groups: { a: { was: x } }\nusers: { b: { was: x }, a: {} }", "")
  }

  @Test func aRenamedAccountDoesNotLeave() {
    expectDiagnostics(
      in: "leavers: [1️⃣old]\nusers: { new: { was: 2️⃣old } }",
      """
      2️⃣ error: old@school.example is renamed and also a leaver [renamed-and-leaving]
      1️⃣ note: leaves here
      """)
  }
}
