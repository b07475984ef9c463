import Foundation
import Testing

/// Plans that are saved and carried out later, by the built binary.
@Suite struct SavedPlanTests {
  private func manifest(_ users: String, policy: String = "") -> String {
    "rollbook: 1\ndomain: school.example\nstore: sqlite:rollbook.db\n\(policy)users:\n\(users)"
  }

  /// A site with one account, and a plan to change its comment.
  private func site() throws -> BuiltSite {
    let site = try BuiltSite()
    try site.write(manifest("  ada: { comment: a }\n"), to: "rollbook.yaml")
    try site.rollbook("init")
    try site.rollbook("apply", "--yes")
    try site.write(manifest("  ada: { comment: b }\n"), to: "rollbook.yaml")
    #expect(try site.rollbook("plan", "--out", "plan.json").status == 0)
    return site
  }

  private func comment(_ site: BuiltSite) throws -> String? {
    try site.listed().first { $0["account"] as? String == "ada@school.example" }?["comment"]
      as? String
  }

  @Test func `a plan is carried out once`() throws {
    let site = try site()
    #expect(try site.rollbook("apply", "plan.json", "--yes").status == 0)
    #expect(try comment(site) == "b")
    let again = try site.rollbook("apply", "plan.json", "--yes")
    #expect(again.status == 6)
    #expect(again.errors.contains("run 2 has carried this plan out already"))
  }

  @Test func `history has the digest that was reviewed`() throws {
    let site = try site()
    let saved = try site.rollbook("plan", "--out", "plan.json")
    let digest = try #require(saved.errors.firstMatch(of: /--expect (sha256:[0-9a-f]{64})/)?.1)
    #expect(try site.rollbook("apply", "plan.json", "--yes").status == 0)
    #expect(try site.rollbook("history", "2").output.contains("\(digest)\n"))
  }

  @Test func `the same plan made anew after an undo is carried out`() throws {
    let site = try site()
    #expect(try site.rollbook("apply", "plan.json", "--yes").status == 0)
    #expect(try site.rollbook("undo", "2", "--yes").status == 0)
    #expect(try site.rollbook("apply", "plan.json", "--yes").status == 6)
    sleep(1)
    #expect(try site.rollbook("plan", "--out", "plan.json").status == 0)
    #expect(try site.rollbook("apply", "plan.json", "--yes").status == 0)
    #expect(try comment(site) == "b")
  }

  @Test func `it wants a yes like any other`() throws {
    let site = try site()
    #expect(try site.rollbook("apply", "plan.json").status == 64)
    #expect(try comment(site) == "a")
  }

  @Test func `it needs no manifest`() throws {
    let site = try site()
    try site.write("rollbook: [broken\n", to: "rollbook.yaml")
    #expect(try site.rollbook("apply", "plan.json", "--yes").status == 1)
    try FileManager.default.removeItem(at: site.folder.appendingPathComponent("rollbook.yaml"))
    #expect(try site.rollbook("apply", "plan.json", "--yes").status == 1)
    let named = try site.rollbook(
      "apply", "plan.json", "--yes", "--store", "sqlite:rollbook.db", "--mail",
      "maildir:mail/%d/%n-%i")
    #expect(named.status == 0, "\(named.errors)")
  }

  @Test func `a manifest that changed since makes it stale where it sets a secret`() throws {
    let site = try site()
    let other = manifest("  ada: { comment: c }\n")
    try site.write(other, to: "rollbook.yaml")
    #expect(try site.rollbook("apply", "plan.json", "--yes").status == 0)
    let secret = "  ada: { comment: c, password: \"{SHA512-CRYPT}$6$salt$one\" }\n"
    try site.write(manifest(secret), to: "rollbook.yaml")
    #expect(try site.rollbook("plan", "--out", "secret.json").status == 0)
    #expect(try !site.read("secret.json").contains("$6$"))
    try site.write(manifest(secret) + "\n# a word more\n", to: "rollbook.yaml")
    #expect(try site.rollbook("apply", "secret.json", "--yes").status == 6)
    try site.write(manifest(secret), to: "rollbook.yaml")
    #expect(try site.rollbook("apply", "secret.json", "--yes").status == 0)
  }

  @Test func `a touched field that changed is named, and nothing is written`() throws {
    let site = try site()
    try site.write(manifest("  ada: { comment: c }\n"), to: "rollbook.yaml")
    try site.rollbook("apply", "--yes")
    let before = try site.contents()
    let answer = try site.rollbook("apply", "plan.json", "--yes")
    #expect(answer.status == 6)
    #expect(answer.errors.contains("ada@school.example: comment is no longer what it was"))
    #expect(try site.contents() == before)
  }

