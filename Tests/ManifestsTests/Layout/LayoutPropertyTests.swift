import Foundation
import MailModel
import Manifests
import TestSupport
import Testing

/// What holds of the layout of any manifest.
@Suite struct LayoutPropertyTests {
  private static let examples: [URL] = {
    let folder = FixtureTests.folder.appending(path: "../../../examples").standardizedFileURL
    return ((try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []).sorted()
      .filter { $0.hasSuffix(".yaml") }.map { folder.appending(path: $0) }
  }()

  private static let fixtures: [URL] =
    ((try? FileManager.default.contentsOfDirectory(atPath: FixtureTests.folder.path)) ?? [])
    .filter { $0.hasSuffix(".yaml") }.sorted().map { FixtureTests.folder.appending(path: $0) }

  private func layout(_ text: String) -> FileLayout {
    LayoutWriter.layout(ofAnyText: Array(text.utf8), path: "rollbook.yaml")
  }

  /// Everything that reading finds in one file, places left out.
  private struct Meaning: Equatable {
    var mistakes: [String]
    var addresses: [String]
    var accounts: [FieldValues?]
    var groups: [String]
    var groupValues: [FieldValues]
    var leavers: [String]
    var policy: String?

    init(of bytes: [UInt8]) {
      let reading = ManifestReader(files: ["rollbook.yaml"]) { path in
        path == "rollbook.yaml" ? .success(bytes) : .failure(LoadFailure("no such file"))
      }.read()
      let manifest = reading.manifest
      mistakes = reading.diagnostics.map(\.summary).sorted()
      addresses = manifest.addresses
      accounts = addresses.map { manifest[$0] }
      groups = manifest.groups.map(\.name)
      groupValues = manifest.groups.map(\.values)
      leavers = manifest.leavers.map(\.fingerprint)
      policy = manifest.policyText
    }
  }

  private func expectSameMeaning(
    _ layout: FileLayout, at location: SourceLocation = #_sourceLocation
  ) {
    let isSame = Meaning(of: layout.before) == Meaning(of: layout.after)
    #expect(isSame, "\(layout.path)", sourceLocation: location)
  }

  @Test func examplesAreLaidOutAlready() {
    #expect(Self.examples.count >= 10)
    for file in Self.examples {
      let layout = LayoutWriter.layout(of: file.path)
      #expect(layout.diagnostics.isEmpty && !layout.isChanged, "\(file.lastPathComponent)")
    }
  }

  @Test(arguments: fixtures + examples)
  func aSecondLayoutChangesNothing(_ file: URL) {
    let first = LayoutWriter.layout(of: file.path)
    guard first.diagnostics.isEmpty else {
      #expect(!first.isChanged)
      return
    }
    #expect(!LayoutWriter.layout(ofAnyText: first.after, path: file.path).isChanged)
    expectSameMeaning(first)
  }

  @Test func whatTheGeneratorWritesIsLaidOutAlready() {
    #expect(!layout(ManifestGenerator(users: 300, isSorted: true).text()).isChanged)
  }

  @Test func otherIndentationAndLineEndsComeToTheSame() {
    let text = ManifestGenerator(users: 300, isSorted: false).text()
    for width in [1, 3, 4, 7] {
      let spoilt = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        let depth = line.prefix { $0 == " " }.count / 2
        return String(repeating: " ", count: depth * width) + line.drop { $0 == " " }
      }.joined(separator: "\r\n")
      let laidOut = layout("\u{FEFF}" + spoilt)
      #expect(laidOut.diagnostics.map(\.summary) == [])
      #expect(laidOut.after == Array(text.utf8), "\(width) spaces a level")
    }
  }

  /// Comments at the ends of lines and between them, wherever chance puts them.
  @Test(arguments: 0..<40)
  func plantedCommentsAreKeptOrTheFileIsLeft(_ seed: Int) {
    var random = Chance(state: UInt64(seed) &* 977 &+ 5)
    let text =
      ManifestGenerator(users: 40, isSorted: false).text()
      + "leavers:\n- ada\n- [a, b,\n   c]\n-  { account: d,\n     purge: true }\n- - e\n  - f\n"
    var planted: [String] = []
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = String(line)
      if random.next(below: 12) == 0 {
        planted.append("#c\(planted.count)")
        lines.append(
          String(repeating: " ", count: random.next(below: 9)) + (planted.last ?? ""))
      }
      if random.next(below: 9) == 0 { lines.append(String(repeating: " ", count: seed % 3)) }
      if !line.isEmpty, random.next(below: 8) == 0 {
        planted.append("#c\(planted.count)")
        line += String(repeating: " ", count: random.next(below: 6) + 1) + (planted.last ?? "")
      }
      lines.append(line)
    }
    let layout = layout(lines.joined(separator: "\n"))
    guard layout.diagnostics.isEmpty else {
      #expect(!layout.isChanged)
      return
    }
    let after = String(decoding: layout.after, as: UTF8.self)
    #expect(after.matches(of: /#c[0-9]+/).map { String($0.output) } == planted)
    #expect(!self.layout(after).isChanged)
    expectSameMeaning(layout)
  }

  /// Bytes of real manifests, some struck out, doubled or exchanged.
  @Test(arguments: 0..<60)
  func spoiltManifestsAreLaidOutOrLeft(_ seed: Int) throws {
    var random = Chance(state: UInt64(seed) &* 7_919 &+ 11)
    let files = Self.examples + Self.fixtures
    let signs = Array(" \n\t#:-,[]{}&*!|>'\"?a1\r\\%+".utf8)
    for _ in 0..<60 {
      let file = files[random.next(below: files.count)]
      var bytes = try Array(Data(contentsOf: file).prefix(3_000))
      guard !bytes.isEmpty else { continue }
      for _ in 0...random.next(below: 4) {
        let index = random.next(below: bytes.count)
        switch random.next(below: 3) {
        case 0: bytes.insert(signs[random.next(below: signs.count)], at: index)
        case 1: bytes[index] = signs[random.next(below: signs.count)]
        default: if bytes.count > 1 { bytes.remove(at: index) }
        }
      }
      let layout = LayoutWriter.layout(ofAnyText: bytes, path: "rollbook.yaml")
      guard layout.diagnostics.isEmpty else { continue }
      let again = LayoutWriter.layout(ofAnyText: layout.after, path: "rollbook.yaml")
      #expect(!again.isChanged, "\(String(decoding: bytes, as: UTF8.self))")
    }
  }
}

/// Numbers that are the same in every run.
private struct Chance {
  var state: UInt64

  mutating func next(below bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }
}
