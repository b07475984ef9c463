import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct UserReaderTests {
  static let whole =
    header + """
      groups: { staff: {} }
      users:
        pa: {}
        Head:
          name: Dr A. Patel
          group: Staff
          admin: true
          enabled: false
          comment: "Headteacher, café"
          quota: 10G
          aliases: [principal, A.Patel@school.example]
          password: "{SHA512-CRYPT}$6$abc"
          assistant: { to: [pa], only: true }
          forward: { to: [z@home.example, A.patel@Home.example, z@home.example], keep: false }
          autoresponder:
            subject: Out of office
            message: |
              I am away.
              Back soon.
            from: 2026-12-18
            until: 2027-01-04
            every: 1d
          was: old-login
          protect: true
          mail: fresh
          services: [submission, imap, imap]
      """

  @Test(arguments: [("[]", ServiceSet()), ("null", .all), ("[pop3]", .pop3)])
  func noServiceIsNotTheSameAsNothingSaid(text: String, services: ServiceSet) throws {
    let manifest = read(
      "domain: school.example\nusers: { head: { services: \(text) } }"
    ).manifest
    #expect(try #require(manifest["head@school.example"]).services == services)
  }

  @Test func everyFieldIsRead() throws {
    let manifest = read(Self.whole).manifest
    let values = try #require(manifest["head@school.example"])
    var expected = FieldValues()
    expected[.name] = .text("Dr A. Patel")
    expected[.group] = .text("staff")
    expected[.admin] = .flag(true)
    expected[.enabled] = .flag(false)
    expected[.comment] = .text("Headteacher, café")
    expected[.quota] = .quota(Quota(bytes: 10 << 30))
    expected[.aliases] = .addresses(
      ["a.patel@school.example", "principal@school.example"].map(Address.init(canonical:)))
    expected[.password] = .secret(Secret("{SHA512-CRYPT}$6$abc"))
    expected[.assistant] = .assistant(
      Assistant(targets: [Address(canonical: "pa@school.example")], isOnly: true))
    expected[.forward] = .forwarding(
      Forwarding(
        targets: ["a.patel@home.example", "z@home.example"].map(Address.init(canonical:)),
        keepsCopy: false))
    expected[.autoresponder] = .autoresponder(
      Autoresponder(
        subject: "Out of office", message: "I am away.\nBack soon.\n", from: Day("2026-12-18"),
        until: Day("2027-01-04"), every: .days(1)))
    expected[.protect] = .flag(true)
    expected[.services] = .services([.imap, .submission])
    #expect(values == expected)
    #expect(values.fields == FieldSet.ofAccount)
  }

  @Test func theRestStandsAside() {
    let manifest = read(Self.whole).manifest
    let extra = manifest.accounts.extras[Address(canonical: "head@school.example")]
    #expect(manifest.accounts.extras.count == 1)
    #expect(extra?.was == Address(canonical: "old-login@school.example"))
    #expect(extra?.mail == .fresh)
  }

  @Test func aLeftOutKeyIsNotManaged() {
    let fields = read(header + "users: { head: { name: x } }").manifest["head@school.example"]?
      .fields
    #expect(fields == FieldSet([Field.name]))
  }

  @Test(arguments: Field.ofAccount)
  func nullManagesTheEmptyValue(_ field: Field) {
    let values = read(header + "users: { head: { \(field.key): null } }").manifest[
      "head@school.example"]
    #expect(values?.fields == FieldSet([field]))
    #expect(values?[field] == field.emptyValue)
  }

  @Test func aKeyThatIsGivenAlreadyIsNotWhatWasMeant() {
    let users = { (key: String) in "users: { a: { quota: 1G, \(key), comment: x } }\n" }
    #expect(read(header + users("qouta: 2G")).diagnostics.first?.help?.hasPrefix("it has") == true)
    #expect(read(header + users("nmae: A")).diagnostics.map(\.help) == ["did you mean `name`?"])
    let group = header + "groups: { g: { comment: x, coment: y } }\n"
    #expect(read(group).diagnostics.first?.help?.hasPrefix("it has") == true)
  }

  @Test func rowsAreSortedWhateverTheOrder() {
    let manifest = read(header + "users: { zoe: {}, amy: {}, Mia: {} }").manifest
    #expect(
      manifest.addresses == ["amy@school.example", "mia@school.example", "zoe@school.example"])
  }

  @Test(arguments: ["no", "on", "012", "1e3", "true", "0x1f", "2026-12-18", "null"])
  func aNameIsAlwaysText(_ name: String) {
    let reading = read(header + "users:\n  \(name): {}\n")
    #expect(reading.diagnostics.map(\.summary) == [])
    #expect(reading.manifest.addresses == ["\(name)@school.example"])
  }

  @Test(arguments: ["*OUTQUEUE", "*outqueue", "*INQUEUE", "*"])
  func noBuiltInNameIsAUser(_ name: String) {
    expectDiagnostics(
      in: "users: { 1️⃣\"\(name)\": {} }",
      "1️⃣ error: `\(name)` can't stand here [invalid-name]")
  }

  @Test(arguments: [".a", "a.", "a..b", "a b", "a/b", "a+b", "\"\""])
  func namesHaveRules(_ name: String) {
    expectDiagnostics(
      in: "users:\n  1️⃣\(name): {}\n",
      "1️⃣ error: `\(name == "\"\"" ? "" : name)` is not an account name [invalid-name]")
  }

  @Test func letterThatIsNotASCIIIsNamed() {
    expectDiagnostics(
      in: "users:\n  1️⃣é: {}\n",
      "1️⃣ error: `é` is not an account name: it holds U+00E9 [invalid-name]")
  }

  @Test func aBareNameNeedsADomainAndIsToldOnce() {
    expectDiagnostics(
      inWhole: "rollbook: 1\nusers: { x@school.example: {}, 1️⃣head: {}, pa: {} }\n",
      "1️⃣ error: the bare name `head` needs the manifest's `domain` [missing-domain]")
  }

  @Test func theDomainMayComeLast() {
    let reading = read("rollbook: 1\nusers: { head: {} }\ndomain: School.Example\n")
    #expect(reading.diagnostics.map(\.summary) == [])
    #expect(reading.manifest.addresses == ["head@school.example"])
  }

  @Test func unknownAndRepeatedKeysAreTold() {
    expectDiagnostics(
      in: """
        users:
          head:
            1️⃣name: a
            2️⃣nmae: b
            3️⃣name: c
        """,
      """
      2️⃣ error: a user has no key `nmae` [unknown-key]
      3️⃣ error: `name` is given twice [duplicate-key]
      1️⃣ note: first given here
      """)
  }

  @Test func aPasswordIsAHashAndNeverShown() {
    expectDiagnostics(
      in: """
        users:
          a: { password: 1️⃣hunter2 }
          b: { password: 2️⃣"{PLAIN}hunter2" }
          c: { password: 3️⃣12345 }
          d: { initial-password: 4️⃣hunter2 }
          e: { password: 5️⃣[x] }
        """,
      """
      1️⃣ error: password is not a hash with its scheme [plain-password]
      2️⃣ error: password is not a hash with its scheme [plain-password]
      3️⃣ error: password is not a hash with its scheme [plain-password]
      4️⃣ error: initial-password is not a hash with its scheme [plain-password]
      5️⃣ error: password must be text [unquoted-hash]
      """)
  }

  @Test func anInitialPasswordIsAHashOrGenerated() {
    let extras = read(
      header + "users: { a: { initial-password: generate }, b: { initial-password: '{CRYPT}x' } }"
    ).manifest.accounts.extras
    #expect(extras[Address(canonical: "a@school.example")]?.initialPassword == .generate)
    #expect(
      extras[Address(canonical: "b@school.example")]?.initialPassword == .hash(Secret("{CRYPT}x")))
  }

  @Test func twoPasswordsContradictEachOther() {
    expectDiagnostics(
      in: "users: { a: { 1️⃣password: \"{CRYPT}x\", 2️⃣initial-password: generate } }",
      """
      2️⃣ error: an enforced password leaves an initial one without use [password-twice]
      1️⃣ note: the enforced password is here
      """)
  }

  @Test func wrongTypesAreTold() {
    expectDiagnostics(
      in: """
        users:
          a: 1️⃣hello
          b: { name: 2️⃣[x], aliases: 3️⃣x, forward: 4️⃣[x], admin: 5️⃣"true", quota: 6️⃣10X }
          c: { mail: 7️⃣new, protect: 8️⃣1 }
        """,
      """
      1️⃣ error: a user must be a mapping, not text [wrong-type]
      2️⃣ error: name must be text, not a list [wrong-type]
      3️⃣ error: aliases must be a list, not `x` [wrong-type]
      4️⃣ error: forward must be a mapping, not a list [wrong-type]
      5️⃣ error: admin must be true or false, not `true` [wrong-type]
      6️⃣ error: quota is no size: `10X` [invalid-quota]
      7️⃣ error: mail must be fresh or restore, not `new` [wrong-type]
      8️⃣ error: protect must be true or false, not `1` [wrong-type]
      """)
  }

  @Test func servicesThatThereAreNotAreTold() {
    expectDiagnostics(
      in: """
        users:
          a: { services: 1️⃣imap }
          b: { services: [imap, 2️⃣pop, 3️⃣webmail] }
        """,
      """
      1️⃣ error: services must be a list, not `imap` [wrong-type]
      2️⃣ error: `pop` is no service to log in to [unknown-service]
      3️⃣ error: `webmail` is no service to log in to [unknown-service]
      """)
  }

  @Test func aKeyWithoutAValueIsDoubted() {
    expectDiagnostics(
      in: """
        users:
          ann:
          bob:
            1️⃣comment: #1 teacher
            name: ~
            2️⃣group:
            quota: null
        groups:
          g: { 3️⃣comment: , defaults: { 4️⃣quota: } }
        """,
      """
      1️⃣ warning: `comment` has no value, which makes it empty [empty-value]
      2️⃣ warning: `group` has no value, which makes it empty [empty-value]
      3️⃣ warning: `comment` has no value, which makes it empty [empty-value]
      4️⃣ warning: `quota` has no value, which makes it empty [empty-value]
      """)
  }

  @Test(
    arguments: [
      "\\u202E", "\\u200B", "\\u2066", "\\u2060", "\\u3164", "\\U000E0100", "\\u200D", "\\uFE0F",
      "\\u00AD",
    ])
  func invisibleCharactersDoNotStandInNames(_ escape: String) {
    expectDiagnostics(
      in: "users: { a: { name: 1️⃣\"a\(escape)b\" } }\n",
      "1️⃣ error: name holds a character that can't stand there [invalid-text]")
  }

  @Test func twoMergesInOneMappingAreTold() {
    expectDiagnostics(
      in: """
        groups: { g: &g { comment: x, 1️⃣<<: { enabled: true }, 2️⃣<<: { comment: y } } }
        users:
          a:
            3️⃣<<: { quota: 1G }
            4️⃣<<: { quota: 2G }
        """,
      """
      2️⃣ error: `<<` is given twice [duplicate-key]
      1️⃣ note: first given here
      4️⃣ error: `<<` is given twice [duplicate-key]
      3️⃣ note: first given here
      """)
  }

  @Test func theRightFormIsShown() {
    let help = { (text: String) in
      read(header + "users: { a: { \(text) } }\n").diagnostics.first?.help
    }
    #expect(help("forward: x@y.example") == "write `forward: { to: [x@y.example] }`")
    #expect(help("forward: [x@y.example, b]") == "write `forward: { to: [x@y.example, b] }`")
    #expect(help("assistant: b") == "write `assistant: { to: [b] }`")
    #expect(
      help("autoresponder: away") == "write `autoresponder: { subject: …, message: … }`")
    #expect(help("group: [staff]") == "write one name, without brackets")
    #expect(help("name: Head: Dr X") == "quote text that holds `: `")
  }

  @Test func longAddressesAreToldAsSuch() {
    let label = String(repeating: "a", count: 63)
    let domain = [label, label, label, String(repeating: "b", count: 50)].joined(separator: ".")
    let message = { (name: String) in
      read(header + "domains: { ? \(domain) : {} }\nusers: { ? \(name) : {} }\n").diagnostics
        .map(\.message)
    }
    #expect(message("ab@" + domain) == [])
    #expect(
      message("abcdefghijkl@" + domain) == ["the address has 255 characters, more than 254"])
    #expect(
      message("x@\(label)a.example") == ["a part of the domain has 64 characters, more than 63"])
    #expect(
      message("x@\(domain).\(label)") == ["the domain has 306 characters, more than 253"])
  }
}
