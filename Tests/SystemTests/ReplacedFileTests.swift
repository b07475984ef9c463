import Glibc
import System
import TestSupport
import Testing

@Suite struct ReplacedFileTests {
  private let folder = TemporaryFolder()
  private let old = Array("old\n".utf8)
  private let new = Array("new text\n".utf8)

  private func reason(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return (error as? FileFailure)?.reason
    }
  }

  @Test func textIsExchangedAndModeKept() throws {
    let path = folder.write(bytes: old, to: "a.yaml")
    chmod(path, 0o640)
    try ReplacedFile.write(new, over: old, at: path)
    var status = stat()
    stat(path, &status)
    #expect(folder.bytes(of: "a.yaml") == new)
    #expect(status.st_mode & 0o7777 == 0o640)
    #expect(folder.contents == ["a.yaml"])
  }

  @Test func aLinkStaysAndTheFileBehindItIsExchanged() throws {
    folder.write(bytes: old, to: "there/a.yaml")
    symlink("there/a.yaml", folder.path("link.yaml"))
    try ReplacedFile.write(new, over: old, at: folder.path("link.yaml"))
    var status = stat()
    lstat(folder.path("link.yaml"), &status)
    #expect(status.st_mode & S_IFMT == S_IFLNK)
    #expect(folder.bytes(of: "there/a.yaml") == new)
    #expect(folder.contents == ["link.yaml", "there", "there/a.yaml"])
  }

  @Test func aFileThatChangedMeanwhileIsLeft() {
    let path = folder.write("else", to: "a.yaml")
    #expect(
      reason { try ReplacedFile.write(new, over: old, at: path) }
        == "it was changed by somebody else just now")
    #expect(folder.text(of: "a.yaml") == "else")
    #expect(folder.contents == ["a.yaml"])
  }

  @Test func aMissingFileIsNotMade() {
    let path = folder.path("a.yaml")
    #expect(
      reason { try ReplacedFile.write(new, over: old, at: path) } == "no such file or directory")
    #expect(folder.contents == [])
  }

  @Test(.enabled(if: geteuid() != 0, "root may write anything"))
  func aFileThatMayNotBeWrittenIsLeft() {
    let path = folder.write(bytes: old, to: "a.yaml")
    chmod(path, 0o444)
    #expect(reason { try ReplacedFile.write(new, over: old, at: path) } == "permission denied")
    #expect(folder.bytes(of: "a.yaml") == old)
  }
}
