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
  func movedHomeIsEmptyAndTaken(_ kind: MailStorageUnderTest) throws {
    try kind.open { storage throws in
      #expect(try storage.isOccupied(home))
      try storage.moveToTrash(home, item: item, record: "{}")
      #expect(try storage.mailbox(at: home) == .empty)
      #expect(try storage.isTaken(home))
      #expect(try !storage.isOccupied(home))
      #expect(try !storage.isOccupied("school.example/nobody"))
    }
  }

  @Test(arguments: MailStorageUnderTest.allCases)
  func movingTwiceLosesNothing(_ kind: MailStorageUnderTest) throws {
    try kind.open { storage throws in
      try storage.moveToTrash(home, item: item, record: "{}")
      try storage.moveToTrash(home, item: item, record: "{}")
      try storage.restore(item: item, to: home, isRepeated: false)
      #expect(try storage.mailbox(at: home) == .two)
    }
  }

  @Test(arguments: MailStorageUnderTest.allCases)
  func mailHasMovedOnceItLiesInTheTrash(_ kind: MailStorageUnderTest) throws {
    try kind.open { storage throws in
      #expect(try !storage.hasMoved(item))
      #expect(try storage.standing(ofItem: item) == .unrecorded)
      try storage.moveToTrash(home, item: item, record: "{}")
      #expect(try storage.hasMoved(item))
      #expect(try storage.standing(ofItem: item) == .asMoved)
      try storage.restore(item: item, to: home, isRepeated: false)
      #expect(try !storage.hasMoved(item))
    }
  }

  @Test(arguments: MailStorageUnderTest.allCases)
  func movedMailIsCountedInTheTrash(_ kind: MailStorageUnderTest) throws {
    try kind.open { storage throws in
      #expect(try storage.mailbox(inTrash: item) == .empty)
      try storage.moveToTrash(home, item: item, record: "{}")
      #expect(try storage.mailbox(inTrash: item) == .two)
    }
  }

  @Test(arguments: MailStorageUnderTest.allCases)
  func movedMailOutlivesAnAbandonedMove(_ kind: MailStorageUnderTest) throws {
    try kind.open { storage throws in
      try storage.abandonMove(item)
      try storage.moveToTrash(home, item: item, record: "{}")
      try storage.abandonMove(item)
      #expect(try storage.mailbox(inTrash: item) == .two)
    }
  }

  @Test(arguments: MailStorageUnderTest.allCases)
  func homeThatNeverWasHasMovedToo(_ kind: MailStorageUnderTest) throws {
    try kind.open { storage throws in
      try storage.moveToTrash("school.example/nobody", item: item, record: "{}")
      #expect(try storage.hasMoved(item))
    }
  }

  @Test(arguments: MailStorageUnderTest.allCases)
  func restoringTwiceLosesNothing(_ kind: MailStorageUnderTest) throws {
    try kind.open { storage throws in
      try storage.moveToTrash(home, item: item, record: "{}")
      try storage.restore(item: item, to: home, isRepeated: false)
      try storage.restore(item: item, to: home, isRepeated: true)
      #expect(try storage.mailbox(at: home) == .two)
    }
  }

  @Test(arguments: MailStorageUnderTest.allCases)
  func missingItemIsNotRestored(_ kind: MailStorageUnderTest) throws {
    try kind.open { storage throws in
      #expect(throws: StoreError.missingItem(item)) {
        try storage.restore(item: item, to: home, isRepeated: false)
      }
      #expect(try storage.mailbox(at: home) == .two)
    }
  }

  @Test(arguments: MailStorageUnderTest.allCases)
  func lostItemIsMissingWhereThePlaceholderStands(_ kind: MailStorageUnderTest) throws {
    try kind.open { storage throws in
      try storage.moveToTrash(home, item: "other#1", record: "{}")
      #expect(throws: StoreError.missingItem(item)) {
        try storage.restore(item: item, to: home, isRepeated: true)
      }
      #expect(try storage.isTaken(home))
    }
  }

  @Test(arguments: MailStorageUnderTest.allCases)
  func itemWithoutMailDoesNotComeBackToAMailbox(_ kind: MailStorageUnderTest) throws {
    try kind.open { storage throws in
      let other = "school.example/other"
      try storage.moveToTrash(home, item: item, record: "{}")
      try storage.moveToTrash(other, item: "none#1", record: "{}")
      try storage.restore(item: item, to: other, isRepeated: false)
      // The item without mail would now come back to a home that has some.
      expectHomeTaken {
        try storage.restore(item: "none#1", to: other, isRepeated: false)
      }
      #expect(try storage.hasMoved("none#1"))
      #expect(try storage.mailbox(at: other) == .two)
    }
  }

  @Test(arguments: MailStorageUnderTest.allCases)
  func homeWithoutMailIsMovedAndRestored(_ kind: MailStorageUnderTest) throws {
    try kind.open { storage throws in
      let home = "school.example/nobody"
      try storage.checkPurge(of: [home])
      try storage.moveToTrash(home, item: item, record: "{}")
      #expect(try storage.isTaken(home))
      try storage.restore(item: item, to: home, isRepeated: false)
      try storage.restore(item: item, to: home, isRepeated: true)
      #expect(try !storage.isTaken(home))
    }
  }

  @Test(arguments: MailStorageUnderTest.allCases)
  func erasedMailIsGoneAndItsHomeFree(_ kind: MailStorageUnderTest) throws {
    try kind.open { storage throws in
      try storage.moveToTrash(home, item: item, record: "{}")
      try storage.erase(item: item, home: home, isRepeated: false)
      try storage.erase(item: item, home: home, isRepeated: true)
      #expect(try !storage.isTaken(home))
      #expect(try storage.mailbox(at: home) == .empty)
    }
  }

  @Test(arguments: MailStorageUnderTest.allCases)
  func missingItemIsNotErased(_ kind: MailStorageUnderTest) throws {
    try kind.open { storage throws in
      #expect(throws: StoreError.missingItem(item)) {
        try storage.erase(item: item, home: home, isRepeated: false)
      }
    }
  }

  @Test(arguments: MailStorageUnderTest.allCases)
  func erasingSparesAnotherMailboxAtTheHome(_ kind: MailStorageUnderTest) throws {
    try kind.open { storage throws in
      try storage.erase(item: item, home: home, isRepeated: true)
      #expect(try storage.mailbox(at: home) == .two)
    }
  }

  @Test(arguments: MailStorageUnderTest.allCases)
  func itemTakesAnotherNameWithMailAndRecord(_ kind: MailStorageUnderTest) throws {
    try kind.open { storage throws in
      try storage.moveToTrash(home, item: item, record: "{}")
      #expect(try storage.holds(item: item))
      #expect(try !storage.holds(item: "other#9"))
      try storage.takeIn(item, as: "other#9")
      #expect(try !storage.holds(item: item))
      #expect(try storage.record(inTrash: "other#9") == "{}")
      #expect(try storage.record(inTrash: item) == nil)
      #expect(try storage.mailbox(inTrash: "other#9") == .two)
      #expect(try storage.standing(ofItem: "other#9") == .asMoved)
      try storage.takeIn("other#9", as: "other#9")
      #expect(try storage.standing(ofItem: "other#9") == .asMoved)
      #expect(throws: StoreError.missingItem(item)) { try storage.takeIn(item, as: "other#9") }
    }
  }

  @Test(arguments: MailStorageUnderTest.allCases)
  func whatNoRowKnowsIsToldFromWhatIsKnown(_ kind: MailStorageUnderTest) throws {
    try kind.open { storage throws in
      var ada = live("ada")
      ada.home = home
      let empty = snapshot([])
      #expect(try storage.difference(from: empty, depth: 2).homes == [home])
      #expect(try storage.difference(from: snapshot([ada]), depth: 2).isEmpty)
      try storage.moveToTrash(home, item: item, record: "{}")
      let moved = try storage.difference(from: snapshot([ada]), depth: 2)
      #expect(moved.withoutMail == [ada.address])
      #expect(moved.folders == [item])
      #expect(moved.homes.isEmpty)
    }
  }

  @Test(arguments: MailStorageUnderTest.allCases)
  func unmarkedMailIsForeign(_ kind: MailStorageUnderTest) throws {
    try kind.open { storage throws in
      expectForeign { try storage.checkMark(of: "store1") }
      try storage.checkUnclaimed(by: "store1")
    }
  }

  @Test(arguments: MailStorageUnderTest.allCases)
  func markedMailIsKnown(_ kind: MailStorageUnderTest) throws {
    try kind.open { storage throws in
      try storage.mark(for: "store1")
      try storage.mark(for: "store1")
      try storage.checkMark(of: "store1")
    }
  }

  @Test(arguments: MailStorageUnderTest.allCases)
  func mailOfAnotherStoreIsForeign(_ kind: MailStorageUnderTest) throws {
    try kind.open { storage throws in
      try storage.mark(for: "store1")
      expectForeign { try storage.checkMark(of: "store2") }
      expectForeign { try storage.mark(for: "store2") }
      expectForeign { try storage.checkUnclaimed(by: "store2") }
      try storage.checkUnclaimed(by: "store1")
      try storage.checkMark(of: "store1")
    }
  }

  @Test(arguments: MailStorageUnderTest.allCases)
  func trashIsPreparedMoreThanOnce(_ kind: MailStorageUnderTest) throws {
    try kind.open { storage throws in
      try storage.prepareTrash()
      try storage.prepareTrash()
      try storage.checkPurge(of: [home, "school.example/nobody", "other.example/nobody"])
    }
  }
}

func expectForeign(
  _ body: () throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(
    sourceLocation: sourceLocation,
    performing: body,
    throws: { error in
      if case StoreError.foreignMail = error { true } else { false }
    })
}

func expectHomeTaken(
  _ body: () throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(
    sourceLocation: sourceLocation,
    performing: body,
    throws: { error in
      if case StoreError.homeTaken = error { true } else { false }
    })
}
