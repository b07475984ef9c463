import Glibc
import MailModel
import System
import TestSupport
import Testing

@testable import Stores

@Suite struct SQLiteStoreTests {
  let folder = TemporaryFolder()

  func url(_ text: String = "sqlite:rollbook.db") throws -> StoreURL {
    try StoreURL(text, base: folder.path)
  }

  /// A connection past the protocols, for what the mail server writes.
  func connection() throws -> SQLiteConnection {
    try SQLiteFile(path: folder.path("rollbook.db")).openWriter(lockTimeout: 0)
  }

  @Test func eachStoreHasAnIdentityOfItsOwn() throws {
    let first = try folder.makeStore().openReader().snapshot().storeID
    let other = TemporaryFolder()
    let second = try other.makeStore().openReader().snapshot().storeID
    #expect(first.utf8.count == 16)
    #expect(first != second)
  }

  /// Rows that nothing stands behind, and ids that are gone: only a hand leaves them.
  @Test func rowsThatAHandLeftAreInNobodysWay() throws {
    let writer = try folder.makeStore().openLockedWriter()
    let ada = LiveAccount.ada.with(.aliases, .aliases("office"))
    try writer.add(ada)
    let item = try writer.remove(ada)
    let hand = try connection()
    try hand.script(
      """
      PRAGMA foreign_keys = OFF;
      DELETE FROM given_id;
      INSERT INTO address (address) VALUES ('\(ada.address)');
      INSERT INTO address (address, alias_of) VALUES ('office@school.example', 'gone@x.example');
      """)
    try writer.restore(item)
    #expect(try writer.account("ada")?.values.aliases == [.school("office")])
  }

  @Test func createdFileIsPrivateAndAlone() throws {
    _ = try folder.makeStore()
    var status = stat()
    #expect(stat(folder.path("rollbook.db"), &status) == 0)
    // A mail server's group gets in where one is installed; others never.
    #expect(status.st_mode & 0o007 == 0)
    #expect(folder.contents == ["rollbook.db"])
  }

  @Test func createMakesTheFolder() throws {
    let url = try url("sqlite:db/rollbook.db")
    try url.create()
    #expect(url.exists)
    #expect(try url.openReader().snapshot().accounts.count == 0)
  }

  @Test func createSparesWhatIsThere() throws {
    folder.write("precious", to: "rollbook.db")
    #expect(throws: StoreError.self) { try url().create() }
    #expect(folder.text(of: "rollbook.db") == "precious")
    #expect(folder.contents == ["rollbook.db"])
  }

  @Test func createDoesNotFollowALink() throws {
    symlink(folder.path("target"), folder.path("rollbook.db"))
    #expect(throws: StoreError.self) { try url().create() }
    #expect(!folder.exists("target"))
  }

