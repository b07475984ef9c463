import Glibc
import MailModel
import TestSupport
import Testing

@testable import Stores

@Suite struct ReadOnlyTests {
  let folder = TemporaryFolder()

  /// A store with two accounts whose last changes lie in the log, as while a run is under way.
  func makeStoreUnderWay() throws -> (url: StoreURL, writer: any DirectoryWriter) {
    let url = try folder.makeStore()
    let writer = try url.openLockedWriter()
    try writer.add(.ada, .grace)
    return (url, writer)
  }

  @Test func readingChangesNoByteOfDatabaseAndLog() throws {
    let (url, writer) = try makeStoreUnderWay()
    try withExtendedLifetime(writer) {
      let before = ["rollbook.db", "rollbook.db-wal"].map(folder.bytes)
      #expect(before[1]?.isEmpty == false)
      do {
        let reader = try url.openReader()
        #expect(try reader.snapshot().accounts.count == 2)
        #expect(try reader.runs().count == 1)
      }
      #expect(["rollbook.db", "rollbook.db-wal"].map(folder.bytes) == before)
    }
  }

  @Test func lastReaderLeavesTheLogOfACrashedWriter() throws {
    let (_, writer) = try makeStoreUnderWay()
    let copy = TemporaryFolder()
    for name in ["rollbook.db", "rollbook.db-wal"] {
      copy.write(bytes: folder.bytes(of: name) ?? [], to: name)
    }
    withExtendedLifetime(writer) {}
    let before = ["rollbook.db", "rollbook.db-wal"].map(copy.bytes)
    do {
      let reader = try StoreURL("sqlite:rollbook.db", base: copy.path).openReader()
      #expect(try reader.snapshot().accounts.count == 2)
    }
    #expect(["rollbook.db", "rollbook.db-wal"].map(copy.bytes) == before)
  }

  @Test func readerSeesOneMoment() throws {
    let (url, writer) = try makeStoreUnderWay()
    let reader = try url.openReader()
    #expect(try reader.snapshot().accounts.count == 2)
    try writer.add(.alan)
    #expect(try reader.snapshot().accounts.count == 3)
  }

  @Test func readerCannotWrite() throws {
    let (url, writer) = try makeStoreUnderWay()
    let connection = try SQLiteFile(path: url.path).openReader()
    #expect(throws: StoreError.self) { try connection.script("DELETE FROM account") }
    #expect(try writer.accounts.count == 2)
  }

  @Test func openReaderDoesNotStopAWriter() throws {
    let (url, writer) = try makeStoreUnderWay()
    let connection = try SQLiteFile(path: url.path).openReader()
    let count = try connection.reading { () throws(StoreError) in
      let before = try connection.statement("SELECT count(*) FROM account").first { $0.number(0) }
      _ = try writer.begin(.test([.adding(.alan)], new: [.alan]))
      let after = try connection.statement("SELECT count(*) FROM account").first { $0.number(0) }
      return (before, after)
    }
    #expect(count.0 == 2)
    #expect(count.1 == 2)
  }

  @Test(.enabled(if: OwnMounts.refusal == nil, "\(OwnMounts.refusal ?? "")"))
  func storeOnAReadOnlyFileSystemIsRead() throws {
    do { _ = try makeStoreUnderWay() }
    let mount = try #require(ReadOnlyMount(of: folder))
    let url = try StoreURL("sqlite:rollbook.db", base: mount.path)
    #expect(try url.openReader().snapshot().accounts.count == 2)
    #expect(folder.bytes(of: "rollbook.db-wal") == [])
  }

  @Test func lastWriterLeavesAnEmptyLogForReadersThatCannotMakeOne() throws {
    do { _ = try makeStoreUnderWay() }
    #expect(folder.bytes(of: "rollbook.db-wal") == [])
    #expect(folder.bytes(of: "rollbook.db-shm") != nil)
  }

  @Test func logThatAReaderHoldsIsLeftForTheNextWriter() throws {
    let url = try folder.makeStore()
    let connection = try SQLiteFile(path: url.path).openReader()
    try connection.script("BEGIN; SELECT count(*) FROM account")
    do {
      let writer = try url.openLockedWriter()
      try writer.add(.ada)
    }
    try connection.script("COMMIT")
    #expect(folder.bytes(of: "rollbook.db-wal")?.isEmpty == false)
    #expect(try url.openReader().snapshot().accounts.count == 1)
    do { _ = try url.openWriter(lockTimeout: 0) }
    #expect(try url.openReader().snapshot().accounts.count == 1)
  }

  @Test(.enabled(if: OwnMounts.refusal == nil, "\(OwnMounts.refusal ?? "")"))
  func logThatCannotBeReadThereIsAnError() throws {
    let (_, writer) = try makeStoreUnderWay()
    let copy = TemporaryFolder()
    for name in ["rollbook.db", "rollbook.db-wal"] {
      copy.write(bytes: folder.bytes(of: name) ?? [], to: name)
    }
    withExtendedLifetime(writer) {}
    let mount = try #require(ReadOnlyMount(of: copy))
    let url = try StoreURL("sqlite:rollbook.db", base: mount.path)
    #expect(
      performing: { _ = try url.openReader().snapshot() },
      throws: { error in
        if case StoreError.database(_, let words) = error { words.contains("-wal") } else { false }
      })
  }
}

/// A folder mounted read-only at another place, as a copy of a site is.
private final class ReadOnlyMount {
  let path: String
  private let place: TemporaryFolder

  /// nil where mounting is not allowed.
  init?(of folder: TemporaryFolder) {
    place = TemporaryFolder()
    path = place.makeFolder("mounted")
    guard mount(folder.path, path, nil, UInt(MS_BIND), nil) == 0 else { return nil }
    let flags = MS_BIND | MS_REMOUNT | MS_RDONLY
    guard mount(nil, path, nil, UInt(flags), nil) == 0 else { return nil }
  }

  deinit { umount2(path, Int32(MNT_DETACH)) }
}
