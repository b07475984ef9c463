import Foundation
import TestSupport
import Testing

/// The manifest schema as an independent validator applies it, on files the reader judges too.
@Suite struct SchemaValidationTests {
  /// Prints each file with `valid`, `invalid` or `no-yaml`; days stay text, as rollbook reads them.
  private static let script = """
    import json, sys, yaml
    from jsonschema import Draft202012Validator
    class Loader(yaml.SafeLoader): pass
    Loader.yaml_implicit_resolvers = {
        mark: [pair for pair in pairs if pair[0] != 'tag:yaml.org,2002:timestamp']
        for mark, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()}
    schema = json.load(open('schemas/manifest.schema.json', encoding='utf-8'))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    def names_as_text(value, seen):
        # Nodes behind aliases are shared: each is done once, or an alias bomb goes off here.
        if not isinstance(value, (dict, list)):
            return value
        if id(value) not in seen:
            seen[id(value)] = (
                {str(key): names_as_text(entry, seen) for key, entry in value.items()}
                if isinstance(value, dict) else [names_as_text(entry, seen) for entry in value])
        return seen[id(value)]
    for path in sys.argv[1:]:
        try:
            document = names_as_text(yaml.load(open(path, encoding='utf-8'), Loader), {})
        except (yaml.YAMLError, UnicodeDecodeError, ValueError):
            print('no-yaml', path)
            continue
        print('valid' if validator.is_valid(document) else 'invalid', path)
    """

  private func judged(_ files: [String]) throws -> [(verdict: String, file: String)] {
    // Debian's python3 has the modules that `Scripts/install-dependencies` brings.
    let answer = try BuiltSite.run(
      URL(fileURLWithPath: "/usr/bin/python3"), ["-c", Self.script] + files,
      in: ExampleTests.root)
    try #require(answer.status == 0, "\(answer.errors)")
    return answer.output.split(separator: "\n").map { line in
      let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
      return (parts[0], parts[1])
    }
  }

  private func files(below folder: String) throws -> [String] {
    let root = ExampleTests.root.appendingPathComponent(folder).path
    return try FileManager.default.subpathsOfDirectory(atPath: root).sorted()
      .filter { $0.hasSuffix(".yaml") }.map { "\(folder)/\($0)" }
  }

  @Test func everyExampleIsValid() throws {
    for (verdict, file) in try judged(files(below: "examples")) {
      #expect(verdict == "valid", "\(file)")
    }
  }

  /// The golden names what a schema cannot say; whatever leaves that list is a gain, whatever
  /// joins it a loss.
  @Test func brokenManifestsFailAsFarAsASchemaCanTell() throws {
    let verdicts = try judged(files(below: "Tests/ManifestsTests/Fixtures"))
    let lines = verdicts.map { "\($0.verdict) \(URL(fileURLWithPath: $0.file).lastPathComponent)" }
    expectGolden(lines.joined(separator: "\n") + "\n", "schema-verdicts.txt")
  }

  @Test func starterManifestIsValid() throws {
    let site = try BuiltSite()
    try site.rollbook("init")
    let path = site.folder.appendingPathComponent("rollbook.yaml").path
    #expect(try judged([path]).map(\.verdict) == ["valid"])
  }
}
