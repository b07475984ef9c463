import MailModel
import TestSupport
import Testing

@testable import Stores

@Suite struct DirectoryGroupConformanceTests {
  static let staff = Change.group(
    .add, "staff",
    [
      FieldChange(.enabled, before: nil, after: .flag(false), ownership: .taken),
      FieldChange(.comment, before: nil, after: .text("Teachers"), ownership: .taken),
      FieldChange(
        .address, before: nil, after: .address(.school("staff")), ownership: .taken),
    ], owned: [.enabled, .comment, .address])

  static let live = LiveGroup.owned(
    "staff",
    [
      .enabled: .flag(false), .comment: .text("Teachers"), .address: .address(.school("staff")),
    ])

  @Test(arguments: StoreUnderTest.allCases)
  func groupsComeBackAsAddedSortedByName(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.apply([.group(.add, "year-7"), Self.staff])
      #expect(try store.snapshot().groups == [Self.live, .owned("year-7")])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func editedGroupComesBackAsEdited(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.apply([Self.staff])
      let change = Change.group(
        .edit, "staff",
        [
          FieldChange(.enabled, before: .flag(false), after: .flag(true)),
          FieldChange(
            .address, before: .address(.school("staff")), after: .address(.school("team"))),
        ], owned: [.enabled, .address])
      try store.apply([change])
      var wanted = Self.live
      wanted.values[.enabled] = .flag(true)
      wanted.values[.address] = .address(.school("team"))
      wanted.ownedFields = FieldSet([.enabled, .address])
      #expect(try store.snapshot().groups == [wanted])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func removedGroupFreesItsAddressForAnAccount(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.apply([Self.staff])
      let account = LiveAccount.person("staff")
      try store.apply([.adding(account), .group(.remove, "staff")], new: [account])
      #expect(try store.snapshot().groups == [])
      #expect(try store.accounts == [account])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func groupTakesTheFormerNameOfAnAccount(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      let account = LiveAccount.person("staff")
      try store.add(account)
      try store.apply([Self.staff, .editing(account, to: account.named("office"))])
      #expect(try store.snapshot().groups == [Self.live])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func groupAddressOfAnAccountIsAConflict(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.person("staff"))
      try expectConflict(in: store) { try store.apply([Self.staff]) }
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func aliasOfAGroupAddressIsAConflict(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.apply([Self.staff])
      try expectConflict(in: store) {
        try store.add(LiveAccount.ada.with(.aliases, .aliases("staff")))
      }
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func changedGroupIsAConflict(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.apply([Self.staff])
      let change = Change.group(
        .edit, "staff", [FieldChange(.comment, before: .text(""), after: .text("x"))])
      try expectConflict(in: store) { try store.apply([change]) }
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func goneGroupIsAConflict(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try expectConflict(in: store) { try store.apply([.group(.remove, "staff")]) }
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func droppedGroupIsAdoptedAgain(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.apply([.group(.add, "staff")])
      try store.apply([
        .group(
          .adopt, "staff",
          [FieldChange(.comment, before: .text(""), after: .text("x"), ownership: .taken)],
          owned: [.comment])
      ])
      #expect(try store.snapshot().groups == [.owned("staff", [.comment: .text("x")])])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func bookkeepingNamesTheFileOfAGroup(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.apply(
        [.group(.add, "staff")],
        appliedState: AppliedState(
          lastApplied: LastApplied(), groupSources: ["staff": "groups.yaml"]))
      #expect(try store.snapshot().groups.map(\.source) == ["groups.yaml"])
    }
  }
}
