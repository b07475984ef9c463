import MailModel
import TestSupport
import Testing

@testable import Stores

@Suite struct DirectoryTrashConformanceTests {
  /// A start of runs that will not be long ago for as long as these tests live.
  static let late: Int64 = 4_000_000_000

  @Test(arguments: StoreUnderTest.allCases)
  func removedAccountLeavesItsRecord(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      let ada = FieldCase.all.reduce(LiveAccount.ada) { $0.with($1.field, $1.first) }
      try store.add(ada)
      let item = try store.remove(ada)
      #expect(try store.accounts == [])
      #expect(
        item
          == TrashItem(
            name: ada.address, run: 2, id: ada.id, home: ada.home, values: ada.values,
            mailbox: Mailbox(inbox: 1, messages: 2, bytes: 300, newest: 900), reason: "left",
            removed: 1_500, heldUntil: 9_000))
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func removedAccountFreesItsAddresses(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      let ada = LiveAccount.ada.with(.aliases, .aliases("office"))
      try store.add(ada)
      try store.remove(ada)
      let office = LiveAccount.person("office")
      try store.add(office)
      #expect(try store.accounts == [office])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func removalIsConfirmedOnce(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      let run = try store.begin(.test([.removing(.ada)], steps: [.of(.ada)]))
      try store.confirmRemoval(1, of: run, at: 5)
      try store.confirmRemoval(1, of: run, at: 6)
      #expect(try store.snapshot().trash.map(\.removed) == [5])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func recordThatIsThereAlreadyGivesWay(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      let other = try store.begin(.test([], kind: .adopt, steps: [.of(.ada)]))
      let run = try store.begin(.test([.removing(.ada)], steps: [.of(.ada)]))
      let byHand = TrashItem(
        name: LiveAccount.ada.address, run: run, id: LiveAccount.ada.id, home: "elsewhere",
        values: FieldValues(), mailbox: .empty, reason: "by hand", removed: 1, heldUntil: 2)
      try store.confirmAdoption(byHand, step: 1, of: other)
      try store.confirmRemoval(1, of: run, at: 5)
      #expect(try store.snapshot().trash.map(\.home) == [LiveAccount.ada.home])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func accountThatIsNotLeavingIsNotRemoved(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      let run = try store.begin(.test([], steps: [.of(.ada)]))
      try expectConflict(in: store) { try store.confirmRemoval(1, of: run, at: 5) }
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func accountThatIsGoneLeavesWhatTheJournalKnows(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      let run = try store.begin(.test([], steps: [.of(.ada, leaver: "account ada")]))
      try store.confirmRemoval(1, of: run, at: 5)
      let item = try store.snapshot().trash.first
      #expect(item?.name == LiveAccount.ada.address)
      #expect(item?.home == LiveAccount.ada.home)
      #expect(item?.values == FieldValues())
      #expect(try store.snapshot().spentLeavers.keys.contains(LiveAccount.ada.address))
      try store.restore(#require(item))
      #expect(try store.account("ada")?.id == LiveAccount.ada.id)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func accountThatSomebodyElseStandsForIsNotRemoved(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.grace)
      let run = try store.begin(.test([.removing(.grace)], steps: [.of(.grace)]))
      var other = LiveAccount.grace
      other.address = .school("hopper")
      let steps: [JournalStep] = [.of(other)]
      let second = try store.begin(.test([.removing(.grace)], steps: steps))
      try expectConflict(in: store) { try store.confirmRemoval(1, of: second, at: 5) }
      try store.confirmRemoval(1, of: run, at: 6)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func noMarkOutlivesTheRuns(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada, .grace)
      let run = try store.begin(.test([.removing(.ada)], steps: []))
      try store.close(run, outcome: .stopped, at: 5)
      #expect(try store.accounts == [.ada, .grace])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func removalSpendsItsLeaver(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada, .grace)
      try store.remove(.ada, leaver: "account ada")
      try store.remove(.grace)
      #expect(
        try store.snapshot().spentLeavers == [LiveAccount.ada.address: ["account ada"]])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func restoredAccountLeavesTheTrash(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      try store.restore(try store.remove(.ada))
      #expect(try store.snapshot().trash == [])
      #expect(try store.accounts == [LiveAccount.ada.unowned])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func restoreTakesTheAddressesThatAreFree(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      let ada = LiveAccount.ada.with(.aliases, .aliases("office", "countess"))
      try store.add(ada)
      let item = try store.remove(ada)
      try store.add(.person("office"))
      #expect(try store.restore(item) == [.school("office")])
      #expect(try store.account("ada")?.values.aliases == [.school("countess")])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func restoreUnderATakenNameIsAConflict(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      let item = try store.remove(.ada)
      var second = LiveAccount.person("ada")
      second.id = "ada00002"
      second.home = "elsewhere"
      try store.add(second)
      try expectConflict(in: store) { _ = try store.begin(.returning(item)) }
      #expect(try store.snapshot().trash == [item])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func restoreUnderAnotherNameKeepsTheFormerOne(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      try store.restore(try store.remove(.ada), as: "lovelace")
      #expect(try store.accounts == [LiveAccount.ada.unowned.named("lovelace")])
      #expect(
        try store.snapshot().formerNames == [LiveAccount.ada.id: [LiveAccount.ada.address]])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func formerNamesComeBackWithTheAccount(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      let byron = LiveAccount.ada.named("byron")
      try store.apply([.editing(.ada, to: byron)])
      let item = try store.remove(byron)
      #expect(try store.snapshot().formerNames == [:])
      try store.restore(item)
      #expect(try store.snapshot().formerNames == [byron.id: [.school("ada")]])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func erasedItemIsForgotten(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      let item = try store.remove(.ada)
      let run = try store.begin(.test([], kind: .empty, steps: [.of(item, .erasure)]))
      try store.confirmErasure(item, step: 1, of: run)
      #expect(try store.snapshot().trash == [])
      #expect(try store.run(run)?.steps.map(\.state) == [.done])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func adoptedMailIsAnItemThatComesBack(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      let ada = LiveAccount.ada
      var item = TrashItem(
        name: ada.address, run: 0, id: "new00001", home: ada.home, values: ada.values,
        mailbox: Mailbox(inbox: 1, messages: 2, bytes: 300), reason: "found", removed: 1_000,
        heldUntil: 9_000)
      item.run = try store.begin(.test([], kind: .adopt, steps: [.of(item, .adoption)]))
      try store.confirmAdoption(item, step: 1, of: item.run)
      try store.confirmAdoption(item, step: 1, of: item.run)
      try store.close(item.run, outcome: .done, at: 2_000)
      #expect(try store.snapshot().trash == [item])
      #expect(try store.run(item.run)?.steps.map(\.state) == [.done])
      try store.restore(item)
      #expect(try store.account("ada")?.id == "new00001")
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func mailThatIsGivenBackIsNoItem(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      let run = try store.begin(.test([], kind: .adopt, steps: [.of(.ada)]))
      try store.confirmAdoption(nil, step: 1, of: run)
      #expect(try store.snapshot().trash.isEmpty)
      #expect(try store.run(run)?.steps.map(\.state) == [.done])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func itemThatIsNotThereIsAConflict(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      var item = try store.remove(.ada)
      item.run = 9
      expectConflict { _ = try store.begin(.returning(item)) }
      let run = try store.begin(.test([], kind: .empty, steps: [.of(item, .erasure)]))
      expectConflict { try store.confirmErasure(item, step: 1, of: run) }
      expectConflict { try store.confirmRestore(item, step: 1, of: run) }
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func twoItemsOfOneNameStandSideBySide(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      try store.remove(.ada)
      var second = LiveAccount.person("ada")
      second.id = "ada00002"
      second.home = "elsewhere"
      try store.add(second)
      try store.remove(second)
      #expect(
        try store.snapshot().trash.map(\.label) == ["ada@school.example#2", "ada@school.example#4"]
      )
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func removalsAreCountedByRun(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada, .alan, .grace)
      let run = try store.begin(
        .test(
          [.removing(.ada), .removing(.alan)], steps: [.of(.ada, 1), .of(.alan, 2)],
          started: Self.late))
      try store.confirmRemoval(1, of: run, at: 5)
      try store.confirmRemoval(2, of: run, at: 5)
      try store.remove(.grace, started: Self.late)
      #expect(
        try store.snapshot().removals == [
          PastRemovals(at: Self.late, count: 2, owned: 40),
          PastRemovals(at: Self.late, count: 1, owned: 40),
        ])
    }
  }

  @Test(
    arguments: StoreUnderTest.allCases, [["removal-limit:1"], ["seats:1", "removal-budget:4"]])
  func removalsAllowedByNameDoNotCount(_ kind: StoreUnderTest, _ allowances: [String]) throws {
    try kind.open { store throws in
      try store.add(.ada)
      try store.remove(.ada, allowances: allowances, started: Self.late)
      #expect(try store.snapshot().removals == [])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func removalUndoneSinceDoesNotCount(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      try store.restore(try store.remove(.ada, started: Self.late))
      #expect(try store.snapshot().removals == [])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func removalsOfLongAgoDoNotCount(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada, .grace)
      try store.remove(.ada, started: 1_000)
      try store.remove(.grace, started: Self.late)
      #expect(try store.snapshot().removals.map(\.at) == [Self.late])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func restoreMayBeConfirmedTwice(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      let item = try store.remove(.ada)
      let run = try store.begin(.returning(item))
      for _ in 1...2 { try store.confirmRestore(item, step: 1, of: run) }
      #expect(try store.run(run)?.steps.map(\.state) == [.done])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func aliasThatBecomesTheNameIsNotMissing(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      let ada = LiveAccount.ada.with(.aliases, .aliases("countess"))
      try store.add(ada)
      #expect(try store.restore(try store.remove(ada), as: "countess") == [])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func redactionLeavesTheIdAlone(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada, .person("bob"))
      let item = try store.remove(.ada, leaver: "account ada keep left")
      try store.remove(.person("bob"), leaver: "account bob keep left")
      var redaction = Redaction(id: item.id, names: [item.name])
      redaction.journals = [.init(run: 1, changes: "[1]", findings: nil)]
      try store.redact(redaction)
      let step = try #require(try store.run(item.run)?.steps.first)
      #expect(step.account.text == "\(item.id)@erased.invalid")
      #expect(step.home == item.id)
      #expect(step.reason == nil)
      #expect(step.leaver == nil)
      #expect(try store.run(1)?.start.changes == "[1]")
      #expect(try store.run(1)?.start.findings == nil)
      #expect(try store.run(item.run)?.start.findings == "[1]")
      #expect(try store.run(item.run + 1)?.steps.first?.reason == "left")
      #expect(
        try store.snapshot().spentLeavers == [.school("bob"): ["account bob keep left"]])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func redactionTakesTheNameOutOfConsentThatStaysUsedUp(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      var batch = RunBatch.test([], allowances: ["person-changed:ada@school.example"])
      let approval = Approval(
        .subject(.personChanged, name: "ada@school.example"), until: Day("2026-12-01"), by: "g",
        reason: "r")
      batch.start.approvals = [approval]
      let run = try store.begin(batch)
      var redaction = Redaction(id: "adaadaad", names: [.school("ada")])
      redaction.journals = [
        .init(run: run, changes: nil, findings: nil, allowances: ["person-changed:x"])
      ]
      try store.redact(redaction)
      let start = try #require(try store.run(run)?.start)
      #expect(start.allowances == ["person-changed:x"])
      #expect(start.approvals.map(\.consent.value) == ["adaadaad@erased.invalid"])
      #expect(try store.snapshot().spentApprovals[approval.fingerprint] == run)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func redactionForgetsFormerPasswords(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      var changed = LiveAccount.ada
      changed.values[.password] = .secret(Secret("{SHA512-CRYPT}$6$new"))
      var batch = RunBatch.test([.editing(.ada, to: changed)])
      batch.passwordsHeldUntil = 9_000
      let run = try store.begin(batch)
      #expect(try store.formerPasswords(of: run).count == 1)
      try store.redact(Redaction(id: changed.id, names: []))
      #expect(try store.formerPasswords(of: run).isEmpty)
    }
  }
}
