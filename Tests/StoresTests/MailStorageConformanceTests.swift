import MailModel
import TestSupport
import Testing

@testable import Stores

/// What every mail storage promises; a new one adds one case to `MailStorageUnderTest`.
@Suite struct MailStorageConformanceTests {
  let home = MailStorageUnderTest.home
  let item = "ada@school.example#7"

  @Test(arguments: MailStorageUnderTest.allCases)
  func mailboxIsCounted(_ kind: MailStorageUnderTest) throws {
    try kind.open { storage throws in #expect(try storage.mailbox(at: home) == .two) }
  }

  @Test(arguments: MailStorageUnderTest.allCases)
  func missingHomeIsEmptyAndFree(_ kind: MailStorageUnderTest) throws {
    try kind.open { storage throws in
      #expect(try storage.mailbox(at: "school.example/nobody") == .empty)
      #expect(try !storage.isTaken("school.example/nobody"))
      #expect(try !storage.isTaken("other.example/nobody"))
    }
  }

  @Test(arguments: MailStorageUnderTest.allCases)
  func trashCanBeReached(_ kind: MailStorageUnderTest) throws {
    try kind.open { storage in try storage.checkTrash() }
  }

  @Test(arguments: MailStorageUnderTest.allCases)
  func movedHomeIsEmptyAndTaken(_ kind: MailStorageUnderTest) throws {
    try kind.open { storage throws in
      try storage.moveToTrash(home, item: item, record: "{}")
      #expect(try storage.mailbox(at: home) == .empty)
      #expect(try storage.isTaken(home))
    }
  }

  @Test(arguments: MailStorageUnderTest.allCases)
  func movingTwiceLosesNothing(_ kind: MailStorageUnderTest) throws {
    try kind.open { storage throws in
      try storage.moveToTrash(home, item: item, record: "{}")
      try storage.moveToTrash(home, item: item, record: "{}")
      try storage.restore(item: item, to: home)
      #expect(try storage.mailbox(at: home) == .two)
    }
  }

  @Test(arguments: MailStorageUnderTest.allCases)
  func restoringTwiceLosesNothing(_ kind: MailStorageUnderTest) throws {
    try kind.open { storage throws in
      try storage.moveToTrash(home, item: item, record: "{}")
      try storage.restore(item: item, to: home)
      try storage.restore(item: item, to: home)
      #expect(try storage.mailbox(at: home) == .two)
    }
  }

  @Test(arguments: MailStorageUnderTest.allCases)
  func homeWithoutMailIsMovedAndRestored(_ kind: MailStorageUnderTest) throws {
    try kind.open { storage throws in
      let home = "school.example/nobody"
      try storage.checkTrash()
      try storage.moveToTrash(home, item: item, record: "{}")
      #expect(try storage.isTaken(home))
      try storage.restore(item: item, to: home)
      try storage.restore(item: item, to: home)
      #expect(try !storage.isTaken(home))
    }
  }

  @Test(arguments: MailStorageUnderTest.allCases)
  func erasedMailIsGoneAndItsHomeFree(_ kind: MailStorageUnderTest) throws {
    try kind.open { storage throws in
      try storage.moveToTrash(home, item: item, record: "{}")
      try storage.erase(item: item, home: home)
      try storage.erase(item: item, home: home)
      #expect(try !storage.isTaken(home))
      #expect(try storage.mailbox(at: home) == .empty)
    }
  }

  @Test(arguments: MailStorageUnderTest.allCases)
  func erasingSparesAnotherMailboxAtTheHome(_ kind: MailStorageUnderTest) throws {
    try kind.open { storage throws in
      try storage.erase(item: item, home: home)
      #expect(try storage.mailbox(at: home) == .two)
    }
  }
}
