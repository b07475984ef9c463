import MailModel
import TestSupport
import Testing

@testable import Stores

@Suite struct DirectoryGroupRenameConformanceTests {
  private static let ada = LiveAccount.ada.with(.group, .text("form-7"))
  private static let grace = LiveAccount.grace.with(.group, .text("form-8"))

  private static func rename(
    _ old: String, to new: String, _ fields: [FieldChange] = [], owned: [Field] = []
  ) -> Change {
    var change = Change.group(.rename, new, fields, owned: owned)
    change.formerName = old
    return change
  }

  /// The group of each account, by the name that it was made with.
  private static func groups(_ store: any DirectoryWriter) throws -> [String] {
    try store.accounts.map { "\($0.address.localPart) \($0.values.group ?? "-")" }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func groupKeepsEverythingButItsName(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.apply(
        [DirectoryGroupConformanceTests.staff],
        appliedState: AppliedState(
          lastApplied: LastApplied(), groupSources: ["staff": "groups.yaml"]))
      try store.apply([
        Self.rename("staff", to: "team", owned: [.enabled, .comment, .address])
      ])
      var wanted = DirectoryGroupConformanceTests.live
      wanted.name = "team"
      wanted.source = "groups.yaml"
      #expect(try store.snapshot().groups == [wanted])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func membersFollowListedOrNot(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      let mary = LiveAccount.mary.withUnmanaged(.group, .text("form-7"))
      try store.apply([.group(.add, "form-7"), .group(.add, "form-8")])
      let wild = LiveAccount.edsger.with(.group, .text("form-7"))
      try store.add(Self.ada, Self.grace, .alan, .mary, wild)
      // Back from the trash nobody owns an account, and what is not managed comes by an edit.
      try store.restore(try store.remove(wild))
      try store.apply([.editing(LiveAccount.mary, to: mary)])
      try store.apply([Self.rename("form-7", to: "form-1")])
      #expect(
        try Self.groups(store)
          == ["ada form-1", "alan -", "edsger form-1", "grace form-8", "mary form-1"])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func chainMovesEveryGroupOnAndNobodyTwice(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.apply([
        .group(.add, "form-7", [FieldChange(.comment, before: nil, after: .text("seven"))]),
        .group(.add, "form-8", [FieldChange(.comment, before: nil, after: .text("eight"))]),
      ])
      try store.add(Self.ada, Self.grace)
      try store.apply([
        Self.rename("form-7", to: "form-8"), Self.rename("form-8", to: "form-9"),
      ])
      #expect(try Self.groups(store) == ["ada form-8", "grace form-9"])
      let groups = try store.snapshot().groups
      #expect(groups.map(\.name) == ["form-8", "form-9"])
      #expect(groups.map(\.values.comment) == ["seven", "eight"])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func swapExchangesNamesMembersAndAddresses(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      func address(_ name: String) -> FieldValue { .address(.school(name)) }
      try store.apply([
        .group(.add, "form-7", [FieldChange(.address, before: nil, after: address("seven"))]),
        .group(.add, "form-8", [FieldChange(.address, before: nil, after: address("eight"))]),
      ])
      try store.add(Self.ada, Self.grace)
      try store.apply([
        Self.rename(
          "form-8", to: "form-7",
          [FieldChange(.address, before: address("eight"), after: address("seven"))]),
        Self.rename(
          "form-7", to: "form-8",
          [FieldChange(.address, before: address("seven"), after: address("eight"))]),
      ])
      #expect(try Self.groups(store) == ["ada form-8", "grace form-7"])
      let snapshot = try store.snapshot()
      #expect(snapshot.groups.map(\.values.address?.localPart) == ["seven", "eight"])
      #expect(snapshot.formerGroupNames == ["form-7": ["form-8"], "form-8": ["form-7"]])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func formerNamesGoAlongAndEndWithTheGroup(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.apply([.group(.add, "a"), .group(.add, "staff")])
      try store.apply([Self.rename("a", to: "b")])
      try store.apply([Self.rename("b", to: "c")])
      #expect(try store.snapshot().formerGroupNames == ["c": ["a", "b"]])
      try store.apply([.group(.remove, "c")])
      #expect(try store.snapshot().formerGroupNames == [:])
      try store.apply([.group(.add, "c")])
      #expect(try store.snapshot().formerGroupNames == [:])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func renameCarriesTheEditsOfItsGroup(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.apply([.group(.add, "a")])
      try store.apply([
        Self.rename(
          "a", to: "b", [FieldChange(.enabled, before: .flag(true), after: .flag(false))],
          owned: [.enabled])
      ])
      #expect(try store.snapshot().groups == [.owned("b", [.enabled: .flag(false)])])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func freedNameCanBeTakenByANewGroup(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.apply([.group(.add, "form-7")])
      try store.add(Self.ada)
      try store.apply([.group(.add, "form-7"), Self.rename("form-7", to: "form-8")])
      #expect(try store.snapshot().groups.map(\.name) == ["form-7", "form-8"])
      #expect(try Self.groups(store) == ["ada form-8"])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func memberMovesFromTheGroupAsItIsCalledThen(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.apply([.group(.add, "form-7"), .group(.add, "form-8")])
      try store.add(Self.ada, Self.grace)
      let stays = Change.editing(
        Self.ada.with(.group, .text("form-8")), to: Self.ada.with(.group, .text("form-7")))
      try store.apply([
        Self.rename("form-8", to: "form-7"), Self.rename("form-7", to: "form-8"), stays,
      ])
      #expect(try Self.groups(store) == ["ada form-7", "grace form-7"])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func renameOntoALivingGroupIsAConflict(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.apply([.group(.add, "form-7"), .group(.add, "form-8")])
      try store.add(Self.ada)
      let groups = try store.snapshot().groups
      try expectConflict(in: store) {
        try store.apply([Self.rename("form-7", to: "form-8")])
      }
      #expect(try store.snapshot().groups == groups)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func changedOrGoneGroupIsAConflict(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.apply([.group(.add, "form-7")])
      try expectConflict(in: store) { try store.apply([Self.rename("form-6", to: "form-8")]) }
      try expectConflict(in: store) {
        try store.apply([
          Self.rename(
            "form-7", to: "form-8",
            [FieldChange(.comment, before: .text("x"), after: .text("y"))])
        ])
      }
    }
  }
}
