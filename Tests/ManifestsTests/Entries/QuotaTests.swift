import MailModel
import Manifests
import TestSupport
import Testing

/// What a quota must be, wherever one may be given, and what is said of anything else.
@Suite struct ManifestQuotaTests {
  @Test(arguments: [
    ("500", "write 500M for megabytes, 500B for bytes"),
    ("\"500\"", "write 500M for megabytes, 500B for bytes"),
    ("524288000", "write 500M if these are bytes"), ("0", "write unlimited for no limit"),
    ("0G", "write unlimited for no limit"), ("-1", "write unlimited for no limit"),
    ("-5G", "write unlimited for no limit"), ("none", "write unlimited for no limit"),
    ("1.5G", "write 1536M"), ("\"0,5 GB\"", "write 512M"), ("1.5", nil), ("5g", "did you mean 5G?"),
    ("5 GB", "did you mean 5G?"), ("500MiB", "did you mean 500M?"), ("500b", "did you mean 500B?"),
    ("99999999T", "write unlimited for no limit"), ("much", nil), ("\"\"", nil), ("0x1F", nil),
  ])
  func whatIsNoQuotaIsRefusedWithAWayOut(_ text: String, _ help: String?) {
    let found = read(header + "users: { a: { quota: \(text) } }\n").diagnostics
    #expect(found.map(\.code) == ["invalid-quota"])
    #expect(
      found.map(\.help) == [
        help ?? "write a whole number with K, M, G or T, as in 500M, or unlimited"
      ])
  }

  @Test(arguments: [
    "users: { a: { quota: 1️⃣500 } }",
    "groups: { staff: { defaults: { quota: 1️⃣500 } } }",
    "rosters: [{ csv: x.csv, account: '{a}', quota: 1️⃣500 }]",
    "rosters: [{ csv: x.csv, account: '{a}', defaults: { quota: 1️⃣500 } }]",
  ])
  func aNumberAloneIsRefusedWhereverItStands(_ text: String) {
    expectDiagnostics(
      in: text + "\n", "1️⃣ error: quota needs a unit: `500` [invalid-quota]",
      ["x.csv": "a\nada\neve\n"])
  }

  @Test func aColumnOfNumbersIsToldTheUnitForAllOfThem() {
    let roster = header + "rosters: [{ csv: x.csv, account: '{a}', quota: '{q}' }]\n"
    let file = ["x.csv": "a,q\nada,500\neve,2G\n"]
    let found = read(roster, file).diagnostics
    #expect(found.map(\.place?.description) == ["x.csv:2:5"])
    #expect(
      found.first?.help
        == "write `quota: \"{q}M\"` in the roster, or 500M for megabytes, 500B for bytes")
    let mended = read(roster.replacing("'{q}'", with: "\"{q}M\""), ["x.csv": "a,q\nada,500\n"])
    #expect(mended.diagnostics.isEmpty)
    #expect(mended.manifest["ada@school.example"]?.quota == Quota("500M"))
  }

  @Test func bytesAreReadBackAsTheyAreWritten() {
    let reading = read(header + "users: { a: { quota: 1001B }, b: { quota: 1K } }\n")
    #expect(reading.diagnostics.isEmpty)
    #expect(reading.manifest["a@school.example"]?.quota == Quota(bytes: 1001))
  }
}
