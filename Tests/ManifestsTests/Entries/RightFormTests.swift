import MailModel
import Manifests
import TestSupport
import Testing

/// A value of the wrong kind is told what the right one looks like, and that works.
@Suite struct RightFormTests {
  @Test(arguments: [
    ("domains: [s.example]", "domains: { s.example: {} }"),
    ("domains: s.example", "domains: { s.example: {} }"),
    ("groups: [staff, year-7]", "groups: { staff: {}, year-7: {} }"),
    ("users: [head]", "users: { head: {} }"),
    ("policy: strict", "policy: { mode: additive }"),
    ("policy: [strict]", "policy: { mode: additive }"),
    ("policy: { lockout: none }", "lockout: { failures: 10, within: 10m, for: 15m }"),
    ("scope: year-7", "scope: { groups: [year-7] }"),
    ("assert: { reaches: [head] }", "reaches: { head: at-least 1 mailbox }"),
    ("leavers: { jsmith: {} }", "- { account: jsmith, reason: left in July }"),
    ("leavers: { account: jsmith, purge: true }", "- { account: jsmith, reason: left in July }"),
    ("rosters: { csv: a.csv }", "- { csv: pupils.csv, account: \"{username}\" }"),
  ])
  func theHelpShowsIt(_ entry: String, _ form: String) {
    let found = read(header + entry + "\n").diagnostics
    #expect(found.map(\.code) == ["wrong-type"])
    #expect(found.first?.help?.contains("`\(form)`") == true, "\(found.first?.help ?? "")")
  }

  @Test func aGroupThatIsAssertedIsNamed() {
    let found = read(header + "assert: { no-external: [year-7] }\n").diagnostics
    #expect(found.map(\.help) == ["write `{ group: year-7 }`, or `{ account: year-7 }`"])
    let mended = "groups: { year-7: {} }\nassert: { no-external: [{ group: year-7 }] }\n"
    #expect(read(header + mended).diagnostics.isEmpty)
  }

  @Test func aListInPlaceOfAnEntryShowsNoPart() {
    let found = read(header + "users: ['{CRYPT}$2y$05$x', head]\n").diagnostics
    #expect(found.allSatisfy { $0.help?.contains("CRYPT") != true })
  }

  @Test func aCommaInBracesEndsAText() {
    let found = read(header + "users: { ann: { name: Patel, Anjali } }\n").diagnostics
    #expect(found.map(\.summary) == ["error: a user has no key `Anjali` [unknown-key]"])
    #expect(
      found.map(\.help) == ["in braces a comma ends a text: quote the whole text that has one"])
    #expect(read(header + "users: { ann: { name: \"Patel, Anjali\" } }\n").diagnostics.isEmpty)
  }

  @Test func aKeyWithAColonIsNoTextThatACommaCutOff() {
    let found = read(header + "users:\n  ann:\n    name: Ann\n    phone:\n").diagnostics
    #expect(found.first?.help?.hasPrefix("it has ") == true)
    let near = read(header + "users: { ann: { name: Ann, amin } }\n").diagnostics
    #expect(near.first?.help == "did you mean `admin`?")
  }

  @Test func whatACommaCutsOffAPasswordIsNotShown() {
    for text in [
      "users: { ann: { password: abc, hunter2 } }\n",
      "users: { ann: { password: abc, hunter2 , hunter3} }\n",
      "users: { ann: { initial-password: abc, hunter2, name: Ann } }\n",
    ] {
      let found = read(header + text).diagnostics
      #expect(found.contains { $0.code == "unknown-key" })
      #expect(!found.map { $0.message + ($0.excerpt ?? "") }.joined().contains("hunter"))
    }
    let other = read(header + "users: { ann: { password: abc, quotta: 5G } }\n").diagnostics
    #expect(other.contains { $0.excerpt?.contains("quotta: ***") == true })
  }
}
