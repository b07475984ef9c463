import Foundation
import Glibc
import TestSupport
import Testing

@testable import System

@Suite struct OwnedFileTests {
  private func file(_ text: String, in folder: TemporaryFolder) -> OwnedFile {
    OwnedFile(path: "\(folder.path)/a.conf", text: text, mode: 0o640, owner: "root", group: "root")
  }

  @Test func standingTellsWhatIsThere() throws {
    let folder = TemporaryFolder()
    let file = file("one\n", in: folder)
    #expect(file.standing == .missing)
    for (text, standing) in [
      ("one\n", OwnedFile.Standing.equal), ("one", .different), ("one\ntwo\n", .different),
      ("", .different),
    ] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: file.path))
      #expect(file.standing == standing, "\(text)")
    }
  }

  @Test func fileThatIsThereIsGivenItsMode() throws {
    let folder = TemporaryFolder()
    let file = file("one\n", in: folder)
    try Data("one\n".utf8).write(to: URL(fileURLWithPath: file.path))
    try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: file.path)
    #expect(!file.isGuarded)
    _ = file.guarded()
    let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
    #expect(mode as? Int == 0o640)
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give a file away"))
  func fileThatIsThereIsGivenItsOwner() throws {
    let folder = TemporaryFolder()
    let file = file("one\n", in: folder)
    #expect(try file.write())
    #expect(file.isGuarded)
    #expect(chown(file.path, 1, 1) == 0)
    #expect(!file.isGuarded)
    #expect(file.guarded())
    #expect(file.isGuarded)
  }

  private enum Link: CaseIterable {
    case symbolic
    case hard
  }

  /// Whoever may write in the folder chooses what a link leads to, and may choose again.
  @Test(arguments: Link.allCases)
  private func linkToAnEqualFileIsDifferentAndKeepsTheModeOfThatFile(_ link: Link) {
    let folder = TemporaryFolder()
    let file = file("one\n", in: folder)
    let target = folder.write("one\n", to: "target")
    #expect(chmod(target, 0o604) == 0)
    switch link {
    case .symbolic: #expect(symlink(target, file.path) == 0)
    case .hard: #expect(Glibc.link(target, file.path) == 0)
    }
    #expect(file.standing == .different)
    #expect(!file.isGuarded)
    #expect(!file.guarded())
    var status = stat()
    #expect(stat(target, &status) == 0)
    #expect(status.st_mode & 0o7777 == 0o604)
  }

  @Test func linkToNothingIsDifferentAndIsNotWrittenThrough() {
    let folder = TemporaryFolder()
    let file = file("one\n", in: folder)
    #expect(symlink(folder.path("target"), file.path) == 0)
    #expect(file.standing == .different)
    #expect(throws: FileFailure.self) { _ = try file.write() }
    #expect(!folder.exists("target"))
  }

  @Test func pipeKeepsNobodyWaiting() {
    let folder = TemporaryFolder()
    let file = file("one\n", in: folder)
    #expect(mkfifo(file.path, 0o600) == 0)
    #expect(file.standing == .different)
  }

  @Test func fileThatIsNoLongerEqualIsGivenNothing() {
    let folder = TemporaryFolder()
    let file = file("one\n", in: folder)
    folder.write("two\n", to: "a.conf")
    #expect(chmod(file.path, 0o604) == 0)
    #expect(!file.guarded())
    var status = stat()
    #expect(stat(file.path, &status) == 0)
    #expect(status.st_mode & 0o7777 == 0o604)
  }

  @Test func writesTheModeAndNeverOverAFile() throws {
    let folder = TemporaryFolder()
    let file = file("one\n", in: folder)
    _ = try file.write()
    let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
    #expect(mode as? Int == 0o640)
    #expect(file.standing == .equal)
    #expect(throws: FileFailure.self) { _ = try self.file("two\n", in: folder).write() }
    #expect(file.standing == .equal)
  }
}
