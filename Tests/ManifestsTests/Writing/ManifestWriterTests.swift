import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct ManifestWriterTests {
  private func account(
    _ name: String, _ values: [Field: FieldValue], owned: Bool = true
  ) -> LiveAccount {
    LiveAccount(
      address: Address(canonical: name), id: "abcdefgh", home: "x",
      values: FieldValues(values), ownedFields: owned ? FieldSet(values.keys) : [],
      marks: owned ? [.owned] : [])
  }

  private func text(
    _ accounts: [LiveAccount], groups: [LiveGroup] = [], policy: String? = nil,
    showsPasswords: Bool = false
  ) -> String {
    ManifestWriter(
      domain: "school.example", store: "sqlite:a.db", mail: nil, policyText: policy,
      groups: groups, accounts: accounts, showsPasswords: showsPasswords
    ).text()
  }

  @Test func itIsLaidOut() {
    let targets = [Address(canonical: "pa@school.example")]
    let text = text([
      account(
        "head@school.example",
        [
          .forward: .forwarding(Forwarding(targets: targets)),
          .assistant: .assistant(Assistant(targets: targets)),
          .autoresponder: .autoresponder(
            Autoresponder(subject: "Away", message: "Gone:\n\n  away {to: [be]}\n")),
        ]),
      account("pa@school.example", [.comment: .text("#1 {a: [b]}")]),
    ])
    #expect(text.contains("assistant: { to: [pa] }"))
    #expect(text.contains("#1 {a: [b]}") && text.contains("  away {{to: [be]}}\n"))
    #expect(!LayoutWriter.layout(of: Array(text.utf8), path: "x.yaml").isChanged)
  }

  @Test func aManifestLooksAsAPersonWouldWriteIt() {
    let staff = LiveGroup(
      name: "staff",
      values: FieldValues([
        .comment: .text("Teaching: all"),
        .address: .address(Address(canonical: "all@school.example")),
      ]), ownedFields: FieldSet([Field.comment, .address, .enabled]), isOwned: true)
    let pa = account("pa@school.example", [:])
    let head = account(
      "head@school.example",
      [
        .name: .text("Dr A. Patel"), .group: .text("staff"), .admin: .flag(true),
        .enabled: .flag(true), .comment: .text("no"), .quota: .quota(.unlimited),
        .aliases: .addresses([
          Address(canonical: "boss@school.example"), Address(canonical: "head@college.example"),
        ]),
        .password: .secret(Secret("{CRYPT}x")),
        .assistant: .assistant(
          Assistant(targets: [Address(canonical: "pa@school.example")], isOnly: true)),
        .forward: .nothing,
        .autoresponder: .autoresponder(
          Autoresponder(
            subject: "Away", message: "Gone: away.\n\nBack “soon”.\n", until: Day("2027-01-04"),
            every: .days(1))),
      ])
    #expect(
      text([pa, head], groups: [staff], policy: "mode: authoritative\n") == """
        rollbook: 1
        domain: school.example
        domains:
          college.example: {}
          school.example: {}
        store: "sqlite:a.db"
        policy:
          mode: authoritative
          passwords: kept
        groups:
          staff:
            enabled: true
            comment: "Teaching: all"
            address: all
        users:
          head:
            name: Dr A. Patel
            group: staff
            admin: true
            enabled: true
            comment: "no"
            quota: unlimited
            aliases: [boss, head@college.example]
            assistant: { to: [pa], only: true }
            forward: null
            autoresponder:
              subject: Away
              message: |
                Gone: away.

                Back “soon”.
              until: 2027-01-04
              every: 1d
          pa: {}

        """)
  }

  @Test func passwordsAreWrittenWhenAskedFor() {
    let ann = account("ann@school.example", [.password: .secret(Secret("{CRYPT}$1$x"))])
    let shown = text([ann], showsPasswords: true)
    #expect(read(shown).manifest["ann@school.example"]?.password == Secret("{CRYPT}$1$x"))
    #expect(!shown.contains("kept"))
    #expect(!text([ann]).contains("CRYPT"))
    #expect(read(text([ann])).manifest.policy.keepsPasswords)
  }

  @Test func whatIsNotOwnedIsWrittenAsFarAsItIsNotEmpty() {
    let ann = account(
      "ann@school.example", [.name: .text("Ann"), .comment: .text(""), .enabled: .flag(true)],
      owned: false)
    let values = read(text([ann])).manifest["ann@school.example"]
    #expect(values?.fields == FieldSet([Field.name]))
  }

  @Test func domainsAreWrittenAsTyped() {
    var domains = TypedDomains()
    domains.insert("xn--schle-mva.example")
    let writer = ManifestWriter(
      domain: "xn--schle-mva.example", store: nil, mail: nil,
      policyText: "forward-domains: [xn--schle-mva.example]\n", groups: [],
      accounts: [
        account("ann@xn--schle-mva.example", [:]), account("b@xn--strae-oqa.example", [:]),
      ], showsPasswords: false, typedDomains: domains)
    #expect(
      writer.text() == """
        rollbook: 1
        domain: schüle.example
        domains:
          schüle.example: {}
          xn--strae-oqa.example: {}
        policy:
          forward-domains: [schüle.example]
        users:
          ann: {}
          b@xn--strae-oqa.example: {}

        """)
    #expect(read(writer.text()).manifest.domain == "xn--schle-mva.example")
  }

  @Test func groupsOfAccountsAreDeclared() {
    let ann = account("ann@school.example", [.group: .text("year-7")])
    #expect(read(text([ann])).diagnostics.map(\.summary) == [])
  }

  @Test func readingWhatWasWrittenGivesTheSameImages() {
    var random = RandomValues(seed: 7)
    for _ in 0..<300 {
      let accounts = (0..<4).map { account("u\($0)@school.example", random.values()) }
      let written = text(accounts, showsPasswords: true)
      let reading = read(written)
      #expect(reading.diagnostics.filter { $0.severity == .error }.map(\.summary) == [])
      for account in accounts {
        let values = reading.manifest[account.address.text]
        #expect(values == account.values, "\(written)")
        #expect(values?.fields == account.ownedFields)
      }
    }
  }
}

