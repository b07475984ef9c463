import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct FileWalkTests {
  @Test func includesAreReadInOrderWithTheirEntries() {
    let reading = read(
      header + "include: [b.yaml, sub/a.yaml]\nusers: { a: {} }\ngroups: { g: {} }\n",
      ["b.yaml": "users: { b: {}, c: {} }", "sub/a.yaml": "include: [d.yaml]", "d.yaml": "users:"])
    #expect(reading.diagnostics.map(\.summary) == [])
    #expect(
      reading.manifest.sources.map(\.path) == ["rollbook.yaml", "b.yaml", "sub/a.yaml", "d.yaml"])
    #expect(reading.manifest.sources.map(\.entries) == [2, 2, 0, 0])
  }

  @Test func pathsStartAtTheFirstManifestsFolder() {
    let texts = ["conf/m.yaml": header + "include: [a.yaml]", "conf/a.yaml": "users: { x: {} }"]
    let reading = ManifestReader(files: ["conf/m.yaml"]) { path in
      texts[path].map { .success(Array($0.utf8)) } ?? .failure(LoadFailure("no such file"))
    }.read()
    #expect(reading.diagnostics.map(\.summary) == [])
    #expect(reading.manifest.sources.last?.path == "conf/a.yaml")
    #expect(reading.manifest.sources.map(\.name) == ["m.yaml", "a.yaml"])
  }

  @Test func moreFilesAreReadAsIfIncluded() {
    let reading = read(
      header, ["b.yaml": "users: { b: {} }"], files: ["rollbook.yaml", "b.yaml", "./b.yaml"])
    #expect(reading.diagnostics.map(\.summary) == [])
    #expect(reading.manifest.addresses == ["b@school.example"])
  }

  @Test func circlesAreTold() {
    expectDiagnostics(
      in: "include: [1️⃣rollbook.yaml]\n",
      "1️⃣ error: rollbook.yaml includes itself in the end [include-cycle]")
    let reading = read(
      header + "include: [a.yaml]", ["a.yaml": "include: [b.yaml]", "b.yaml": "include: [a.yaml]"])
    #expect(reading.diagnostics.map(\.code) == ["include-cycle"])
    #expect(reading.diagnostics.first?.place?.file == "b.yaml")
  }

  @Test func aFileIncludedTwiceIsReadOnce() {
    expectDiagnostics(
      in: "include: [a.yaml, ./a.yaml, x/../a.yaml]\n", "", ["a.yaml": "users: { b: {} }"])
  }

  @Test(arguments: ["../a.yaml", "/etc/a.yaml", "x/../../a.yaml"])
  func includesStayInTheFolder(_ path: String) {
    expectDiagnostics(
      in: "include: [1️⃣\"\(path)\"]\n",
      "1️⃣ error: \(path) lies outside the first manifest's folder [include-outside]")
  }

  @Test func aMissingFileIsToldWhereItIsNamed() {
    expectDiagnostics(
      in: "include: [1️⃣a.yaml]\n",
      "1️⃣ error: there is no file a.yaml [no-such-file]")
    let reading = ManifestReader(files: ["x.yaml"]) { _ in .failure(LoadFailure("no")) }.read()
    #expect(reading.hasErrors)
    #expect(reading.diagnostics.first?.place == Place(file: "x.yaml", line: 1, column: 1))
  }

  @Test func aMissingFileIsNoReasonToDoubtWhatOthersName() {
    expectDiagnostics(
      in: "include: [1️⃣a.yaml]\nusers: { x: { forward: { to: [in-a] } } }\n",
      "1️⃣ error: there is no file a.yaml [no-such-file]")
  }

  @Test(arguments: ["**/a.yaml", "a/**", "x**.yaml"])
  func aDoubleStarIsRefused(_ pattern: String) {
    expectDiagnostics(
      in: "include: [1️⃣\"\(pattern)\"]\n",
      "1️⃣ error: `**` in \(pattern) does not reach into folders of folders [double-star]")
  }

  @Test(arguments: ["**/", "?/"])
  func aPatternOfThousandsOfFoldersIsRefused(_ part: String) {
    let pattern = String(repeating: part, count: 3_000) + "x.yaml"
    #expect(
      read(header + "include: [\"\(pattern)\"]\n").diagnostics.map(\.code)
        == ["pattern-too-long"])
  }

  @Test func siteWideKeysBelongIntoTheFirstManifest() {
    let reading = read(
      header + "include: [a.yaml]",
      ["a.yaml": "rollbook: 1\ndomain: school.example\npolicy: {}\nstore: x\nmail: y\n"])
    #expect(reading.diagnostics.map(\.code) == Array(repeating: "not-in-include", count: 3))
    let other = read(header + "include: [a.yaml]", ["a.yaml": "domain: other.example"])
    #expect(other.diagnostics.map(\.code) == ["not-in-include"])
  }

  @Test func aSyntaxErrorEndsItsFileOnly() {
    let reading = read(
      header + "include: [a.yaml, b.yaml]\nusers: { x: {} }\n",
      ["a.yaml": "users: { y: [ }", "b.yaml": "users: { x: {} }"])
    #expect(reading.diagnostics.map(\.code) == ["invalid-yaml", "duplicate-account"])
  }
}
