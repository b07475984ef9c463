import Execution
import Foundation
import TestSupport
import Testing

@Suite struct RepositoryTests {
  private let temporary = TemporaryFolder()
  private var folder: String { temporary.path }

  private func git(_ words: String...) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments =
      ["git", "-C", folder, "-c", "user.name=t", "-c", "user.email=t@test.example"] + words
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "git \(words)")
  }

  private func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(filePath: folder).appending(path: name))
  }

  private func commit() throws {
    try write("one", to: "rollbook.yaml")
    try git("init", "-q")
    try git("add", "-A")
    try git("commit", "-q", "-m", "one")
  }

  private var found: Repository? {
    Repository(around: folder, files: ["rollbook.yaml", "staff.yaml", "students.csv"])
  }

  @Test func outsideARepositoryThereIsNone() {
    #expect(found == nil)
  }

  @Test func withoutACommitThereIsNone() throws {
    try git("init", "-q")
    #expect(found == nil)
  }

  @Test func aCleanTreeHasItsCommit() throws {
    try commit()
    let repository = try #require(found)
    #expect(repository.commit.count == 40)
    #expect(!repository.isDirty)
  }

  @Test func aDetachedHeadHasItsCommit() throws {
    try commit()
    try git("checkout", "-q", "--detach")
    #expect(found?.commit.count == 40)
  }

  @Test func aChangedFileIsUncommitted() throws {
    try commit()
    try write("two", to: "rollbook.yaml")
    #expect(found?.isDirty == true)
  }

  @Test func aFileOfTheManifestThatWasNeverAddedIsUncommitted() throws {
    try commit()
    try write("new", to: "staff.yaml")
    #expect(found?.isDirty == true)
  }

  @Test func whatIsNoPartOfTheManifestDoesNotMatter() throws {
    try commit()
    try write("store", to: "rollbook.db")
    #expect(found?.isDirty == false)
  }

  @Test func anIgnoredRosterDoesNotMatter() throws {
    try write("*.csv\n", to: ".gitignore")
    try commit()
    try write("pupils", to: "students.csv")
    #expect(found?.isDirty == false)
  }
}
