import Glibc
import TestSupport
import Testing

@testable import System

@Suite struct SettledFolderTests {
  let site = TemporaryFolder()

  init() { site.write("", to: "cur/1.a:2,") }

  /// Sets or takes back the flag of a message, as mail clients do.
  func toggleFlag() {
    let names = ["1.a:2,", "1.a:2,S"].map { site.path("cur/\($0)") }
    if rename(names[0], names[1]) != 0 { rename(names[1], names[0]) }
  }

  /// How often was looked, when `disturb` is called during each look with its number.
  func looks(_ disturb: (Int) -> Void) throws -> Int {
    var looks = 0
    return try Folder.root(site.path).settled(["cur", "new"]) {
      looks += 1
      disturb(looks)
      return looks
    }
  }

  @Test func folderAtRestIsLookedAtOnce() throws {
    #expect(try looks { _ in } == 1)
  }

  @Test func renameMeanwhileCallsForAnotherLook() throws {
    #expect(try looks { if $0 < 3 { toggleFlag() } } == 3)
  }

  @Test func folderThatAppearsMeanwhileCallsForAnotherLook() throws {
    #expect(try looks { if $0 == 1 { site.makeFolder("new") } } == 2)
  }

  @Test func folderThatNeverRestsIsAnError() {
    #expect(
      performing: { _ = try looks { _ in toggleFlag() } },
      throws: { ($0 as? SystemError)?.code == EAGAIN })
  }

  @Test func lookThatFailedIsRepeated() throws {
    var looks = 0
    let found = try Folder.root(site.path).settled(["cur"]) { () throws(SystemError) -> Int? in
      looks += 1
      return looks < 2 ? nil : looks
    }
    #expect(found == 2)
  }
}
