import MailModel
import TestSupport
import Testing

@testable import Stores

@Suite struct DirectoryRenameConformanceTests {
  @Test(arguments: StoreUnderTest.allCases)
  func renameKeepsEverythingButTheName(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      let ada = FieldCase.all.reduce(LiveAccount.ada) { $0.with($1.field, $1.first) }
      try store.add(ada)
      try store.apply([.editing(ada, to: ada.named("lovelace"))])
      #expect(try store.accounts == [ada.named("lovelace")])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func oldNameStaysAmongTheFormerOnes(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada, .grace)
      try store.apply([.editing(.ada, to: LiveAccount.ada.named("byron"))])
      try store.apply([.editing(LiveAccount.ada.named("byron"), to: LiveAccount.ada.named("king"))])
      #expect(
        try store.snapshot().formerNames == [
          LiveAccount.ada.id: [.school("ada"), .school("byron")]
        ])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func freedNameCanBeTaken(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      var second = LiveAccount.person("ada")
      second.id = "ada00002"
      second.home = "school.example/ada-ada00002"
      try store.apply(
        [.adding(second), .editing(.ada, to: LiveAccount.ada.named("byron"))], new: [second])
      #expect(try store.accounts == [second, LiveAccount.ada.named("byron")])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func chainMovesEveryNameOn(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada, .alan, .grace)
      let after = [
        LiveAccount.grace.named("ada"), LiveAccount.ada.named("alan"),
        LiveAccount.alan.named("turing"),
      ]
      try store.apply([
        .editing(.grace, to: after[0]), .editing(.ada, to: after[1]), .editing(.alan, to: after[2]),
      ])
      #expect(try store.accounts == after)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func swapExchangesNamesAliasesAndEdits(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      let ada = LiveAccount.ada.with(.aliases, .aliases("a"))
      let grace = LiveAccount.grace.with(.aliases, .aliases("g"))
      try store.add(ada, grace)
      let after = [
        grace.named("ada").with(.aliases, .aliases("a")),
        ada.named("grace").with(.aliases, .aliases("g")),
      ]
      try store.apply([.editing(ada, to: after[1]), .editing(grace, to: after[0])])
      #expect(try store.accounts == after)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func oldNameCanStayAsAnAlias(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      let after = LiveAccount.ada.named("lovelace").with(.aliases, .aliases("ada"))
      try store.apply([.editing(.ada, to: after)])
      #expect(try store.accounts == [after])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func ownAliasCanBecomeTheName(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      let ada = LiveAccount.ada.with(.aliases, .aliases("lovelace", "countess"))
      try store.add(ada)
      var renaming = Change.editing(ada, to: ada.named("lovelace"))
      renaming.fields = []
      try store.apply([renaming])
      #expect(
        try store.accounts == [ada.named("lovelace").with(.aliases, .aliases("countess"))])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func renameOntoALivingNameIsAConflict(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada, .grace)
      try expectConflict(in: store) {
        try store.apply([.editing(.ada, to: LiveAccount.ada.named("grace"))])
      }
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func referencesStayAsTheChangesSay(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      let alan = LiveAccount.alan.with(.assistant, .assistant("ada"))
        .with(.forward, .forward(to: "ada", "grace", "x@a.example"))
      try store.add(.ada, .grace, alan)
      let after = alan.with(.assistant, .assistant("lovelace"))
      try store.apply([
        .editing(alan, to: after), .editing(.ada, to: LiveAccount.ada.named("lovelace")),
      ])
      #expect(try store.account("alan") == after)
    }
  }
}
