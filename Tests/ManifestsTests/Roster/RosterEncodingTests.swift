import MailModel
import Manifests
import TestSupport
import Testing

/// What is said of a CSV file whose bytes are not in the encoding that its roster names.
@Suite struct RosterEncodingTests {
  /// `place code` of each diagnostic of a roster that reads the bytes.
  private func found(_ encoding: String, _ bytes: [UInt8]) -> [String] {
    reading(encoding, bytes).diagnostics.map { "\($0.place?.description ?? "-") \($0.code)" }
  }

  private func reading(_ encoding: String, _ bytes: [UInt8]) -> ManifestReading {
    ManifestReader(files: ["rollbook.yaml"]) { path in
      path == "x.csv"
        ? .success(Array("a,n\n".utf8) + bytes)
        : .success(
          Array(
            (header
              + "rosters: [{ csv: x.csv, account: '{a}', name: '{n}', encoding: \(encoding) }]\n")
              .utf8))
    }.read()
  }

  private let latin: [UInt8] = Array("zoe,Zo".utf8) + [0xEB, 0x0A]

  @Test func wellFormedUTF8IsNoWindows1252() {
    let text = Array("ann,Ann\nzoe,Zoë\njos,José 漢\n".utf8)
    #expect(found("windows-1252", text) == ["x.csv:3:7 encoding-mismatch"])
    #expect(found("utf-8", text).isEmpty)
  }

  @Test func otherMistakesAreToldOfTheLettersThatAreMeant() {
    let found = reading("windows-1252", Array("zoë,Zoë\n".utf8)).diagnostics
    #expect(found.map(\.code) == ["invalid-name", "encoding-mismatch"])
    #expect(found.first?.message.contains("`zoë`") == true)
  }

  @Test func aLastLetterThatWasCutOffIsNoWindows1252() {
    #expect(
      found("windows-1252", Array("zoe,Zoë\neve,Ev".utf8) + [0xC3]).first
        == "x.csv:2:7 encoding-mismatch")
  }

  @Test func damageHereAndThereIsNoWindows1252() {
    let rows = (0..<20).flatMap { Array("a\($0),Zoë\n".utf8) } + latin
    #expect(
      found("windows-1252", rows) == [
        "x.csv:2:6 encoding-mismatch", "x.csv:22:7 invalid-encoding",
      ])
  }

  @Test func windows1252IsReadAsItIs() {
    let reading = reading("windows-1252", latin + [0x61, 0x2C, 0xC9, 0x92, 0xEB, 0x0A])
    #expect(reading.diagnostics.isEmpty)
    #expect(reading.manifest["zoe@school.example"]?.name == "Zoë")
    #expect(reading.manifest["a@school.example"]?.name == "É’ë")
  }

  @Test(arguments: [0x81, 0x8D, 0x8F, 0x90, 0x9D] as [UInt8])
  func aByteThatWindows1252DoesNotHaveIsTold(_ byte: UInt8) {
    let bytes: [UInt8] = [0x61, 0x2C, 0x41, byte, 0x0A]
    #expect(found("windows-1252", bytes) == ["x.csv:2:4 invalid-encoding"])
    #expect(
      reading("windows-1252", bytes).diagnostics.first?.help
        == "save the file as UTF-8, and take `encoding` away")
  }

  @Test func theHelpNamesWindows1252OnlyWhereItMayBeThat() {
    #expect(
      reading("utf-8", latin).diagnostics.first?.help
        == "save the file as UTF-8, or say `encoding: windows-1252`")
    #expect(found("windows-1252", latin).isEmpty)
    #expect(
      reading("utf-8", Array("eve,Ève\n".utf8) + latin).diagnostics.first?.help
        == "other letters are UTF-8, so write this one anew")
  }
}
