import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct FileReaderTests {
  @Test func theVersionIsNeeded() {
    expectDiagnostics(
      inWhole: "1️⃣domain: school.example\n",
      "1️⃣ error: the manifest does not say its format version [missing-version]")
  }

  @Test(arguments: ["2", "\"1\"", "1.0", "one"])
  func onlyVersionOneIsKnown(_ version: String) {
    #expect(read("rollbook: \(version)\n").diagnostics.map(\.code) == ["unsupported-version"])
  }

  @Test func topLevelKeysAreChecked() {
    expectDiagnostics(
      in: """
        1️⃣user: {}
        rosters: 2️⃣x
        3️⃣users: {}
        4️⃣users: {}
        5️⃣[a]: b
        store: 6️⃣[x]
        """,
      """
      1️⃣ error: a manifest has no key `user` [unknown-key]
      2️⃣ error: rosters must be a list, not `x` [wrong-type]
      4️⃣ error: `users` is given twice [duplicate-key]
      3️⃣ note: first given here
      5️⃣ error: a key of a manifest must be text, not a list [wrong-type]
      6️⃣ error: store must be text, not a list [wrong-type]
      """)
  }

  @Test func storeAndMailAreKeptAsWritten() {
    let manifest = read(header + "store: sqlite:a.db\nmail: maildir:m/%n\n").manifest
    #expect(manifest.store == "sqlite:a.db")
    #expect(manifest.mail == "maildir:m/%n")
    #expect(manifest.domain == "school.example")
  }

  @Test func aDomainIsADomain() {
    expectDiagnostics(
      inWhole: "rollbook: 1\ndomain: 1️⃣-x\n", "1️⃣ error: `-x` is not a domain [invalid-domain]")
  }

  @Test func aNestedDomainIsNotTheManifests() {
    let text = "rollbook: 1\nusers: { domain: { name: domain } }\ngroups: { domain: {} }\n"
    #expect(read(text).diagnostics.map(\.code) == ["missing-domain"])
  }

  @Test func emptySectionsAreFine() {
    expectDiagnostics(in: "users:\ngroups: ~\nleavers: []\ninclude:\npolicy:\n", "")
  }

  @Test func usersAtTheMarginAreToldToBeIndented() {
    expectDiagnostics(
      in: "users:\n1️⃣ann: {}\n",
      "1️⃣ error: a manifest has no key `ann`, and `users` above is empty [lost-indent]")
  }

  @Test func aLeaverWithoutABlankIsExplained() {
    #expect(
      read(header + "leavers:\n  -jsmith\n").diagnostics.map(\.help)
        == ["put a blank after `-`"])
  }
}