  @Test func `it is bound to its store`() throws {
    let site = try site()
    let other = try self.site()
    try other.write(try site.read("plan.json"), to: "plan.json")
    let answer = try other.rollbook("apply", "plan.json", "--yes")
    #expect(answer.status == 1)
    #expect(answer.errors.contains("is a plan for another store"))
  }

  @Test(arguments: [
    ("2020-01-01T00:00:00Z", ["--max-age", "7d"], 6), ("2020-01-01T00:00:00Z", [], 6),
    ("2020-01-01T00:00:00Z", ["--max-age", "5000w"], 0), ("2999-01-01T00:00:00Z", [], 6),
    ("yesterday", [], 1),
  ])
  func `an old plan, and one from a time to come, is refused`(
    _ created: String, _ options: [String], _ status: Int32
  ) throws {
    let site = try site()
    let text = try site.read("plan.json").replacing(/"created" : "[^"]*"/) { _ in
      "\"created\" : \"\(created)\""
    }
    try site.write(text, to: "plan.json")
    let answer = try BuiltSite.run(
      BuiltSite.binary, ["apply", "plan.json", "--yes"] + options, in: site.folder)
    #expect(answer.status == status, "\(answer.errors)")
  }

  @Test func `a file that is no plan is an error`() throws {
    let site = try site()
    let text = try site.read("plan.json")
    try site.write("", to: "empty.json")
    try site.write(String(text.prefix(text.count / 2)), to: "half.json")
    try site.write(
      text.replacing("\"rollbook_plan\" : 1", with: "\"rollbook_plan\" : 9"), to: "other.json")
    for (name, words) in [
      ("empty.json", "this is no saved plan"), ("half.json", "this is no saved plan"),
      ("other.json", "this plan has version 9"), ("mail", "is a directory"),
      ("gone.json", "no such file"), ("rollbook.db", "this is no saved plan"),
    ] {
      let answer = try site.rollbook("apply", name, "--yes")
      #expect(answer.status == 1)
      #expect(answer.errors.contains(words), "\(answer.errors)")
    }
  }

  @Test func `a plan may be read through a link`() throws {
    let site = try site()
    try FileManager.default.createSymbolicLink(
      atPath: site.folder.appendingPathComponent("link.json").path,
      withDestinationPath: "plan.json")
    #expect(try site.rollbook("apply", "link.json", "--yes").status == 0)
  }

  @Test func `saving replaces plans and nothing else`() throws {
    let site = try site()
    let path = site.folder.appendingPathComponent("plan.json").path
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    #expect(try site.rollbook("plan", "--out", "plan.json").status == 0)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let before = try site.contents()
    for name in ["rollbook.yaml", "rollbook.db", "mail", "no-folder/plan.json", "/dev/null"] {
      let answer = try site.rollbook("plan", "--out", name)
      #expect(answer.status == 1)
      #expect(answer.errors.contains("the plan was not saved"), "\(answer.errors)")
    }
    #expect(try site.contents() == before)
  }

  @Test func `what was allowed is in the plan`() throws {
    let site = try BuiltSite()
    let names = (1...6).map { "  user\($0): {}\n" }.joined()
    try site.write(manifest(names), to: "rollbook.yaml")
    try site.rollbook("init")
    try site.rollbook("apply", "--yes")
    let leavers = (1...4).map { "  - user\($0)\n" }.joined()
    try site.write(
      manifest("  user5: {}\n  user6: {}\n") + "leavers:\n" + leavers, to: "rollbook.yaml")
    #expect(try site.rollbook("plan", "--out", "refused.json").status == 3)
    #expect(try site.rollbook("apply", "refused.json", "--yes").status == 3)
    #expect(
      try site.rollbook("plan", "--out", "plan.json", "--allow", "removal-limit:4").status == 0)
    #expect(try site.rollbook("apply", "plan.json", "--yes").status == 0)
  }

  @Test func `generated passwords want their file when the plan is carried out`() throws {
    let site = try BuiltSite()
    try site.write(manifest("  ada: { initial-password: generate }\n"), to: "rollbook.yaml")
    try site.rollbook("init")
    #expect(try site.rollbook("plan", "--out", "plan.json").status == 0)
    #expect(try site.rollbook("apply", "plan.json", "--yes").status == 64)
    #expect(
      try site.rollbook("apply", "plan.json", "--yes", "--credentials", "new.txt").status == 0)
    #expect(try site.read("new.txt").contains("ada@school.example"))
  }
}
