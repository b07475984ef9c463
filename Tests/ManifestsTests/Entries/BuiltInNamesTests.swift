import MailModel
import Manifests
import TestSupport
import Testing

/// Built-in names belong to the mail server; no key of a manifest may hold one.
@Suite struct BuiltInNamesTests {
  @Test(arguments: [
    "users: { 1️⃣'*OUTQUEUE': {} }", "users: { a: { aliases: [1️⃣'*OUTQUEUE'] } }",
    "users: { a: { was: 1️⃣'*OUTQUEUE' } }",
    "users: { a: { group: 1️⃣'*OUTQUEUE' } }", "groups: { 1️⃣'*OUTQUEUE': {} }",
    "groups: { g: { address: 1️⃣'*OUTQUEUE' } }", "groups: { g: { was: 1️⃣'*OUTQUEUE' } }",
    "leavers: [1️⃣'*OUTQUEUE']", "leavers: [{ account: 1️⃣'*OUTQUEUE', purge: true }]",
    "leavers: [{ group: 1️⃣'*OUTQUEUE' }]",
    "assert: { reaches: { 1️⃣'*OUTQUEUE': at-least 1 mailbox } }",
    "assert: { no-external: [{ account: 1️⃣'*OUTQUEUE' }] }",
    "assert: { no-external: [{ group: 1️⃣'*OUTQUEUE' }] }",
    "policy: { protected: [1️⃣'*OUTQUEUE'] }", "policy: { forward-domains: [1️⃣'*OUTQUEUE'] }",
    "approvals: [{ guard: group-emptied, name: 1️⃣'*OUTQUEUE', until: 2026-12-01, by: a, reason: b }]",
  ])
  func oneIsRefusedWhereverANameStands(_ text: String) {
    expectDiagnostics(
      in: text + "\n", "1️⃣ error: `*OUTQUEUE` can't stand here [invalid-name]")
  }

  @Test(arguments: [
    "users: { a: { forward: { to: [1️⃣'*OUTQUEUE'] } } }",
    "users: { a: { assistant: { to: [1️⃣'*OUTQUEUE'] } } }",
    "groups: { g: { defaults: { forward: { to: [1️⃣'*OUTQUEUE'] } } } }",
  ])
  func noMailGoesToOne(_ text: String) {
    expectDiagnostics(
      in: text + "\n", "1️⃣ error: `*OUTQUEUE` can't stand here [invalid-address]")
  }

  @Test func oneIsRefusedInAScope() {
    expectDiagnostics(
      in: "scope: { groups: [1️⃣'*OUTQUEUE'] }\n",
      "1️⃣ error: `*OUTQUEUE` can't stand here [invalid-name]")
  }

  @Test func aRowWithOneIsLeftOutByAWordThatWorks() {
    let roster = "rosters: [{ csv: x.csv, account: '{a}' }]\n"
    let file = ["x.csv": "a\n*OUTQUEUE\nada\n"]
    let found = read(header + roster, file).diagnostics
    #expect(found.map(\.place?.description) == ["x.csv:2:1"])
    #expect(found.first?.help?.hasPrefix("leave the row out with `where`") == true)
    let mended = roster.replacing("'{a}'", with: "'{a}', where: { a: { not: '*OUTQUEUE' } }")
    #expect(read(header + mended, file).diagnostics.isEmpty)
  }

  @Test(arguments: ["*", "*-admin", "svc-*", "*queue*"])
  func patternsKeepTheirStars(_ pattern: String) {
    expectDiagnostics(in: "policy: { protected: ['\(pattern)'] }\n", "")
  }

  @Test(arguments: [
    "users: { a: { aliases: [1️⃣'*@school.example'] } }",
    "users: { a: { aliases: [1️⃣'@school.example'] } }", "users: { 1️⃣'*@school.example': {} }",
    "users: { a: { forward: { to: [1️⃣'*@home.example'] } } }",
    "groups: { g: { address: 1️⃣'@school.example' } }",
  ])
  func aCatchAllIsToldThatThereIsNone(_ text: String) {
    let source = MarkedText(header + text + "\n", file: "rollbook.yaml")
    let found = read(source.text).diagnostics
    #expect(found.map { source.name(of: $0.place) } == ["1️⃣"])
    #expect(found.allSatisfy { $0.message.contains("there is no catch-all") })
    #expect(found.map(\.help) == ["write each address as name@domain"])
  }
}
