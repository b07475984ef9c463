import MailModel
import TestSupport
import Testing

@testable import Stores

@Suite struct DirectoryUnlockConformanceTests {
  @Test(arguments: StoreUnderTest.allCases)
  func unlockingWantsNoLock(_ kind: StoreUnderTest) throws {
    let site = try kind.makeSite()
    let writer = try site.openWriter()
    _ = try writer.takeLock(.test)
    try writer.add(.ada)
    let other = try site.openWriter()
    #expect(try other.unlock([.school("ada")], at: 1) == [])
  }

  @Test(arguments: StoreUnderTest.allCases)
  func accountThatDoesNotExistIsAConflict(_ kind: StoreUnderTest) throws {
    try kind.open { store in
      #expect(throws: StoreError.conflict("account ada@school.example is gone")) {
        try store.unlock([.school("ada")], at: 1)
      }
    }
  }
}
