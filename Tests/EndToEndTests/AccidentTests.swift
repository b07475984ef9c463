import Foundation
import Testing

/// What goes wrong on the evening, with the built binary.
@Suite struct AccidentTests {
  private static func manifest(_ users: [String], leavers: [String] = []) -> String {
    """
    rollbook: 1
    domain: school.example
    store: sqlite:rollbook.db
    policy: { minimum-admins: 0, max-removals: [100%] }
    users:
    \(users.map { "  \($0): {}" }.joined(separator: "\n"))
    leavers: [\(leavers.map { "{ account: \($0), purge: true }" }.joined(separator: ", "))]

    """
  }

  private static let pupils = (100..<160).map { "pupil\($0)" }

  /// Sixty pupils, each with one message.
  private func site() throws -> BuiltSite {
    let site = try BuiltSite()
    try site.rollbook("init")
    try site.write(Self.manifest(["head"] + Self.pupils), to: "rollbook.yaml")
    try #require(try site.rollbook("apply", "--yes").status == 0)
    for line in try site.listed() {
      guard let maildir = line["maildir"] as? String else { continue }
      try site.write("Subject: hello\n\nhello\n", to: "\(maildir)/new/1700000000.M1P1.host")
    }
    return site
  }

  private func messages(in site: BuiltSite) throws -> Int {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: site.folder.path)
    return paths.count { $0.hasSuffix("1700000000.M1P1.host") }
  }

  /// Kills an apply that purges all pupils at a moment of its own, then applies again.
  @Test(arguments: [5, 20, 40, 80, 160])
  func killedApplyIsFinishedByTheNext(_ milliseconds: Int) throws {
    let site = try site()
    try site.write(Self.manifest(["head"], leavers: Self.pupils), to: "rollbook.yaml")
    let process = Process()
    process.executableURL = BuiltSite.binary
    process.arguments = ["apply", "--yes"]
    process.currentDirectoryURL = site.folder
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    usleep(UInt32(milliseconds) * 1_000)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()

    let apply = try site.rollbook("apply", "--yes")
    #expect(apply.status == 0, "\(apply.errors)")
    #expect(try site.rollbook("plan", "--detailed-exitcode").status == 0)
    #expect(try site.listed().count == 2)
    #expect(try messages(in: site) == 61)
    #expect(try site.rollbook("trash").output.contains("60 items, 60 messages"))
  }

  @Test func oneOfManyAppliesAtOnceWins() throws {
    let site = try BuiltSite()
    try site.rollbook("init")
    try site.write(Self.manifest(["head"] + Self.pupils), to: "rollbook.yaml")
    let processes = try (0..<10).map { _ in
      let process = Process()
      process.executableURL = BuiltSite.binary
      process.arguments = ["apply", "--yes"]
      process.currentDirectoryURL = site.folder
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      return process
    }
    for process in processes { process.waitUntilExit() }
    let statuses = processes.map(\.terminationStatus)
    #expect(statuses.contains(0))
    // The others met the lock, came too late for their plan, or found nothing to do.
    #expect(statuses.allSatisfy { [0, 6, 7].contains($0) }, "\(statuses)")
    #expect(try site.rollbook("history").output.split(separator: "\n").count == 2)
  }

  @Test(arguments: ["plan", "export", "list", "history"])
  func reportThatCannotBeWrittenIsAnError(_ command: String) throws {
    let site = try site()
    let answer = try BuiltSite.run(
      URL(fileURLWithPath: "/bin/bash"), ["-c", "rollbook \(command) > /dev/full"], in: site.folder)
    #expect(answer.status == 1)
    #expect(answer.errors.contains("cannot write the report"))
  }

  @Test func wrongMailFolderIsNotTakenForEmptyMailboxes() throws {
    let site = try site()
    try site.write("", to: "elsewhere/.keep")
    try site.write(
      Self.manifest(["head"]).replacingOccurrences(
        of: "leavers: []", with: "leavers: [\(Self.pupils.joined(separator: ", "))]"),
      to: "rollbook.yaml")
    let before = try site.contents()
    let apply = try site.rollbook("apply", "--yes", "--mail", "maildir:elsewhere/%d/%n-%i")
    #expect(apply.status == 1)
    #expect(apply.errors.contains("elsewhere is not the mail folder of this store"))
    #expect(try site.contents() == before)
  }

  @Test func brokenManifestDoesNotSendListToAnotherMailFolder() throws {
    let site = try site()
    try site.write("users: [", to: "rollbook.yaml")
    let list = try site.rollbook("list", "--store", "sqlite:rollbook.db")
    #expect(list.status == 1)
    #expect(list.errors.contains("rollbook.yaml:"))
  }
}
