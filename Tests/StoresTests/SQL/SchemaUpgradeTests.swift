import MailModel
import TestSupport
import Testing

@testable import Stores

/// A store that an earlier rollbook made, read by this one and brought up to date.
@Suite struct SchemaUpgradeTests {
  private let folder = TemporaryFolder()
  private let url: StoreURL

  init() throws {
    url = try StoreURL("sqlite:rollbook.db", base: folder.path)
    folder.write("", to: "rollbook.db")
    try Self.makeStore(of: 1, at: url.path)
  }

  /// Makes the store that `Fixtures/schema-1.sql` holds, or that of another schema.
  private static func makeStore(of schema: Int, at path: String) throws {
    let fixture =
      "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
      + "/Fixtures/schema-\(schema).sql"
    let connection = try SQLiteConnection(
      uri: "file:\(path)?mode=rw", name: path, isReadOnly: false, busyTimeout: 0)
    try connection.script("PRAGMA journal_mode = WAL")
    try connection.script(
      String(decoding: try #require(TemporaryFolder.bytes(at: fixture)), as: UTF8.self))
  }

  /// Every table, index, trigger and view with its text, in the order of names.
  private func schema(of url: StoreURL) throws -> [String] {
    let connection = try SQLiteFile(path: url.path).openReader()
    return try SQLDirectory(connection: connection).all(
      "SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM main.sqlite_schema ORDER BY 1"
    ) { $0.text(0) }
  }

  private func number(in url: StoreURL) throws -> Int {
    try SQLiteFile(path: url.path).openReader().checkedSchema()
  }

  @Test(arguments: 1..<SchemaMark.newest)
  func upgradedStoreIsLikeAFreshOne(from old: Int) throws {
    let folder = TemporaryFolder()
    let url = try StoreURL("sqlite:rollbook.db", base: folder.path)
    folder.write("", to: "rollbook.db")
    try Self.makeStore(of: old, at: url.path)
    #expect(try number(in: url) == old)
    do { _ = try url.openWriter(lockTimeout: 0) }
    #expect(try number(in: url) == SchemaMark.newest)
    let other = TemporaryFolder()
    let fresh = try other.makeStore()
    #expect(try schema(of: url) == schema(of: fresh))
  }

  @Test func readerSeesTheSameBeforeAndAfterAndLeavesTheStoreAsItIs() throws {
    let bytes = folder.bytes(of: "rollbook.db")
    let reader = try url.openReader()
    let before = try reader.snapshot()
    let runs = try reader.runs()
    #expect(folder.bytes(of: "rollbook.db") == bytes)
    #expect(try number(in: url) == 1)
    #expect(before.accounts.count == 5)
    #expect(runs.count == 3)

    do { _ = try url.openWriter(lockTimeout: 0) }
    let after = try url.openReader()
    let now = try after.snapshot()
    #expect(now.accounts.all == before.accounts.all)
    #expect(now.groups == before.groups)
    #expect(now.formerNames == before.formerNames)
    #expect(now.spentLeavers == before.spentLeavers)
    #expect(now.trash == before.trash)
    #expect(now.lastApplied == before.lastApplied)
    #expect(try after.runs() == runs)
  }

  @Test func readerOfAnOlderStoreFindsEveryTableAndColumnOfToday() throws {
    let other = TemporaryFolder()
    let fresh = try other.makeStore()
    let columns = """
      SELECT t.name || '.' || c.name FROM main.sqlite_schema t, pragma_table_xinfo(t.name) c
      WHERE t.type = 'table' ORDER BY 1
      """
    let today = try SQLDirectory(connection: SQLiteFile(path: fresh.path).openReader())
      .all(columns) { $0.text(0) }
    let reader = try SQLDirectory(connection: SQLiteFile(path: url.path).openReader())
    #expect(today.contains("account.address"))
    for column in today {
      let parts = column.split(separator: ".")
      _ = try reader.all("SELECT [\(parts[1])] FROM \(parts[0])") { _ in 0 }
    }
  }

  @Test func upgradedStoreIsWrittenLikeAnyOther() throws {
    let writer = try url.openLockedWriter()
    try writer.add(.ada)
    let item = try #require(writer.snapshot().trash.first)
    #expect(try writer.restore(item).isEmpty)
    #expect(try writer.snapshot().accounts.count == 7)
  }

  @Test func stepThatFailsLeavesTheOlderStore() throws {
    do {
      let connection = try SQLiteConnection(
        uri: "file:\(url.path)?mode=rw", name: url.path, isReadOnly: false, busyTimeout: 0)
      try connection.script("CREATE TABLE held_address (address TEXT)")
    }
    #expect(throws: StoreError.self) { try url.openWriter(lockTimeout: 0) }
    #expect(try number(in: url) == 1)
    #expect(try url.openReader().snapshot().accounts.count == 5)
  }
}
