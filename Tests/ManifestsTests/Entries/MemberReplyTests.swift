import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct MemberReplyTests {
  private func group(_ subject: String, _ message: String = "m") -> String {
    "groups: { staff: { defaults: { autoresponder: { subject: \"\(subject)\", message: \"\(message)\""
      + ", every: 1d } } } }\n"
  }

  private func reply(_ reading: ManifestReading, of name: String = "a") -> Autoresponder? {
    reading.manifest["\(name)@school.example"]?.autoresponder
  }

  @Test(arguments: [true, false])
  func eachMemberIsNamed(_ groupsFirst: Bool) {
    let group = group("{name} is away", "<{account}> of {group}\\n{name}")
    let users = "users: { a: { name: Ann, group: Staff }, b: { name: Bé, group: staff } }\n"
    let reading = read(header + (groupsFirst ? group + users : users + group))
    #expect(reading.diagnostics.map(\.summary) == [])
    #expect(reply(reading)?.subject == "Ann is away")
    #expect(reply(reading)?.message == "<a@school.example> of staff\nAnn")
    #expect(reply(reading)?.every == .days(1))
    #expect(reply(reading, of: "b")?.subject == "Bé is away")
  }

  @Test func bracesAreDoubled() {
    let users = "users: { a: { name: Ann, group: staff } }"
    #expect(reply(read(header + group("{{{name}}}") + users))?.subject == "{Ann}")
    #expect(reply(read(header + group("{{name}}") + users))?.subject == "{name}")
  }

  @Test func textsOfAMemberComeFirstAndPlaceholdersInANameStayAsTheyAre() {
    let reading = read(
      header + group("{name}") + """
        users:
          a: { group: staff, autoresponder: { subject: "{{name}} }}", message: "{{x" } }
          b: { group: staff, name: "{account}" }
          c: { group: staff, autoresponder: null }
        """)
    #expect(reading.diagnostics.map(\.summary) == [])
    #expect(reply(reading)?.subject == "{name} }")
    #expect(reply(reading, of: "b")?.subject == "{account}")
    #expect(reply(reading, of: "c") == nil)
  }

  @Test func aNameMayComeFromARoster() {
    let reading = read(
      header + group("{name}") + """
        users: { a: { group: staff } }
        rosters: [{ csv: x.csv, account: "{n}", name: "{f}", group: staff }]
        """, ["x.csv": "n,f\na,Ann\nb,Bob\n"])
    #expect(reading.diagnostics.map(\.summary) == [])
    #expect(reply(reading)?.subject == "Ann")
    #expect(reply(reading, of: "b")?.subject == "Bob")
  }

  @Test func aMemberWithoutANameIsTold() {
    expectDiagnostics(
      in: """
        groups: { g: { defaults: { autoresponder: { message: 1️⃣"{name}", subject: s } } } }
        users: { 2️⃣a: { group: g }, 3️⃣b: { group: g, name: null }, c: {} }
        """,
      """
      2️⃣ error: a@school.example has no `name` here for the `{name}` in its reply \
      [nameless-member]
      1️⃣ note: the text is here
      3️⃣ error: b@school.example has no `name` here for the `{name}` in its reply \
      [nameless-member]
      1️⃣ note: the text is here
      """)
  }

  @Test func mistakesInBracesAreTold() {
    expectDiagnostics(
      in: """
        groups:
          a: { defaults: { autoresponder: { subject: 1️⃣"{nam}", message: 2️⃣"{" } } }
          b: { defaults: { autoresponder: { subject: 3️⃣"}", message: 4️⃣"{}" } } }
        """,
      """
      1️⃣ error: the subject can't be filled in with `{nam}` [unknown-placeholder]
      2️⃣ error: a placeholder of message is not closed [unclosed-placeholder]
      3️⃣ error: subject has a `}` that closes nothing [stray-brace]
      4️⃣ error: the message can't be filled in with `{}` [unknown-placeholder]
      """)
    #expect(read(header + group("{nam}")).diagnostics.first?.help == "did you mean `{name}`?")
  }

  @Test func aUsersOwnTextsAreFilledIn() {
    let reading = read(
      header + """
        groups: { staff: {} }
        users:
          a:
            group: staff
            name: Ann
            autoresponder: { subject: "{name} is away", message: "{account} of {group} {{x}}" }
        """)
    #expect(reading.diagnostics.map(\.summary) == [])
    #expect(reply(reading)?.subject == "Ann is away")
    #expect(reply(reading)?.message == "a@school.example of staff {x}")
  }

  @Test func aUsersTextIsToldWhatItsAccountDoesNotHave() {
    expectDiagnostics(
      in: """
        users:
          1️⃣a: { autoresponder: { subject: s, message: 2️⃣"{name} of {group}" } }
          3️⃣b: { name: B, autoresponder: { subject: 4️⃣"{group}", message: "{name}" } }
        """,
      """
      1️⃣ error: a@school.example has no `name` here for the `{name}` in its reply [nameless-member]
      2️⃣ note: the text is here
      1️⃣ error: a@school.example has no `group` here for the `{group}` in its reply [nameless-member]
      2️⃣ note: the text is here
      3️⃣ error: b@school.example has no `group` here for the `{group}` in its reply [nameless-member]
      4️⃣ note: the text is here
      """)
  }

  @Test(arguments: [
    ("{foo}", "unknown-placeholder", "{{foo}}", "{foo}"),
    ("{nam}", "unknown-placeholder", "{name}", "A"),
    ("{}", "unknown-placeholder", "{{}}", "{}"), (":{", "unclosed-placeholder", ":{{", ":{"),
    (":}", "stray-brace", ":}}", ":}"),
  ])
  func whatTheHelpNamesMendsABrace(
    _ text: String, _ code: String, _ mended: String, _ expected: String
  ) {
    func user(_ text: String) -> String {
      header + "users: { a: { name: A, autoresponder: { subject: s, message: \"\(text)\" } } }"
    }
    let found = read(user(text)).diagnostics
    #expect(found.map(\.code) == [code])
    #expect(
      found.first?.help?.contains(String(mended.suffix(mended.count == 3 ? 2 : mended.count)))
        == true)
    let reading = read(user(mended))
    #expect(reading.diagnostics.map(\.summary) == [])
    #expect(reply(reading)?.message == expected)
  }

  @Test func whatIsFilledInMustFit() {
    let name = String(repeating: "n", count: 40_000)
    let reading = read(
      header + group("{name}{name}") + "users: { a: { group: staff, name: \(name) } }")
    #expect(reading.diagnostics.map(\.code) == ["text-too-long"])
  }

  @Test func addressesAreNotFilledIn() {
    expectDiagnostics(
      in:
        "groups: { g: { defaults: { forward: { to: [1️⃣\"{account}@a.example\", a@b.example] } } } }",
      """
      1️⃣ error: a target is one address for all members, and no placeholder is filled in \
      [placeholder-in-address]
      """)
  }
}
