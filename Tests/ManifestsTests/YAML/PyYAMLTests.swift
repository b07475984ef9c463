import CYAML
import Foundation
import MailModel
import Testing

@testable import Manifests

/// PyYAML's cases (MIT, Fixtures/PyYAML/LICENSE): all examples of the YAML 1.1 specification and
/// what was once read wrong, each beside its canonical form, and texts that are no YAML.
@Suite struct PyYAMLTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/PyYAML")

  private static func names(_ suffix: String) -> [String] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return all.filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }.sorted()
  }

  private static let cases = names(".canonical")
  private static let errors = names(".loader-error")

  private func bytes(_ name: String) throws -> [UInt8] {
    try Array(Data(contentsOf: Self.folder.appending(path: name)))
  }

  /// One line for each event; nil for text that can't be read to its end.
  ///
  /// Styles and implied tags are left out: the canonical form writes every tag and quotes all.
  private func events(_ bytes: [UInt8]) -> [String]? {
    bytes.withUnsafeBytes { text in
      let reader = EventReader(SourceText.withoutMark(text))
      var result: [String] = []
      // The canonical forms have other names for anchors; an anchor is the text it stands at.
      var anchors: [String] = []
      func number(_ name: String) -> Int {
        (anchors.lastIndex(of: name) ?? -1) + 1
      }
      func anchor(_ name: UnsafeMutablePointer<UInt8>?) -> String {
        guard let name else { return "" }
        anchors.append(String(cString: name))
        return " &\(anchors.count)"
      }
      while reader.advance() {
        switch reader.type {
        case YAML_STREAM_END_EVENT: return result
        case YAML_DOCUMENT_START_EVENT: result.append("document")
        case YAML_SEQUENCE_START_EVENT: result.append("[" + anchor(reader.collectionAnchor))
        case YAML_SEQUENCE_END_EVENT: result.append("]")
        case YAML_MAPPING_START_EVENT: result.append("{" + anchor(reader.collectionAnchor))
        case YAML_MAPPING_END_EVENT: result.append("}")
        case YAML_ALIAS_EVENT: result.append("*\(number(reader.aliasName))")
        case YAML_SCALAR_EVENT:
          let text = String(decoding: reader.text, as: UTF8.self)
          result.append("=" + text.debugDescription + anchor(reader.scalarAnchor))
        default: break
        }
      }
      return nil
    }
  }

  @Test func thereAreManyOfThem() {
    #expect(Self.cases.count >= 80)
    #expect(Self.errors.count >= 60)
  }

  /// Examples that libyaml does not read, and so nobody's manifest has; each is told as a mistake.
  private static let unread: Set<String> = [
    "spec-07-01",  // an unknown directive, which YAML lets a reader ignore
    "spec-08-13",  // a `?` key without space before its `:`
    "spec-09-20",  // a tab that begins a line of a folded text
  ]

  @Test(arguments: cases)
  func aTextHasTheEventsOfItsCanonicalForm(_ name: String) throws {
    let found = events(try bytes(name + ".data"))
    let canonical = events(try bytes(name + ".canonical"))
    #expect((found == nil) == Self.unread.contains(name))
    #expect(canonical != nil && (found ?? canonical) == canonical)
  }

  /// Well-formed texts, which fail further on: at anchors here, at the tree, or at objects of Python.
  private static let wellFormed: Set<String> = [
    "duplicate-anchor-1", "duplicate-anchor-2", "expected-mapping", "expected-scalar",
    "expected-sequence", "invalid-base64-data", "invalid-base64-data-2", "invalid-merge-1",
    "invalid-merge-2", "invalid-omap-1", "invalid-omap-2", "invalid-omap-3", "invalid-pairs-1",
    "invalid-pairs-2", "invalid-pairs-3", "overwrite-state-new-constructor", "unacceptable-key",
    "undefined-anchor", "undefined-constructor",
  ]

  @Test(arguments: errors)
  func whatIsNoYAMLIsNotRead(_ name: String) throws {
    let isRead = events(try bytes(name + ".loader-error")) != nil
    #expect(isRead == Self.wellFormed.contains(name))
  }

  /// What a manifest's reader says of the first document of a text, whatever its keys are.
  private func refusals(_ bytes: [UInt8]) -> Set<String> {
    let list = DiagnosticList()
    list.addFile("case")
    bytes.withUnsafeBytes { text in
      var composer = Composer(SourceText.withoutMark(text), file: 0, list: list)
      guard composer.advance(), composer.advance(),
        composer.events.type == YAML_DOCUMENT_START_EVENT, composer.advance()
      else { return }
      _ = composer.compose()
    }
    return Set(list.diagnostics.map(\.code))
  }

  /// What YAML has and a manifest has not, on purpose: types that only one program knows.
  private static let refused: [String: Set<String>] = [
    "spec-05-06": ["unknown-tag"], "spec-07-06": ["unknown-tag"], "spec-07-07a": ["unknown-tag"],
    "spec-07-07b": ["unknown-tag"], "spec-07-08": ["unknown-tag"], "spec-08-03": ["unknown-tag"],
    "spec-08-05": ["unknown-tag"],
  ]

  @Test(arguments: cases)
  func whatAManifestMayNotUseIsRefused(_ name: String) throws {
    let found = refusals(try bytes(name + ".data"))
    #expect(found == Self.refused[name, default: []])
  }
}
