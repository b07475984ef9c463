import MailModel
import TestSupport
import Testing

@testable import Stores

/// What every directory promises of accounts, names and groups; a new directory adds one case to
/// `StoreUnderTest`.
@Suite struct DirectoryConformanceTests {
  @Test(arguments: StoreUnderTest.allCases)
  func accountsComeSortedByBytes(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.person("b"), .person("a_b"), .person("a-b"), .person("a"))
      #expect(
        try store.accounts.map { String($0.address.localPart) } == ["a-b", "a", "a_b", "b"])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func namesOfOneAccountDoNotLeakToItsNeighbours(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      let accounts = [
        LiveAccount.ada.with(.forward, .forward(to: "x@a.example")),
        LiveAccount.alan,
        LiveAccount.grace.with(.aliases, .aliases("hopper"))
          .with(.forward, .forward(to: "y@a.example", keep: false)),
        LiveAccount.mary.with(
          .autoresponder, .autoresponder(Autoresponder(subject: "s", message: "m"))),
      ]
      try store.apply(accounts.map(Change.adding), new: accounts)
      #expect(try store.accounts == accounts)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func domainsAreThoseOfAccountsAliasesAndGroups(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      #expect(try store.snapshot().domains == [])
      try store.add(.ada.with(.aliases, .aliases("ada@a.example", "ada@z.example")), .grace)
      let address = FieldChange(
        .address, before: nil, after: .address(.school("staff@m.example")), ownership: .taken)
      try store.apply([.group(.add, "staff", [address], owned: [.address])])
      #expect(
        try store.snapshot().domains
          == ["school.example", "a.example", "z.example", "m.example"])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func oneAccountIsFoundByItsNameAndItsAliases(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      let ada = LiveAccount.ada.with(.aliases, .aliases("lovelace@a.example"))
        .with(.forward, .forward(to: "x@a.example"))
      try store.add(ada, .grace)
      let address = FieldChange(
        .address, before: nil, after: .address(.school("staff")), ownership: .taken)
      try store.apply([.group(.add, "form-7", [address], owned: [.address])])
      for name in [ada.address, Address(canonical: "lovelace@a.example")] {
        let found = try store.holder(of: name)
        #expect(found?.address == ada.address && found?.id == ada.id && found?.home == ada.home)
        #expect(found?.values == ada.values)
      }
      #expect(try store.holder(of: .school("staff")) == nil)
      #expect(try store.holder(of: .school("nobody")) == nil)
      #expect(try store.group(named: "form-7")?.values.address == .school("staff"))
      #expect(try store.group(named: "form-8") == nil)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func recordIsThatOfTheSnapshot(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      let (record, snapshot) = (try store.record(), try store.snapshot())
      #expect(record.storeID == snapshot.storeID)
      #expect(record.lastApplied == snapshot.lastApplied)
      #expect(record.unfinished == snapshot.unfinished)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func givenIDIsNeverGivenAgain(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      let item = try store.remove(.ada)
      let run = try store.begin(.test([], kind: .empty, steps: [.of(item, .erasure)]))
      try store.confirmErasure(item, step: 1, of: run)
      try expectConflict(in: store) { try store.add(.ada) }
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func mailHomeIsNeverShared(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      var grace = LiveAccount.grace
      grace.home = LiveAccount.ada.home
      try expectConflict(in: store) { try store.add(grace) }
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func adoptionMakesAnAccountOwned(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      try store.restore(try store.remove(.ada))
      let adopted = LiveAccount.ada.with(.comment, .text("back"))
      try store.apply([.editing(LiveAccount.ada.unowned, to: adopted, action: .adopt)])
      #expect(try store.accounts == [adopted])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func goneAccountIsAConflict(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      let edited = LiveAccount.grace.with(.comment, .text("x"))
      try expectConflict(in: store) {
        try store.apply([.editing(.grace, to: edited)])
      }
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func anotherAccountOfTheNameIsAConflict(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      var other = LiveAccount.ada
      other.id = "otherone"
      try expectConflict(in: store) { try store.apply([.removing(other)]) }
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func takenNameIsAConflictAndWritesNothing(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(LiveAccount.ada.with(.aliases, .aliases("grace")))
      try expectConflict(in: store) { try store.add(.alan, .grace) }
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func aliasMovesBetweenAccountsInOneRun(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      let ada = LiveAccount.ada.with(.aliases, .aliases("office"))
      let grace = LiveAccount.grace.with(.aliases, .aliases("navy"))
      try store.add(ada, grace)
      let after = [
        LiveAccount.ada.with(.aliases, .aliases("navy")),
        LiveAccount.grace.with(.aliases, .aliases("office")),
      ]
      try store.apply([.editing(ada, to: after[0]), .editing(grace, to: after[1])])
      #expect(try store.accounts == after)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func releasedAliasBecomesAnAccount(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      let ada = LiveAccount.ada.with(.aliases, .aliases("grace"))
      try store.add(ada)
      let after = LiveAccount.ada.with(.aliases, .aliases())
      try store.apply([.adding(.grace), .editing(ada, to: after)], new: [.grace])
      #expect(try store.accounts == [after, .grace])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func bookkeepingNamesTheFileOfEachAccount(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      let applied = LastApplied(
        protected: [NamePattern("svc-*"), NamePattern("root")], hold: .days(9),
        policy: "seats: 3", domain: "school.example")
      let appliedState = AppliedState(
        lastApplied: applied,
        accountSources: [
          LiveAccount.ada.address: "b.yaml", LiveAccount.grace.address: "a.yaml",
        ])
      try store.apply(
        [.adding(.ada), .adding(.alan), .adding(.grace)], new: [.ada, .alan, .grace],
        appliedState: appliedState)
      let snapshot = try store.snapshot()
      #expect(snapshot.lastApplied == applied)
      #expect(
        snapshot.accounts.all.map { $0.marks.source.map { snapshot.accounts.sources[$0] } }
          == ["b.yaml", nil, "a.yaml"])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func rememberingTakesSourcesBack(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      var appliedState = AppliedState(
        lastApplied: LastApplied(policy: "seats: 3"),
        accountSources: [LiveAccount.ada.address: "a.yaml"])
      try store.apply([.adding(.ada)], new: [.ada], appliedState: appliedState)
      appliedState.accountSources[LiveAccount.ada.address] = .some(nil)
      appliedState.lastApplied.policy = nil
      try store.remember(appliedState)
      let snapshot = try store.snapshot()
      #expect(snapshot.accounts.all.map(\.marks.source) == [nil])
      #expect(snapshot.lastApplied == LastApplied())
    }
  }
}
