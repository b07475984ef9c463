import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct SyntaxTests {
  @Test func aTabIsNoIndent() {
    expectDiagnostics(
      inWhole: "rollbook: 1\nusers:\n1️⃣\ta: {}\n",
      "1️⃣ error: a tab can't indent or separate in YAML [tab]")
  }

  @Test func aCutOffFileIsTold() {
    expectDiagnostics(
      in: "users: { a: 2️⃣\"b\n1️⃣",
      """
      1️⃣ error: the file ends in the middle of a quote that is never closed [cut-off]
      2️⃣ note: it began here
      """)
  }

  @Test func nothingAndNullAreEmpty() {
    for text in ["", "\n", "# only a comment\n", "---\n...\n"] {
      #expect(read(text).diagnostics.map(\.code) == ["empty-file"])
    }
  }

  @Test func aManifestIsAMapping() {
    expectDiagnostics(
      inWhole: "1️⃣- a\n",
      "1️⃣ error: the file is no manifest, and nothing of it is shown or changed [not-a-manifest]")
  }

  @Test func oneDocumentAFile() {
    expectDiagnostics(
      inWhole: "rollbook: 1\n1️⃣---\nrollbook: 1\n",
      "1️⃣ error: a manifest is one YAML document, and here begins another [several-documents]")
  }

  @Test func badEncodingHasAPlace() {
    let reading = ManifestReader(files: ["m"]) { _ in
      .success(Array("rollbook: 1\ndomain: é".utf8) + [0xFF, 0x0A])
    }.read()
    #expect(reading.diagnostics.map(\.code) == ["invalid-utf8"])
    #expect(reading.diagnostics.first?.place == Place(file: "m", line: 2, column: 10))
  }

  @Test(arguments: [("\u{0}", "U+0000"), ("\u{7}", "U+0007"), ("\u{7F}", "U+007F")])
  func controlCharactersHaveAPlace(_ character: String, _ name: String) {
    expectDiagnostics(
      inWhole: "rollbook: 1\ndomain: a1️⃣\(character)b\n",
      "1️⃣ error: the control character \(name) can't stand in a manifest [control-character]")
  }

  @Test(arguments: ["\u{85}", "\u{2028}", "\u{2029}"])
  func oddLineBreaksAreRefused(_ character: String) {
    expectDiagnostics(
      inWhole: "rollbook: 1\n# é1️⃣\(character)b\n",
      """
      1️⃣ error: a line break that only YAML 1.1 knows can't stand in a manifest [odd-line-break]
      """)
  }

  @Test func columnsCountCharacters() {
    expectDiagnostics(
      in: "users: { a: { name: \"é😀\", 1️⃣nam: x } }",
      "1️⃣ error: a user has no key `nam` [unknown-key]")
  }

  @Test func lineEndsAndByteOrderMarksMakeNoDifference() {
    let text = UserReaderTests.whole
    let plain = read(text)
    let windows = read("\u{FEFF}" + text.replacing("\n", with: "\r\n"))
    #expect(windows.diagnostics.map(\.code) == plain.diagnostics.map(\.code))
    #expect(windows.manifest["head@school.example"] == plain.manifest["head@school.example"])
  }

  @Test(arguments: ["[", "- ", "{a: ", "? ", "&a [", "!!seq ["])
  func deepNestingIsRefused(_ opening: String) {
    let text = header + "users: \n  " + String(repeating: opening, count: 100_000)
    #expect(read(text).diagnostics.last?.code == "too-deep")
  }

  @Test func anEntryWithoutEndIsRefused() {
    let values = String(repeating: "a,", count: 2_400_000)
    let reading = read(header + "users: { a: { aliases: [" + values + "] } }")
    #expect(reading.diagnostics.map(\.code) == ["too-many-values"])
  }

  @Test func everyCutIsSurvived() {
    let bytes = Array(UserReaderTests.whole.utf8)
    for count in bytes.indices {
      let reading = ManifestReader(files: ["m"]) { _ in .success(Array(bytes[..<count])) }.read()
      #expect(reading.diagnostics.allSatisfy { $0.place != nil })
      #expect(reading.manifest.accounts.count <= 2)
    }
  }

  @Test func everyChangedByteIsSurvived() {
    var bytes = Array(UserReaderTests.whole.utf8)
    for index in bytes.indices {
      for byte in [UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "*"), 0x00, 0xC3] {
        let former = bytes[index]
        bytes[index] = byte
        let changed = bytes
        let reading = ManifestReader(files: ["m"]) { _ in .success(changed) }.read()
        #expect(reading.manifest.accounts.count <= 3)
        bytes[index] = former
      }
    }
  }
}
