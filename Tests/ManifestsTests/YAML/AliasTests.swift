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

  @Test func anAliasOfALaterPlaceIsUnknown() {
    expectDiagnostics(
      in: "users: { a: { name: 1️⃣*b }, c: { name: &b x } }",
      "1️⃣ error: there is no anchor `&b` above this alias [unknown-anchor]")
  }

  @Test func theQueueWantsQuotes() {
    #expect(
      read(header + "leavers: [ *OUTQUEUE ]").diagnostics.map(\.help) == [
        "quote it when it is a name: \"*OUTQUEUE\""
      ])
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
