import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct AliasTests {
  @Test func anchorsAndMergeKeysAreResolved() {
    let reading = read(
      header + """
        groups: { staff: {} }
        users:
          a: &base { group: staff, quota: 1G, name: &n Ann }
          b: { <<: *base, quota: 2G }
          c: { comment: *n, <<: [{ quota: 3G }, *base] }
          d: *base
        """)
    #expect(reading.diagnostics.map(\.summary) == [])
    #expect(reading.manifest["b@school.example"]?.quota == Quota("2G"))
    #expect(reading.manifest["b@school.example"]?.group == "staff")
    #expect(reading.manifest["c@school.example"]?.quota == Quota("3G"))
    #expect(reading.manifest["c@school.example"]?.comment == "Ann")
    #expect(reading.manifest["d@school.example"] == reading.manifest["a@school.example"])
  }

  @Test func wholeEntriesAreMergedAndThoseWrittenOutWin() {
    let reading = read(
      header + """
        groups:
          <<: [{ a: { comment: one }, B: { comment: merged } }, { a: { comment: two }, c: {} }]
          b: { comment: own }
        users:
          y: { name: own }
          <<:
            - { X: { name: merged }, Y: { name: merged } }
            - { x@school.example: { name: late }, z: { group: c } }
        """)
    #expect(reading.diagnostics.map(\.summary) == [])
    #expect(reading.manifest.groups.map(\.values.comment) == ["one", "own", ""])
    #expect(reading.manifest.addresses.count == 3)
    #expect(reading.manifest["x@school.example"]?.name == "merged")
    #expect(reading.manifest["y@school.example"]?.name == "own")
  }

  @Test func settingsAndDefaultsAreMerged() {
    let reading = read(
      header + """
        groups:
          a: { defaults: &d { quota: 1G, protect: true } }
          b: { defaults: { <<: *d, quota: 2G } }
        policy: { <<: { seats: 5, hold: 9d }, seats: 7 }
        users: { u: { group: b } }
        """)
    #expect(reading.diagnostics.map(\.summary) == [])
    #expect(reading.manifest["u@school.example"]?.quota == Quota("2G"))
    #expect(reading.manifest["u@school.example"]?.isProtected == true)
    #expect(reading.manifest.policy.seats == 7)
    #expect(reading.manifest.policy.hold == .days(9))
  }

  @Test func mistakesInMergedEntriesAreTold() {
    expectDiagnostics(
      in: """
        users:
          <<: [1️⃣x, { 2️⃣a b: {}, c: { 3️⃣nam: x } }]
          4️⃣"<<": {}
        """,
      """
      1️⃣ error: `<<` takes a mapping or a list of mappings [wrong-merge]
      2️⃣ error: `a b` is not an account name [invalid-name]
      3️⃣ error: a user has no key `nam` [unknown-key]
      4️⃣ error: `<<` is not an account name [invalid-name]
      """)
  }

  @Test func anAliasOfALaterPlaceIsUnknown() {
    expectDiagnostics(
      in: "users: { a: { name: 1️⃣*b }, c: { name: &b x } }",
      "1️⃣ error: there is no anchor `&b` above this alias [unknown-anchor]")
  }

  @Test(arguments: [
    ("*OUTQUEUE", "take it out: `*` begins built-in names, and nobody can change those"),
    ("*svc", "quote it when it is a pattern: \"*svc\""),
  ])
  func aStarThatIsNoAliasIsExplained(_ text: String, _ help: String) {
    #expect(
      read(header + "policy: { protected: [ \(text) ] }").diagnostics.map(\.help) == [help])
  }

  @Test func anAliasInsideItsOwnAnchorIsUnknown() {
    expectDiagnostics(
      in: "users: &u { a: { aliases: 1️⃣*u } }",
      "1️⃣ error: there is no anchor `&u` above this alias [unknown-anchor]")
  }

  @Test func aliasBombsAreRefused() {
    var text = header + "groups:\n  g0: &a0 { comment: [x, x, x, x, x, x, x, x, x, x] }\n"
    for level in 1...9 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "  g\(level): &a\(level) { comment: [\(aliases)] }\n"
    }
    #expect(read(text).diagnostics.map(\.code).contains("too-many-aliases"))
  }

  @Test func wholeSectionsMayBeAnchored() {
    let reading = read(header + "groups: &g { y: {} }\nusers: &u { a: {}, b: {} }\nleavers: &l [x]")
    #expect(reading.diagnostics.map(\.summary) == [])
    #expect(reading.manifest.addresses.count == 2)
    #expect(reading.manifest.leavers.count == 1)
  }

  @Test func mergingWantsMappings() {
    expectDiagnostics(
      in: "users: { a: { <<: [{}, 1️⃣x], name: y } }",
      "1️⃣ error: `<<` takes a mapping or a list of mappings [wrong-merge]")
  }

  @Test func coreTagsAreFollowedAndOthersRefused() {
    expectDiagnostics(
      in: """
        users:
          a: { name: !!str no, admin: !!bool "true", comment: 1️⃣!!binary aGk=, quota: 2️⃣!mine 1G }
        """,
      """
      1️⃣ error: the tag tag:yaml.org,2002:binary has no meaning here [unknown-tag]
      2️⃣ error: the tag !mine has no meaning here [unknown-tag]
      """)
  }
}