/// Makes values of accounts that a manifest can say, with texts that are hard to quote.
private struct RandomValues {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  private mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  private static let pieces = [
    "a", " ", "  ", "é", "😀", "#", " #", ": ", ":", "- ", "-", "?", "&x", "*x", "!", "|", ">", "'",
    "\"", "\\", "%", "@", "`", "{", "}", "[", "]", ",", "no", "~", "null", "1", "0", "1e3", "“",
    "»",
    "12:30", "2026-01-01", "<<", "\u{A0}", "\u{301}", "=", "---", "...",
  ]

  private mutating func line() -> String {
    (0...next(6)).map { _ in Self.pieces[next(Self.pieces.count)] }.joined()
  }

  private mutating func lines() -> String {
    (0...next(5)).map { _ in line() + ["\n", "\n\n", "", " \n", "\t", "\n "][next(6)] }.joined()
  }

  mutating func values() -> [Field: FieldValue] {
    var values: [Field: FieldValue] = [:]
    for field in Field.ofAccount where next(3) > 0 {
      values[field] = next(4) == 0 ? field.emptyValue : value(of: field)
    }
    return values
  }

  private mutating func value(of field: Field) -> FieldValue {
    switch field {
    case .name, .comment: return .text(line())
    case .group: return .text(["no", "012", "year-7", "null"][next(4)])
    case .admin, .protect: return .flag(true)
    case .enabled: return .flag(false)
    case .quota: return .quota(Quota(bytes: UInt64(next(1 << 30) + 1)))
    case .aliases: return .addresses([Address(canonical: "alias\(next(1 << 30))@school.example")])
    case .password: return .secret(Secret("{SHA512-CRYPT}$6$\(next(99))'\"#"))
    // An assistant must be a listed account other than its own: nobody is known here.
    case .assistant: return .nothing
    case .forward:
      return .forwarding(
        Forwarding(
          targets: [Address(canonical: "o'x#{}@home.example"), Address(canonical: "on@x.example")],
          keepsCopy: next(2) == 0, isEnabled: next(2) == 0))
    case .autoresponder:
      return .autoresponder(
        Autoresponder(
          subject: "x" + line(), message: "y" + lines(),
          from: next(2) == 0 ? Day("2026-12-18") : nil,
          until: next(2) == 0 ? Day("2027-01-04") : nil,
          every: TimeSpan(seconds: Int64(next(1 << 20) + 1)),
          keepsOriginal: next(2) == 0))
    case .services: return .services(ServiceSet(rawValue: UInt8(next(7))))
    case .address: return .nothing
    }
  }
}
