import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct DuplicateAccountTests {
  @Test func twoSpellingsOfOneNameAreADuplicate() {
    expectDiagnostics(
      in: """
        users:
          1️⃣head: {}
          2️⃣HEAD@School.Example: {}
        """,
      """
      2️⃣ error: head@school.example is listed twice [duplicate-account]
      1️⃣ note: first listed here
      """)
  }

  @Test func aDuplicateFarAwayIsFound() {
    expectDiagnostics(
      in: """
        users:
          1️⃣zoe: {}
          amy: {}
          mia: {}
          2️⃣Zoe: {}
          bob: {}
        """,
      """
      2️⃣ error: zoe@school.example is listed twice [duplicate-account]
      1️⃣ note: first listed here
      """)
  }

  @Test func anAccountInTwoFilesIsADuplicate() {
    let reading = read(
      header + "include: [staff.yaml]\nusers: { head: {} }\n",
      ["staff.yaml": "users: { head: {} }\n"])
    #expect(reading.diagnostics.map(\.code) == ["duplicate-account"])
    #expect(reading.diagnostics.first?.place?.file == "staff.yaml")
    #expect(reading.diagnostics.first?.notes.first?.place?.file == "rollbook.yaml")
  }

  @Test func sameLocalPartsInTwoDomainsAreTwoAccounts() {
    expectDiagnostics(
      in: "domains: { college.example: }\nusers: { head: {}, head@college.example: {} }", "")
  }
}
