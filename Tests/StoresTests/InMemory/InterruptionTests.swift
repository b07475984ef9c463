import MailModel
import TestSupport
import Testing

@testable import Stores

@Suite struct InterruptionTests {
  let crash = StoreError.database("memory", "crash")

  @Test(arguments: Moment.allCases)
  func directoryIsInterruptedBeforeOrAfterAnEffect(_ moment: Moment) throws {
    let store = InMemoryDirectory()
    _ = try store.takeLock(.test)
    store.interruption = { [crash] effect, now throws(StoreError) in
      if effect == "begin", now == moment { throw crash }
    }
    #expect(throws: crash) { try store.begin(.test([.adding(.ada)], new: [.ada])) }
    #expect(try store.accounts == (moment == .after ? [.ada] : []))
  }

  @Test(arguments: Moment.allCases)
  func mailStorageIsInterruptedBeforeOrAfterAnEffect(_ moment: Moment) throws {
    let storage = InMemoryMailStorage()
    storage.deliver(.two, to: "home")
    storage.interrupt { [crash] effect, now throws(StoreError) in
      if effect == "moveToTrash", now == moment { throw crash }
    }
    #expect(throws: crash) { try storage.moveToTrash("home", item: "a#1", record: "{}") }
    #expect(storage.mailbox(ofItem: "a#1") == (moment == .after ? .two : nil))
    #expect(try storage.mailbox(at: "home") == (moment == .after ? .empty : .two))
  }

  @Test func readingFailsWhereItIsTold() throws {
    let storage = InMemoryMailStorage()
    storage.deliver(.two, to: "home")
    storage.fail(reading: "home", with: .mailUnreadable("home", "no"))
    #expect(throws: StoreError.mailUnreadable("home", "no")) { try storage.mailbox(at: "home") }
    storage.fail(reading: "home", with: nil)
    #expect(try storage.mailbox(at: "home") == .two)
  }

  @Test func recordStaysWithTheItem() throws {
    let storage = InMemoryMailStorage()
    try storage.moveToTrash("home", item: "a#1", record: "{}")
    #expect(storage.items == ["a#1"])
    #expect(storage.record(ofItem: "a#1") == "{}")
  }

  @Test func restoreOntoAnotherMailboxIsRefused() throws {
    let storage = InMemoryMailStorage()
    storage.deliver(.two, to: "home")
    try storage.moveToTrash("home", item: "a#1", record: "{}")
    storage.deliver(.two, to: "home")
    #expect(throws: StoreError.homeTaken("home")) {
      try storage.restore(item: "a#1", to: "home", isRepeated: false)
    }
    #expect(storage.items == ["a#1"])
  }
}
