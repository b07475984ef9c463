import Glibc
import MailModel
import TestSupport
import Testing

@testable import Stores

@Suite struct DirectoryHeldNamesConformanceTests {
  /// The names that are shut at this moment.
  private func held(_ store: any DirectoryWriter) throws -> Set<Address> {
    if let store = store as? InMemoryDirectory { return store.heldNames(at: now) }
    let store = try #require(store as? SQLDirectoryWriter<SQLiteConnection>)
    return Set(
      try store.reader.all("SELECT address FROM mail_hold") { Address(canonical: $0.text(0)) })
  }

  private let now = Int64(time(nil))

  @Test(arguments: StoreUnderTest.allCases)
  func holdReplacesTheOneBeforeAndEndsWithItsTime(_ kind: StoreUnderTest) throws {
    try kind.open { store in
      try store.hold([.school("ada"), .school("bob")], until: now + 60)
      #expect(try held(store) == [.school("ada"), .school("bob")])
      try store.hold([.school("cid")], until: now + 60)
      #expect(try held(store) == [.school("cid")])
      try store.hold([.school("cid")], until: now - 1)
      #expect(try held(store) == [])
      try store.hold([.school("cid")], until: now + 60)
      try store.hold([], until: 0)
      #expect(try held(store) == [])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func runOfAPlanLetsGoAndARestoreDoesNot(_ kind: StoreUnderTest) throws {
    try kind.open { store in
      try store.hold([.school("ada")], until: now + 60)
      var batch = RunBatch.test([])
      batch.start.kind = .restore
      try store.close(try store.begin(batch), outcome: .done, at: now)
      #expect(try held(store) == [.school("ada")])
      _ = try store.begin(.test([]))
      #expect(try held(store) == [])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func nextHolderOfTheLockLetsGo(_ kind: StoreUnderTest) throws {
    let site = try kind.makeSite()
    let killed = try site.openWriter()
    _ = try killed.takeLock(.holder("a"))
    try killed.hold([.school("ada")], until: now + 60)
    site.kill(killed)
    let next = try site.openWriter()
    #expect(try held(next) == [.school("ada")])
    _ = try next.takeLock(.holder("b"))
    #expect(try held(next) == [])
  }

  @Test(arguments: StoreUnderTest.allCases)
  func onlyTheHolderOfTheLockHoldsNames(_ kind: StoreUnderTest) throws {
    let writer = try kind.makeSite().openWriter()
    #expect(throws: StoreError.self) { try writer.hold([.school("ada")], until: now + 60) }
  }
}
