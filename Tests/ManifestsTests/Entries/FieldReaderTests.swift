import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct FieldReaderTests {
  @Test func targetsThatAreNoAddressesAreRefused() {
    expectDiagnostics(
      in: """
        users:
          head:
            forward:
              to: [1️⃣"|/bin/sh", 2️⃣/var/mail/x, 3️⃣":include:/etc/x", 4️⃣a@b@c, 5️⃣x@-y, 6️⃣~]
        """,
      """
      1️⃣ error: `|/bin/sh` is a command, a file or a list, not an address [unsafe-target]
      2️⃣ error: `/var/mail/x` is a command, a file or a list, not an address [unsafe-target]
      3️⃣ error: `:include:/etc/x` is a command, a file or a list, not an address [unsafe-target]
      4️⃣ error: `a@b@c` is not an address that mail can go to [invalid-address]
      5️⃣ error: `x@-y` is not an address that mail can go to [invalid-address]
      6️⃣ error: a target must be a name, not nothing [wrong-type]
      """)
  }

  @Test(arguments: [
    "\"|cmd\"", "\" |cmd\"", "'\"|cmd\"'", "'\"|cmd arg\"@a.example'", "./file", "~/mbox",
    "\":include:/x\"", "\"a b@c.example\"", "'\"a b\"@c.example'", "\"a@[127.0.0.1]\"",
    "\"<a@b.example>\"", "\"a@b.example, c@d.example\"", "\"a@b.example\\nBcc: c@d.example\"",
    ".a@b.example", "a.@b.example", "a..b@c.example", "a@b..example", "a@.example", "a@b.example.",
    "a@-b.example", "a@b-.example", "\"@b.example\"", "b+", "+a", "file:///x", "mailto:a@b.example",
  ])
  func whatIsNoAddressIsNoTarget(_ target: String) {
    let codes = read(header + "users: { head: { forward: { to: [\(target)] } }, a: {} }")
      .diagnostics.map(\.code)
    #expect(codes.count == 1)
    #expect(
      ["unsafe-target", "invalid-address", "unknown-reference"].contains(codes.first), "\(codes)")
  }

  @Test func lengthsAreThoseOfTheStandard() {
    let label = String(repeating: "d", count: 63)
    let domain = "\(label).\(label).\(label)"
    func codes(_ target: String) -> [String] {
      read(header + "users: { head: { forward: { to: [\(target)] } } }").diagnostics.map(\.code)
    }
    let local = String(repeating: "l", count: 63) + "+"
    #expect(codes("\(local.dropFirst(2))@\(domain)") == [])
    #expect(codes("\(local.dropFirst())@\(domain)") == ["too-long"])
    #expect(codes("l\(local)@a.example") == ["invalid-address"])
    #expect(codes("a@\(domain)d") == ["too-long"])
    #expect(codes("a@\(domain).\(label)") == ["too-long"])
    #expect(codes("a@d\(label).example") == ["too-long"])
  }

  @Test func subAddressesAreTargetsAndNeverNames() {
    expectDiagnostics(
      in: """
        users:
          head: { forward: { to: [pa+lists, x+y@home.example] }, aliases: [1️⃣head+x] }
          2️⃣pa+x: {}
          pa: { assistant: { to: [3️⃣head+y] }, was: 4️⃣old+x }
        leavers: [5️⃣jsmith+x]
        """,
      """
      1️⃣ error: `head+x` is not an account name [invalid-name]
      2️⃣ error: `pa+x` is not an account name [invalid-name]
      3️⃣ error: `head+y` is not an address that mail can go to [invalid-address]
      4️⃣ error: `old+x` is not an account name [invalid-name]
      5️⃣ error: `jsmith+x` is not an account name [invalid-name]
      """)
  }

  @Test func forwardingGoesToSomebody() {
    expectDiagnostics(
      in: "users: { a: { forward: { to: 1️⃣[] } }, b: { assistant: 2️⃣{ only: true } } }",
      """
      1️⃣ error: forward goes to nobody [empty-list]
      2️⃣ error: assistant needs `to` [missing-key]
      """)
  }

  @Test func anAliasStandsOnceInItsList() {
    expectDiagnostics(
      in: "users: { a: { aliases: [b, c, 1️⃣B] } }",
      "1️⃣ error: the alias `B` is given twice in one list [duplicate-alias]")
  }

  @Test func anEmptyListOfAliasesIsManaged() {
    let values = read(header + "users: { a: { aliases: [] } }").manifest["a@school.example"]
    #expect(values?.fields == FieldSet([Field.aliases]))
    #expect(values?.aliases == [])
  }

  @Test func foreignLocalPartsMayHaveMarks() {
    let reading = read(header + "users: { a: { forward: { to: [O'Neill+x@home.example] } } }")
    #expect(reading.diagnostics.map(\.summary) == [])
    #expect(
      reading.manifest["a@school.example"]?.forwarding?.targets.map(\.text)
        == ["o'neill+x@home.example"])
  }

  @Test(arguments: [
    "012", "yes", "No", "OFF", "1e3", "0x1f", "12:30", "2026-12-18", "1.5", "+5", "true", ".inf",
    "0o17", "1_000",
  ])
  func whatReadersDisagreeOnWantsQuotes(_ text: String) {
    expectDiagnostics(
      in: "users: { a: { name: 1️⃣\(text) } }",
      """
      1️⃣ error: `\(text)` without quotes is not text to every YAML reader [ambiguous-scalar]
      """)
    #expect(
      read(header + "users: { a: { name: \"\(text)\" } }").manifest["a@school.example"]?.name
        == text
    )
  }

  @Test(arguments: ["7", "-5", "1234567", "1a", "v1.5", "nobody", "yesterday", "1-2", "a:b"])
  func plainTextNeedsNoQuotes(_ text: String) {
    let reading = read(header + "users: { a: { name: \(text) } }")
    #expect(reading.diagnostics.map(\.summary) == [])
    #expect(reading.manifest["a@school.example"]?.name == text)
  }

  @Test(arguments: ["yes", "on", "No", "off"])
  func aFlagIsWrittenTrueOrFalse(_ text: String) {
    expectDiagnostics(
      in: "users: { a: { enabled: 1️⃣\(text) } }",
      "1️⃣ error: `\(text)` is a flag to some YAML readers only [ambiguous-scalar]")
  }

  @Test func controlCharactersAreRefused() {
    expectDiagnostics(
      in: #"users: { a: { name: 1️⃣"a\tb", comment: 2️⃣"x\u2028y" }, b: { name: 3️⃣"a\x1b[0m" } }"#,
      """
      1️⃣ error: name holds a character that can't stand there [invalid-text]
      2️⃣ error: comment holds a character that can't stand there [invalid-text]
      3️⃣ error: name holds a character that can't stand there [invalid-text]
      """)
  }
}
