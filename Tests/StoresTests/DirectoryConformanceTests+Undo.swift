import MailModel
import TestSupport
import Testing

@testable import Stores

/// What every directory keeps so that runs can be taken back.
@Suite struct DirectoryUndoConformanceTests {
  private static let before = LiveAccount.ada.with(.password, .hash("one"))
  private static let after = LiveAccount.ada.with(.password, .hash("two"))

  /// A run that changes a password, kept until `heldUntil`.
  private func changePassword(
    _ store: any DirectoryWriter, from before: LiveAccount, to after: LiveAccount,
    started: Int64 = 1_000, heldUntil: Int64 = 5_000
  ) throws -> Int {
    var batch = RunBatch.test([.editing(before, to: after)], started: started)
    batch.passwordsHeldUntil = heldUntil
    let run = try store.begin(batch)
    try store.close(run, outcome: .done, at: started)
    return run
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `changed passwords are kept run by run`(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(Self.before)
      let first = try changePassword(store, from: Self.before, to: Self.after)
      let second = try changePassword(store, from: Self.after, to: Self.before)
      let id = Self.before.id
      let (one, two) = (Self.before.values.password, Self.after.values.password)
      #expect(
        try store.formerPasswords(of: first) == [
          id: FormerPassword(id: id, before: one, after: two)
        ])
      #expect(
        try store.formerPasswords(of: second) == [
          id: FormerPassword(id: id, before: two, after: one)
        ])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `a password given first or taken away is kept as nothing`(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      let none = LiveAccount.ada.with(.password, .nothing)
      let first = try changePassword(store, from: .ada, to: Self.after)
      let second = try changePassword(store, from: Self.after, to: none)
      let two = Self.after.values.password
      #expect(try store.formerPasswords(of: first)[none.id]?.before == nil)
      #expect(try store.formerPasswords(of: first)[none.id]?.after == two)
      #expect(try store.formerPasswords(of: second)[none.id]?.before == two)
      #expect(try store.formerPasswords(of: second)[none.id]?.after == nil)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `other changes keep no password`(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(Self.before)
      let run = try changePassword(
        store, from: Self.before, to: Self.before.with(.comment, .text("x")))
      #expect(try store.formerPasswords(of: run).isEmpty)
      #expect(try store.formerPasswords(of: 99).isEmpty)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `a run after the end of hold forgets them`(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(Self.before, .grace)
      let short = try changePassword(
        store, from: Self.before, to: Self.after, heldUntil: 2_000)
      let long = try changePassword(
        store, from: Self.after, to: Self.before, heldUntil: 2_001)
      _ = try changePassword(
        store, from: .grace, to: LiveAccount.grace.with(.comment, .text("x")), started: 2_000)
      #expect(try store.formerPasswords(of: short).isEmpty)
      #expect(try store.formerPasswords(of: long).count == 1)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `a batch that holds nothing keeps nothing`(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(Self.before)
      let run = try changePassword(store, from: Self.before, to: Self.after, heldUntil: 0)
      #expect(try store.formerPasswords(of: run).isEmpty)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `an edit may let an account go`(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      var change = Change.editing(.ada, to: LiveAccount.ada.unowned)
      change.ownership = .dropped
      try store.apply([change])
      #expect(try store.accounts == [LiveAccount.ada.unowned])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `a rename takes an account under care, and lets it go again`(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      var release = Change.editing(.ada, to: LiveAccount.ada.unowned.named("lovelace"))
      release.ownership = .dropped
      try store.apply([release])
      #expect(try store.accounts == [LiveAccount.ada.unowned.named("lovelace")])
      var take = Change.editing(LiveAccount.ada.unowned.named("lovelace"), to: .ada)
      take.ownership = .taken
      try store.apply([take])
      #expect(try store.accounts == [.ada])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `an edit without a word on it leaves the care as it is`(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      try store.restore(try store.remove(.ada))
      let edited = LiveAccount.ada.unowned.withUnmanaged(.comment, .text("x"))
      try store.apply([.editing(LiveAccount.ada.unowned, to: edited)])
      #expect(try store.accounts == [edited])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `groups are let go and taken again`(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      let comment = FieldChange(.comment, before: nil, after: .text("c"))
      try store.apply([.group(.add, "form-7", [comment], owned: [.comment])])
      var release = Change.group(.edit, "form-7")
      release.ownership = .dropped
      try store.apply([release])
      var group = LiveGroup.owned("form-7", [.comment: .text("c")])
      group.isOwned = false
      group.ownedFields = []
      #expect(try store.snapshot().groups == [group])
      var take = Change.group(.rename, "form-8", owned: [.comment])
      take.formerName = "form-7"
      take.ownership = .taken
      try store.apply([take])
      #expect(
        try store.snapshot().groups == [LiveGroup.owned("form-8", [.comment: .text("c")])])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `a run says what it takes back and which file it was read from`(
    _ kind: StoreUnderTest
  ) throws {
    try kind.open { store throws in
      try store.add(.ada)
      var batch = RunBatch.test([], kind: .undo)
      batch.start.undoes = 1
      batch.start.savedPlan = "sha256:plan"
      let run = try store.begin(batch)
      #expect(try store.run(run)?.start == batch.start)
      let listed = try store.runs()
      #expect(listed.map(\.start.undoes) == [1, nil])
      #expect(listed.map(\.start.savedPlan) == ["sha256:plan", nil])
      #expect(listed.first?.start.kind == .undo)
    }
  }
}
