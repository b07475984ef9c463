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
}
