import Foundation
import Testing

/// `fmt` as people and pipelines call it.
@Suite struct FmtTests {
  private func site(_ files: [String: String]) throws -> BuiltSite {
    let site = try BuiltSite()
    for (path, text) in files { try site.write(text, to: path) }
    return site
  }

  private let first = "rollbook: 1\ninclude: [\"parts/*.yaml\"]\n"
  private let bad = "users:\n    ada: {name: Ada} # x\n"
  private let good = "users:\n  ada: { name: Ada }  # x\n"

  @Test(arguments: ["company", "oneroster", "school"])
  func examplesPassTheCheck(_ name: String) throws {
    let folder = ExampleTests.root.appendingPathComponent("examples/\(name)")
    let answer = try BuiltSite.run(BuiltSite.binary, ["fmt", "--check"], in: folder)
    #expect(answer.status == 0 && answer.output == "" && answer.errors == "")
  }

  @Test func filesOfTheManifestAreLaidOutAndNamed() throws {
    let site = try site([
      "rollbook.yaml": first, "parts/a.yaml": bad, "parts/b.yaml": good, "other.yaml": bad,
    ])
    let answer = try site.rollbook("fmt")
    #expect(answer.status == 0 && answer.output == "parts/a.yaml\n" && answer.errors == "")
    #expect(try site.read("parts/a.yaml") == good)
    #expect(try site.read("other.yaml") == bad)
    #expect(try site.rollbook("fmt").output == "")
  }

  @Test func checkWritesNothingAndFails() throws {
    let site = try site(["rollbook.yaml": first, "parts/a.yaml": bad])
    let before = try site.contents()
    let answer = try site.rollbook("fmt", "--check")
    #expect(answer.status == 1 && answer.output == "parts/a.yaml\n" && answer.errors == "")
    #expect(try site.contents() == before)
  }

  @Test func aFileThatIsNoYAMLIsToldAndTheOthersAreDone() throws {
    let site = try site([
      "rollbook.yaml": first, "parts/a.yaml": "users:\n  ada: { name: \"x\n", "parts/b.yaml": bad,
    ])
    let answer = try site.rollbook("fmt")
    #expect(answer.status == 1 && answer.output == "parts/b.yaml\n")
    #expect(answer.errors.hasPrefix("parts/a.yaml:"))
    #expect(answer.errors.contains("[cut-off]"))
    #expect(try site.read("parts/a.yaml") == "users:\n  ada: { name: \"x\n")
  }

  @Test func otherMistakesAreForCheckToTell() throws {
    let site = try site(["rollbook.yaml": "rollbook:  1\nuserz: {}\nrosters: [{csv: no.csv}]\n"])
    let answer = try site.rollbook("fmt")
    #expect(answer.status == 0 && answer.output == "rollbook.yaml\n" && answer.errors == "")
  }

  @Test func anIncludeThatIsMissingIsTold() throws {
    let site = try site(["rollbook.yaml": "rollbook:  1\ninclude: [gone.yaml]\n"])
    let answer = try site.rollbook("fmt")
    #expect(answer.status == 1 && answer.output == "rollbook.yaml\n")
    #expect(answer.errors.contains("[no-such-file]"))
  }

  @Test func namedFilesAloneAreLaidOut() throws {
    let site = try site(["rollbook.yaml": bad, "other.yaml": bad])
    let answer = try site.rollbook("fmt", "other.yaml", "gone.yaml")
    #expect(answer.status == 1 && answer.output == "other.yaml\n")
    #expect(answer.errors.contains("gone.yaml"))
    #expect(try site.read("rollbook.yaml") == bad)
  }

  @Test func standardInputGoesToStandardOutput() throws {
    let site = try site(["in.yaml": bad, "broken.yaml": "a: [\n"])
    let shell = URL(fileURLWithPath: "/bin/sh")
    func run(_ command: String) throws -> BuiltSite.Answer {
      try BuiltSite.run(shell, ["-c", command], in: site.folder)
    }
    #expect(try run("rollbook fmt - <in.yaml").output == good)
    let check = try run("rollbook fmt --check - <in.yaml")
    #expect(check.status == 1 && check.output == "-\n")
    let broken = try run("rollbook fmt - <broken.yaml")
    #expect(broken.status == 1 && broken.output == "" && broken.errors.hasPrefix("-:"))
    #expect(try site.rollbook("fmt", "-", "in.yaml").status == 64)
  }

  @Test func whatInitAndExportWriteIsLaidOutAlready() throws {
    let site = try BuiltSite()
    try site.rollbook("init")
    #expect(try site.rollbook("fmt", "--check").status == 0)
    try site.rollbook("apply", "--yes")
    try site.write(try site.rollbook("export").output, to: "export.yaml")
    #expect(try site.rollbook("fmt", "--check", "export.yaml").status == 0)
  }
}
