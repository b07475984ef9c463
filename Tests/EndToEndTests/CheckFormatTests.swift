import Foundation
import Testing

/// What `check` says to programs of the broken manifests that the reader is tested with.
@Suite struct CheckFormatTests {
  /// Prints for each log how many results it has, or what is wrong with it.
  private static let script = """
    import json, sys
    from jsonschema import Draft202012Validator, Draft4Validator
    schema = json.load(open('schemas/sarif-part.schema.json', encoding='utf-8'))
    Draft202012Validator.check_schema(schema)
    validators = [Draft202012Validator(schema)]
    standard = sys.argv.pop(1)
    if standard:
        schema = json.load(open(standard, encoding='utf-8'))
        Draft4Validator.check_schema(schema)
        validators.append(Draft4Validator(schema))
    for path in sys.argv[1:]:
        log = json.load(open(path, encoding='utf-8'))
        errors = [e.json_path + ': ' + e.message for v in validators for e in v.iter_errors(log)]
        run = log['runs'][0]
        rules = [rule['id'] for rule in run['tool']['driver']['rules']]
        errors += [r['ruleId'] for r in run['results'] if rules[r['ruleIndex']] != r['ruleId']]
        print(errors[0] if errors else len(run['results']))
    """

  private struct Summary: Decodable {
    struct Entry: Decodable { var severity: String }
    var version: Int
    var errors: Int
    var warnings: Int
    var diagnostics: [Entry]

    enum CodingKeys: String, CodingKey {
      case version = "rollbook_check"
      case errors, warnings, diagnostics
    }
  }

  /// The standard's own schema, as `Scripts/install-dependencies --with-tests` brings it.
  private static let standard = ".build/test-data/sarif-2.1.0.json"

  private func standardSchema() -> String {
    let path = ExampleTests.root.appendingPathComponent(Self.standard).path
    if FileManager.default.fileExists(atPath: path) { return path }
    let isCI = ProcessInfo.processInfo.environment["CI"] != nil
    #expect(!isCI, "\(Self.standard) is missing; run Scripts/install-dependencies --with-tests")
    print("skipped: \(Self.standard) is missing, so logs are held against our own schema only")
    return ""
  }

  private static let fixtures = "Tests/ManifestsTests/Fixtures"

  private func manifests() throws -> [String] {
    let root = ExampleTests.root.appendingPathComponent(Self.fixtures).path
    return try FileManager.default.contentsOfDirectory(atPath: root).sorted()
      .filter { $0.hasSuffix(".yaml") }.map { "\(Self.fixtures)/\($0)" }
  }

  private func checked(_ file: String, _ format: String) throws -> (output: String, status: Int32) {
    let answer = try BuiltSite.run(
      BuiltSite.binary, ["check", file, "--format", format], in: ExampleTests.root)
    #expect(answer.errors == "", "\(file)")
    return (answer.output, answer.status)
  }

  @Test func everyFormatCountsTheSameMistakes() throws {
    let site = try BuiltSite()
    var logs: [String] = []
    var counts: [String] = []
    for (index, file) in try manifests().enumerated() {
      let json = try checked(file, "json")
      let summary = try JSONDecoder().decode(Summary.self, from: Data(json.output.utf8))
      let errors = summary.diagnostics.count { $0.severity == "error" }
      #expect(summary.version == 1 && summary.errors == errors, "\(file)")
      #expect(summary.warnings == summary.diagnostics.count - errors, "\(file)")
      #expect(json.status == (errors > 0 ? 1 : 0), "\(file)")

      let github = try checked(file, "github")
      let commands = github.output.split(separator: "\n").count { $0.hasPrefix("::") }
      #expect(commands == summary.diagnostics.count && github.status == json.status, "\(file)")

      let sarif = try checked(file, "sarif")
      #expect(sarif.status == json.status, "\(file)")
      let log = site.folder.appendingPathComponent("\(index).sarif")
      try Data(sarif.output.utf8).write(to: log)
      logs.append(log.path)
      counts.append("\(summary.diagnostics.count)")
    }
    // Debian's python3 has the modules that `Scripts/install-dependencies` brings.
    let answer = try BuiltSite.run(
      URL(fileURLWithPath: "/usr/bin/python3"), ["-c", Self.script, standardSchema()] + logs,
      in: ExampleTests.root)
    #expect(answer.status == 0, "\(answer.errors)")
    #expect(answer.output.split(separator: "\n").map(String.init) == counts)
  }

  @Test func textStopsAtAHundredAndCountsTheRest() throws {
    let site = try BuiltSite()
    let users = (1...150).map { "  user\($0): { nam: x }\n" }.joined()
    try Data("rollbook: 1\ndomain: school.example\nusers:\n\(users)".utf8)
      .write(to: site.folder.appendingPathComponent("rollbook.yaml"))
    func places(_ options: String...) throws -> (Int, Substring?) {
      let text = try BuiltSite.run(BuiltSite.binary, ["check"] + options, in: site.folder).errors
      let lines = text.split(separator: "\n")
      return (lines.count { $0.hasPrefix("rollbook.yaml:") }, lines.first { $0.hasPrefix("and ") })
    }
    #expect(try places() == (100, "and 50 more"))
    #expect(try places("--all") == (150, nil))
  }
}
