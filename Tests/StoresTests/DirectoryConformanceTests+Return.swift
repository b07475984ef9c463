import MailModel
import TestSupport
import Testing

@testable import Stores

/// Accounts that come back from the trash in the run of a plan.
extension DirectoryConformanceTests {
  @Test(arguments: StoreUnderTest.allCases)
  func accountThatReturnsIsShutUntilItsMailIsThere(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      let item = try store.remove(.ada)
      let run = try store.begin(.returning(item, kind: .apply))
      #expect(try store.account("ada")?.marks.contains(.leaving) == true)
      #expect(try store.snapshot().trash == [item])
      try store.announce(1, of: run, mailbox: item.mailbox)
      try store.confirmRestore(item, step: 1, of: run)
      #expect(try store.accounts == [LiveAccount.ada.unowned])
      #expect(try store.snapshot().trash == [])
      #expect(try store.snapshot().removals == [])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func changesOfTheSameRunFindTheAccount(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      let ada = LiveAccount.ada.with(.aliases, .aliases("countess"))
      try store.add(ada)
      let item = try store.remove(ada)
      let changed = ada.unowned.with(.comment, .text("back"))
      let run = try store.begin(
        .returning(item, [.editing(ada.unowned, to: changed)], kind: .apply))
      try store.confirmRestore(item, step: 1, of: run)
      #expect(try store.account("ada")?.values.comment == "back")
      #expect(try store.account("ada")?.values.aliases == [.school("countess")])
    }
  }

  @Test(arguments: StoreUnderTest.allCases, [true, false])
  func accountThatDoesNotReturnLeavesNothing(_ kind: StoreUnderTest, _ isHeldBack: Bool) throws {
    try kind.open { store throws in
      let ada = LiveAccount.ada.with(.aliases, .aliases("countess"))
      try store.add(ada)
      let item = try store.remove(ada)
      let run = try store.begin(.returning(item, as: .school("byron"), kind: .apply))
      if isHeldBack {
        try store.holdBack(1, of: run)
        #expect(try store.run(run)?.withheldReturns == 1)
        #expect(try store.run(run)?.withheld == 0)
      }
      try store.close(run, outcome: .stopped, at: 2_000)
      #expect(try store.accounts == [])
      #expect(try store.snapshot().trash == [item])
      #expect(try store.restore(item) == [])
      #expect(try store.accounts == [ada.unowned])
      #expect(try store.snapshot().formerNames == [:])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func itemOfAnotherAccountIsAConflict(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      let item = try store.remove(.ada)
      let run = try store.begin(.returning(item, kind: .apply))
      var other = item
      other.id = "other001"
      expectConflict { try store.confirmRestore(other, step: 1, of: run) }
      #expect(try store.account("ada")?.marks.contains(.leaving) == true)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func journalSaysWhatAStepDoes(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      let item = try store.remove(.ada)
      let run = try store.begin(.returning(item, kind: .apply))
      #expect(try store.run(item.run)?.steps.map(\.effect) == [.removal])
      #expect(try store.run(run)?.steps.map(\.effect) == [.restore])
    }
  }
}
