import Glibc
import TestSupport
import Testing

@testable import System

@Suite struct NewFolderTests {
  let folder = TemporaryFolder()

  private func mode(of name: String) -> mode_t? {
    var status = stat()
    return stat(folder.path(name), &status) == 0 ? status.st_mode & 0o7777 : nil
  }

  @Test(arguments: [mode_t(0o755), 0o2770])
  func hasTheModeAndGroupItIsMadeWith(_ mode: mode_t) throws {
    #expect(try NewFolder.make(folder.path("new"), mode: mode, group: getegid()))
    #expect(self.mode(of: "new") == mode)
  }

  @Test func folderThatIsThereIsLeftAsItIs() throws {
    folder.makeFolder("old")
    chmod(folder.path("old"), 0o700)
    #expect(try !NewFolder.make(folder.path("old"), mode: 0o755))
    #expect(mode(of: "old") == 0o700)
  }

  @Test func linkInItsPlaceIsNotFollowed() {
    folder.makeFolder("private")
    chmod(folder.path("private"), 0o700)
    symlink(folder.path("private"), folder.path("new"))
    #expect(throws: FileFailure.self) {
      try NewFolder.open(folder.path("new"), to: 0o755, group: nil)
    }
    #expect(mode(of: "private") == 0o700)
  }
}
