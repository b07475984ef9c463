import Foundation
import MailModel
import TestSupport
import Testing

@testable import Manifests

/// Holds schema and reader together: what editors offer is what the reader takes.
@Suite struct SchemaTests {
  private let root: URL
  private let schema: [String: Any]

  init() throws {
    root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let data = try Data(contentsOf: root.appending(path: "schemas/manifest.schema.json"))
    schema = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  /// The keys of `properties` at a path of definitions and keys.
  private func keys(_ path: String...) throws -> Set<String> {
    var node = schema
    for name in path { node = try #require(node[name] as? [String: Any]) }
    let properties = try #require(node["properties"] as? [String: Any])
    #expect(node["additionalProperties"] as? Bool == false)
    return Set(properties.keys)
  }

  private func spellings<Key: CaseIterable & RawRepresentable<String>>(_: Key.Type) -> Set<String> {
    Set(Key.allCases.map(\.rawValue))
  }

  @Test func itsKeysAreTheReaders() throws {
    #expect(try keys() == spellings(RootKey.self))
    #expect(try keys("$defs", "user") == spellings(UserKey.self))
    #expect(try keys("$defs", "group") == spellings(GroupKey.self))
    #expect(
      try keys("$defs", "group", "properties", "defaults") == spellings(DefaultsKey.self))
    #expect(try keys("$defs", "roster") == spellings(RosterKey.self))
    #expect(try keys("$defs", "join") == spellings(JoinKey.self))
    #expect(try keys("$defs", "scope") == spellings(ScopeKey.self))
    #expect(try keys("$defs", "leaver") == spellings(LeaverKey.self))
    #expect(try keys("$defs", "approval") == spellings(ApprovalKey.self))
    #expect(try keys("$defs", "forward") == spellings(ForwardKey.self))
    #expect(try keys("$defs", "assistant") == spellings(AssistantKey.self))
    #expect(try keys("$defs", "autoresponder") == spellings(AutoresponderKey.self))
    #expect(try keys("$defs", "assert") == spellings(AssertKey.self))
    #expect(try keys("$defs", "asserted") == spellings(AssertedKey.self))
    #expect(try keys("$defs", "policy") == spellings(PolicyKey.self))
    #expect(
      try keys("$defs", "policy", "properties", "lockout") == spellings(LockoutKey.self))
  }

  @Test func everyFieldOfAnAccountAndAGroupIsAKey() {
    #expect(Set(Field.ofAccount.map(\.key)).isSubset(of: spellings(UserKey.self)))
    #expect(Set(Field.ofGroup.map(\.key)).isSubset(of: spellings(GroupKey.self)))
    #expect(
      Set(DefaultsKey.allCases.compactMap { Field(key: $0.rawValue) })
        == Set(Field.ofAccount.filter(\.traits.mayBeDefault)))
  }

  @Test func everyKeyIsDescribed() throws {
    let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
    for (name, definition) in definitions {
      for (key, value) in definition["properties"] as? [String: [String: Any]] ?? [:] {
        #expect(value["description"] != nil || value["$ref"] != nil, "\(name).\(key)")
      }
    }
  }

  @Test func theExamplesAreRead() throws {
    let folder = root.appending(path: "examples")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names {
      let path = folder.appending(path: "\(name)/rollbook.yaml").path
      guard FileManager.default.fileExists(atPath: path) else { continue }
      let errors = ManifestReader(files: [path]).read().diagnostics.filter {
        $0.severity == .error
      }
      #expect(errors.map(\.summary) == [], "\(path)")
    }
  }
}
