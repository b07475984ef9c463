import MailModel
import TestSupport
import Testing

@testable import Stores

@Suite struct DirectoryLockConformanceTests {
  let first = LockHolder.holder("a")
  let second = LockHolder.holder("b")
  let far = LockHolder.holder("far", host: "there")

  @Test(arguments: StoreUnderTest.allCases)
  func lockIsHeldByOne(_ kind: StoreUnderTest) throws {
    let site = try kind.makeSite()
    let (one, other) = (try site.openWriter(), try site.openWriter())
    #expect(try one.takeLock(first) == nil)
    #expect(throws: StoreError.locked(first)) { try other.takeLock(second) }
    #expect(throws: StoreError.locked(first)) { try other.takeLock(second, taking: "a") }
    try other.releaseLock(second)
    #expect(throws: StoreError.locked(first)) { try other.takeLock(second) }
    try one.releaseLock(first)
    #expect(try other.takeLock(second) == nil)
  }

  @Test(arguments: StoreUnderTest.allCases)
  func writerThatHoldsTheLockTakesItForNobodyElse(_ kind: StoreUnderTest) throws {
    let site = try kind.makeSite()
    let writer = try site.openWriter()
    #expect(try writer.takeLock(first) == nil)
    #expect(try writer.takeLock(first) == nil)
    #expect(throws: StoreError.locked(first)) { try writer.takeLock(second) }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func holderThatWasKilledIsReplaced(_ kind: StoreUnderTest) throws {
    let site = try kind.makeSite()
    let killed = try site.openWriter()
    #expect(try killed.takeLock(first) == nil)
    site.kill(killed)
    let next = try site.openWriter()
    #expect(try next.takeLock(second) == first)
    try next.add(.ada)
    #expect(try next.accounts == [.ada])
  }

  @Test(arguments: StoreUnderTest.allCases)
  func holderOnAnotherHostIsReplacedByNameOnly(_ kind: StoreUnderTest) throws {
    let site = try kind.makeSite()
    let killed = try site.openWriter()
    #expect(try killed.takeLock(far) == nil)
    site.kill(killed)
    let next = try site.openWriter()
    #expect(throws: StoreError.locked(far)) { try next.takeLock(first) }
    #expect(throws: StoreError.locked(far)) { try next.takeLock(first, taking: "b") }
    #expect(try next.takeLock(first, taking: far.id) == far)
    try next.add(.ada)
  }

  @Test(arguments: StoreUnderTest.allCases)
  func refusedLockIsFreeForTheNext(_ kind: StoreUnderTest) throws {
    let site = try kind.makeSite()
    let killed = try site.openWriter()
    #expect(try killed.takeLock(far) == nil)
    site.kill(killed)
    let (one, other) = (try site.openWriter(), try site.openWriter())
    #expect(throws: StoreError.locked(far)) { try one.takeLock(first) }
    #expect(try other.takeLock(second, taking: far.id) == far)
  }

  @Test(arguments: StoreUnderTest.allCases)
  func nothingIsWrittenWithoutTheLock(_ kind: StoreUnderTest) throws {
    let site = try kind.makeSite()
    let store = try site.openWriter()
    _ = try store.takeLock(first)
    try store.add(.ada)
    let run = try store.begin(.test([.removing(.ada)], steps: [.of(.ada)]))
    try store.releaseLock(first)
    try expectConflict(in: store) { try store.add(.grace) }
    try expectConflict(in: store) { try store.announce(1, of: run, mailbox: .empty) }
    try expectConflict(in: store) { try store.holdBack(1, of: run) }
    try expectConflict(in: store) { try store.confirmRemoval(1, of: run, at: 5) }
    try expectConflict(in: store) { try store.close(run, outcome: .done, at: 5) }
    try expectConflict(in: store) {
      try store.remember(AppliedState(lastApplied: LastApplied(policy: "seats: 3")))
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func readerTellsARunAtWorkFromOneThatStopped(_ kind: StoreUnderTest) throws {
    // Whose host is this one: of others nothing is known.
    let site = try kind.makeSite()
    let writer = try site.openWriter()
    let holder = LockHolder.holder("a", host: thisHost)
    _ = try writer.takeLock(holder)
    try writer.add(.ada)
    _ = try writer.begin(.test([.removing(.ada)], steps: [.of(.ada)]))
    #expect(try site.openReader().snapshot().unfinished?.holder == holder.description)
    site.kill(writer)
    let unfinished = try #require(try site.openReader().snapshot().unfinished)
    #expect(unfinished.holder == nil)
  }
}
