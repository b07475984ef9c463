import Foundation
import Testing

/// Random sites under random manifests: an undo ends in the export of before, and the undo of it in
/// the export of after, to the byte and with every password.
@Suite struct UndoTests {
  @Test(arguments: 1...24)
  func `an undo and its own undo end in the same bytes`(_ seed: Int) throws {
    let site = try BuiltSite()
    var random = RandomSite(seed: UInt64(seed))
    try site.write(random.manifest(), to: "rollbook.yaml")
    #expect(try site.rollbook("init").status == 0)
    #expect(try site.carryOut("apply") != nil)
    for account in try site.listed() where account["maildir"] is String {
      let name = try #require(account["account"] as? String)
      if random.isHeads(3) { try site.deliver(1 + random.next(2), to: name) }
    }
    random.change()
    try site.write(random.manifest(), to: "rollbook.yaml")
    let before = try site.everything()
    guard let run = try site.carryOut("apply") else { return }
    let after = try site.everything()
    let undos = try site.takeBack(run)
    #expect(try site.everything() == before)
    for undo in undos.reversed() { _ = try site.takeBack(undo) }
    #expect(try site.everything() == after)
    #expect(try site.plan()["verdict"] as? String == "in-sync")
  }

  @Test func `an undo says what the manifest still asks for`() throws {
    let site = try BuiltSite()
    try site.write(Self.small(comment: "a"), to: "rollbook.yaml")
    try site.rollbook("init")
    try site.rollbook("apply", "--yes")
    try site.write(Self.small(comment: "b"), to: "rollbook.yaml")
    try site.rollbook("apply", "--yes")
    let told = try site.rollbook("undo", "2", "--yes")
    #expect(told.status == 0)
    #expect(
      told.errors.contains(
        "the manifest still asks for what was taken back: the next apply would change "
          + "ada@school.example"))
    try site.write(Self.small(comment: "b"), to: "rollbook.yaml")
    let silent = try site.rollbook("undo", "3", "--yes")
    #expect(silent.status == 0)
    #expect(!silent.errors.contains("still asks"))
  }

  @Test func `a name to skip that the run did not change is an error`() throws {
    let site = try BuiltSite()
    try site.write(Self.small(comment: "a"), to: "rollbook.yaml")
    try site.rollbook("init")
    try site.rollbook("apply", "--yes")
    let before = try site.everything()
    let undo = try site.rollbook("undo", "1", "--skip", "ad", "--yes")
    #expect(undo.status == 1)
    #expect(undo.errors.contains("--skip ad: run 1 changed nothing of this name"))
    #expect(try site.everything() == before)
    #expect(try site.rollbook("undo", "1", "--skip", "Ada", "--yes").status == 0)
    #expect(try site.everything() == before)
  }

  @Test func `former passwords are nowhere to be seen`() throws {
    let site = try BuiltSite()
    func manifest(_ hash: String) -> String {
      "rollbook: 1\ndomain: school.example\nstore: sqlite:rollbook.db\nusers:\n  ada:\n"
        + "    password: \"{SHA512-CRYPT}$6$salt$\(hash)\"\n"
    }
    try site.write(manifest("firsthash"), to: "rollbook.yaml")
    try site.rollbook("init")
    try site.rollbook("apply", "--yes")
    try site.write(manifest("secondhash"), to: "rollbook.yaml")
    try site.rollbook("apply", "--yes")
    let saved = try site.rollbook("undo", "2", "--out", "undo.json")
    let answers = [
      saved, try site.rollbook("history", "2", "--format", "json"), try site.rollbook("undo", "2"),
      try site.rollbook("apply", "undo.json", "--yes"), try site.rollbook("history", "3"),
    ]
    #expect(answers.map(\.status) == [0, 0, 64, 0, 0])
    for text in answers.flatMap({ [$0.output, $0.errors] }) + [try site.read("undo.json")] {
      #expect(!text.contains("firsthash") && !text.contains("secondhash"))
    }
    #expect(try site.everything().contains("firsthash"))
  }

  private static func small(comment: String) -> String {
    "rollbook: 1\ndomain: school.example\nstore: sqlite:rollbook.db\npolicy: { minimum-admins: 0 }\n"
      + "users:\n  ada: { comment: \(comment) }\n"
  }
}

extension BuiltSite {
  /// Everything that an export tells, and each account's messages.
  func everything() throws -> String {
    try? FileManager.default.removeItem(at: folder.appendingPathComponent("all.yaml"))
    let answer = try rollbook("export", "--all", "--passwords", "--out", "all.yaml")
    #expect(answer.status == 0, "\(answer.errors)")
    return try read("all.yaml") + rollbook("list", "--format", "json").output
  }

  /// Carries a command out with whatever its refusals ask to allow.
  ///
  /// - Returns: The run; nil where the manifest does not fit, or there was nothing to do.
  fileprivate func carryOut(_ arguments: String...) throws -> Int? {
    var arguments = arguments + ["--yes"]
    let before = try newestRun()
    for _ in 0..<5 {
      let answer = try Self.run(Self.binary, arguments, in: folder)
      if answer.status == 3 {
        let more = answer.errors.split(separator: "\n").filter { $0.contains("to allow it: --") }
          .flatMap { $0.drop { $0 != "-" }.split(separator: " ").map(String.init) }
        guard !more.isEmpty else { return nil }
        arguments += more
        continue
      }
      guard answer.status == 0 || answer.status == 4 else {
        #expect(answer.status == 1 && arguments[0] == "apply", "\(answer.errors)")
        return nil
      }
      let newest = try newestRun()
      return newest == before ? nil : newest
    }
    Issue.record("\(arguments) was refused over and over")
    return nil
  }

  /// Takes a run back, in as many runs as that takes.
  fileprivate func takeBack(_ run: Int) throws -> [Int] {
    var undos: [Int] = []
    for _ in 0..<5 {
      if let undo = try carryOut("undo", "\(run)") { undos.append(undo) }
      let again = try rollbook("undo", "\(run)")
      if again.errors.contains("has taken run \(run) back already") { return undos }
    }
    Issue.record("run \(run) was not taken back")
    return undos
  }

  /// 0 before the first.
  private func newestRun() throws -> Int {
    let answer = try rollbook("history", "--format", "json")
    let history = try JSONSerialization.jsonObject(with: Data(answer.output.utf8))
    let runs = (history as? [String: Any])?["runs"] as? [[String: Any]]
    return try #require(runs).first?["run"] as? Int ?? 0
  }
}