  @Test func missingStoreIsNamed() throws {
    #expect(throws: StoreError.missing(folder.path("rollbook.db"))) { try url().openReader() }
    #expect(throws: StoreError.missing(folder.path("rollbook.db"))) {
      try url().openWriter(lockTimeout: 0)
    }
    #expect(folder.contents.isEmpty)
  }

  @Test(arguments: ["", "this is no database, it is a letter to the headteacher"])
  func otherFileIsNoStore(_ text: String) throws {
    folder.write(text, to: "rollbook.db")
    #expect(throws: StoreError.notAStore(folder.path("rollbook.db"))) { try url().openReader() }
    #expect(throws: StoreError.notAStore(folder.path("rollbook.db"))) {
      try url().openWriter(lockTimeout: 0)
    }
    #expect(folder.text(of: "rollbook.db") == text)
  }

  @Test func otherDatabaseIsNoStore() throws {
    _ = try folder.makeStore()
    try connection().script("PRAGMA application_id = 5")
    #expect(throws: StoreError.notAStore(folder.path("rollbook.db"))) { try url().openReader() }
  }

  @Test func laterSchemaIsRefused() throws {
    _ = try folder.makeStore()
    try connection().script("PRAGMA user_version = 99")
    #expect(
      throws: StoreError.newerSchema(
        path: folder.path("rollbook.db"), found: 99, known: SchemaMark.newest)
    ) { try url().openReader() }
  }

  @Test func pathWithMarksOfAURIIsAPath() throws {
    let url = try url("sqlite:a?mode=memory#b%41.db")
    try url.create()
    #expect(folder.contents == ["a?mode=memory#b%41.db"])
    #expect(try url.openReader().snapshot().groups == [])
  }

  @Test func lockedOutAccountIsMarkedUntilItsTime() throws {
    let url = try folder.makeStore()
    let store = try url.openLockedWriter()
    try store.add(.ada, .grace)
    try connection().script(
      """
      UPDATE account SET locked_until = 99999999999, failed_logins = 10
      WHERE address LIKE 'ada@%';
      UPDATE account SET locked_until = 5, last_login = 4 WHERE address LIKE 'grace@%';
      """)
    #expect(
      try store.accounts == [LiveAccount.ada.with(.locked), LiveAccount.grace.with(lastLogin: 4)])
    for (now, locked) in [(4 as Int64, 2), (5, 1)] {
      let reader = try url.openReader(on: Host(name: thisHost, now: { now }))
      #expect(try reader.snapshot().accounts.all.count { $0.marks.contains(.locked) } == locked)
    }
  }

  @Test func unlockedAccountHasNoFailedLogins() throws {
    let store = try folder.makeStore().openLockedWriter()
    try store.add(.ada, .grace)
    try self.connection().script(
      """
      UPDATE account SET locked_until = 99999999999, failed_logins = 10, first_failed = 7;
      UPDATE account SET locked_until = 5 WHERE address LIKE 'grace@%';
      """)
    let all = [LiveAccount.ada.address, LiveAccount.grace.address]
    #expect(try store.unlock(all, at: 6) == [LiveAccount.ada.address])
    #expect(try store.accounts == [.ada, .grace])
    let connection = try connection()
    let left = try connection.statement(
      """
      SELECT count(*) FROM account
      WHERE failed_logins <> 0 OR first_failed IS NOT NULL OR locked_until IS NOT NULL
      """
    ).first { $0.number(0) }
    #expect(left == 0)
  }

  @Test func unknownNameLeavesEveryLock() throws {
    let store = try folder.makeStore().openLockedWriter()
    try store.add(.ada)
    try connection().script("UPDATE account SET locked_until = 99999999999")
    #expect(throws: StoreError.self) {
      try store.unlock([LiveAccount.ada.address, .school("nobody")], at: 6)
    }
    #expect(try store.accounts == [LiveAccount.ada.with(.locked)])
  }

  @Test func otherWritersAreWaitedForNoLongerThanAsked() throws {
    let store = try folder.makeStore().openLockedWriter()
    let other = try connection()
    try other.script("BEGIN IMMEDIATE")
    #expect(throws: StoreError.busy(folder.path("rollbook.db"))) { try store.add(.ada) }
    #expect(try store.accounts == [])
  }

  @Test func rememberingTheSameWritesNothing() throws {
    let store = try folder.makeStore().openLockedWriter()
    let appliedState = AppliedState(
      lastApplied: LastApplied(
        protected: [NamePattern("x")], policy: "seats: 1", domain: "school.example"),
      accountSources: [LiveAccount.ada.address: "a.yaml", LiveAccount.grace.address: nil],
      groupSources: ["staff": "b.yaml"])
    try store.apply(
      [.adding(.ada), .adding(.grace), .group(.add, "staff")], new: [.ada, .grace],
      appliedState: appliedState)
    let log = folder.bytes(of: "rollbook.db-wal")
    try store.remember(appliedState)
    #expect(folder.bytes(of: "rollbook.db-wal") == log)
  }

  @Test func foreignKeysHold() throws {
    _ = try folder.makeStore()
    let connection = try connection()
    expectConflict {
      try connection.script("INSERT INTO forward_target VALUES ('nobody', 'x@a.example')")
    }
  }

  @Test func twoWritersRaceForTheLockAndOneWins() async throws {
    let url = try folder.makeStore()
    // Who comes after the winner has ended replaces it, which is no win.
    let wins = await withTaskGroup(of: Bool.self) { group in
      for id in ["a", "b", "c", "d"] {
        group.addTask {
          do {
            return try url.openWriter(lockTimeout: 10_000).takeLock(.holder(id)) == nil
          } catch {
            return false
          }
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(wins == 1)
  }
}
