import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct DuplicateAddressTests {
  @Test func anAliasMustNotBeAnAccount() {
    expectDiagnostics(
      in: """
        users:
          1️⃣pa: {}
          head: { aliases: [2️⃣PA] }
        """,
      """
      2️⃣ error: pa@school.example is taken twice, here as an alias of head@school.example \
      [duplicate-address]
      1️⃣ note: here as the account itself
      """)
  }

  @Test func anAliasMustNotBeTakenTwice() {
    expectDiagnostics(
      in: """
        users:
          zoe: { aliases: [1️⃣office] }
          head: { aliases: [desk, 2️⃣office@school.example] }
        """,
      """
      2️⃣ error: office@school.example is taken twice, here as an alias of head@school.example \
      [duplicate-address]
      1️⃣ note: here as an alias of zoe@school.example
      """)
  }

  @Test func aGroupAddressMustNotBeAnAccount() {
    expectDiagnostics(
      in: """
        groups:
          staff: { address: 1️⃣staff }
        users:
          2️⃣staff: {}
        """,
      """
      2️⃣ error: staff@school.example is taken twice, here as the account itself \
      [duplicate-address]
      1️⃣ note: here as the address of group `staff`
      """)
  }

  @Test func anAliasMustNotBeAGroupAddress() {
    expectDiagnostics(
      in: """
        users:
          head: { aliases: [1️⃣all] }
        groups:
          staff: { address: 2️⃣all }
        """,
      """
      2️⃣ error: all@school.example is taken twice, here as the address of group `staff` \
      [duplicate-address]
      1️⃣ note: here as an alias of head@school.example
      """)
  }

  @Test func aGroupAndAnAccountMayShareANameWithoutAddress() {
    expectDiagnostics(in: "groups: { staff: {} }\nusers: { staff: { group: staff } }", "")
  }
}
