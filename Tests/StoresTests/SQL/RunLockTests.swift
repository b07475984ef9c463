import Glibc
import MailModel
import System
import TestSupport
import Testing

@testable import Stores

@Suite struct RunLockTests {
  let folder = TemporaryFolder()

  /// A connection past the protocols.
  func connection() throws -> SQLiteConnection {
    try SQLiteFile(path: folder.path("rollbook.db")).openWriter(lockTimeout: 0)
  }

  @Test func writerThatIsDroppedGivesTheFileBackAndLeavesItsRow() throws {
    let url = try folder.makeStore()
    do {
      let dropped = try url.openWriter(lockTimeout: 0)
      #expect(try dropped.takeLock(.holder("a")) == nil)
    }
    let next = try url.openWriter(lockTimeout: 0)
    #expect(try next.takeLock(.holder("b")) == .holder("a"))
  }

  @Test func livingHolderIsNotReplacedWhateverItsProcessNumber() throws {
    let url = try folder.makeStore()
    let holder = LockHolder.holder("a", pid: 1 << 23)
    let one = try url.openWriter(lockTimeout: 0)
    #expect(try one.takeLock(holder) == nil)
    let other = try url.openWriter(lockTimeout: 0)
    #expect(throws: StoreError.locked(holder)) { try other.takeLock(.holder("b")) }
  }

  @Test func farHolderWhoseFileIsLockedHereIsNotReplacedByName() throws {
    let url = try folder.makeStore()
    let holder = LockHolder.holder("a", host: "there")
    let one = try url.openWriter(lockTimeout: 0)
    #expect(try one.takeLock(holder) == nil)
    let other = try url.openWriter(lockTimeout: 0)
    #expect(throws: StoreError.locked(holder)) { try other.takeLock(.holder("b"), taking: "a") }
  }

  @Test func writerWhoseLockWasTakenOverWritesNothing() throws {
    let store = try folder.makeStore().openLockedWriter()
    try store.add(.ada)
    try connection().script("UPDATE run_lock SET id = 'b', operator = 'pa', pid = 7, host = 'x'")
    #expect(throws: StoreError.conflict("the lock was taken over by pa, pid 7 on x")) {
      try store.begin(.test([]))
    }
    #expect(try store.runs().count == 1)
  }

  @Test func lockFileIsForThoseWhoMayWriteTheDatabase() throws {
    let url = try folder.makeStore()
    chmod(url.path, 0o664)
    _ = try url.openLockedWriter()
    var (database, lock) = (stat(), stat())
    #expect(stat(url.path, &database) == 0)
    #expect(stat(url.path + ".lock", &lock) == 0)
    #expect(lock.st_mode == S_IFREG | 0o660)
    #expect(lock.st_uid == database.st_uid)
    #expect(lock.st_gid == database.st_gid)
  }

  @Test func linkInPlaceOfTheLockFileIsRefused() throws {
    let url = try folder.makeStore()
    let kept = folder.write("precious", to: "kept")
    symlink(kept, url.path + ".lock")
    #expect(throws: StoreError.self) { try url.openLockedWriter() }
    #expect(folder.text(of: "kept") == "precious")
  }

  @Test func storeBehindALinkHasOneLock() throws {
    let url = try folder.makeStore()
    let other = TemporaryFolder()
    symlink(url.path, other.path("link.db"))
    let writer = try url.openLockedWriter()
    let linked = try StoreURL("sqlite:link.db", base: other.path).openWriter(lockTimeout: 0)
    #expect(throws: StoreError.locked(.test)) { try linked.takeLock(.holder("b")) }
    try withExtendedLifetime(writer) { try writer.releaseLock(.test) }
  }

  @Test func readerMakesNoLockFileAndNeedsNone() throws {
    let url = try folder.makeStore()
    let writer = try url.openWriter(lockTimeout: 0)
    _ = try writer.takeLock(.holder("a", host: thisHost))
    _ = try writer.begin(.test([]))
    unlink(url.path + ".lock")
    #expect(try url.openReader().snapshot().unfinished?.holder == nil)
    #expect(!folder.exists("rollbook.db.lock"))
  }

  @Test func readerTakesAHolderOnAnotherHostForLiving() throws {
    let url = try folder.makeStore()
    let holder = LockHolder.holder("a", host: "there")
    do {
      let writer = try url.openWriter(lockTimeout: 0)
      _ = try writer.takeLock(holder)
      _ = try writer.begin(.test([]))
    }
    #expect(try url.openReader().snapshot().unfinished?.holder == holder.description)
  }

  @Test func readerOnAnotherHostTakesAHolderForLiving() throws {
    let url = try folder.makeStore()
    let holder = LockHolder.holder("a", host: thisHost)
    do {
      let writer = try url.openWriter(lockTimeout: 0)
      _ = try writer.takeLock(holder)
      _ = try writer.begin(.test([]))
    }
    let other = Host(name: "there", now: { 1 })
    #expect(try url.openReader().snapshot().unfinished?.holder == nil)
    #expect(try url.openReader(on: other).snapshot().unfinished?.holder == holder.description)
  }

  @Test func olderSchemaIsBroughtUpToDateUnderTheLock() throws {
    let url = try folder.makeStore()
    let writer = try url.openLockedWriter()
    try connection().script("PRAGMA user_version = 0")
    #expect(throws: StoreError.busy(url.path)) { try url.openWriter(lockTimeout: 0) }
    try writer.releaseLock(.test)
  }
}
