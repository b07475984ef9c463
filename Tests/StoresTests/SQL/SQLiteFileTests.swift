import Glibc
import TestSupport
import Testing

@testable import Stores

@Suite struct SQLiteFileTests {
  let folder = TemporaryFolder()

  private var file: SQLiteFile { SQLiteFile(path: folder.path("rollbook.db")) }

  @Test func otherDatabaseKeepsItsLog() throws {
    _ = try folder.makeStore()
    do {
      let connection = try SQLiteConnection(
        uri: file.uri("mode=rw"), name: file.path, isReadOnly: false, busyTimeout: 0)
      connection.keepLog()
      try connection.script("PRAGMA application_id = 5")
    }
    let before = ["rollbook.db", "rollbook.db-wal"].map(folder.bytes)
    #expect(before[1]?.isEmpty == false)
    #expect(throws: StoreError.notAStore(file.path)) { _ = try file.openWriter(lockTimeout: 0) }
    #expect(["rollbook.db", "rollbook.db-wal"].map(folder.bytes) == before)
  }

  @Test func databaseThatCannotBeOpenedIsInaccessible() {
    let missing = SQLiteFile(path: folder.path("none.db"))
    #expect(
      performing: {
        _ = try SQLiteConnection(
          uri: missing.uri("mode=rw"), name: missing.path, isReadOnly: false, busyTimeout: 0)
      },
      throws: { error in
        if case StoreError.inaccessible(missing.path, _) = error { true } else { false }
      })
  }

  @Test func brokenStoreIsNoMatterOfPermissions() throws {
    _ = try folder.makeStore()
    let bytes = try #require(folder.bytes(of: "rollbook.db"))
    folder.write(bytes: Array(bytes.prefix(4096)), to: "rollbook.db")
    let broken = StoreError.database(file.path, "database disk image is malformed")
    #expect(throws: broken) { _ = try file.openReader() }
    #expect(throws: broken) { _ = try file.openWriter(lockTimeout: 0) }
  }
}
