import MailModel
import TestSupport
import Testing

@testable import Stores

/// A value of each field that is not its empty one, and another.
struct FieldCase: Sendable, CustomTestStringConvertible {
  var field: Field
  var first: FieldValue
  var second: FieldValue

  var testDescription: String { field.key }

  static let all: [FieldCase] = [
    FieldCase(field: .name, first: .text("José"), second: .text("Jose\u{301}")),
    FieldCase(field: .group, first: .text("staff"), second: .text("year-7")),
    FieldCase(field: .admin, first: .flag(true), second: .flag(false)),
    FieldCase(field: .enabled, first: .flag(false), second: .flag(true)),
    FieldCase(field: .comment, first: .text("a\nb'c"), second: .text("")),
    FieldCase(
      field: .quota, first: .quota(Quota(bytes: 5 << 30)), second: .quota(.unlimited)),
    FieldCase(
      field: .aliases, first: .aliases("zoe", "countess"), second: .aliases("countess", "al")),
    FieldCase(
      field: .password, first: .secret(Secret("{SHA512-CRYPT}$6$x")), second: .nothing),
    FieldCase(field: .protect, first: .flag(true), second: .flag(false)),
    FieldCase(
      field: .assistant, first: .assistant("grace", "alan", only: true),
      second: .assistant("grace")),
    FieldCase(
      field: .forward, first: .forward(to: "a@home.example", "b@home.example", keep: false),
      second: .forward(to: "b@home.example", enabled: false)),
    FieldCase(
      field: .autoresponder,
      first: .autoresponder(
        Autoresponder(
          subject: "Out", message: "Back\nsoon", from: Day("2026-12-18"),
          until: Day("2027-01-04"), every: .days(2), keepsOriginal: false)),
      second: .autoresponder(Autoresponder(subject: "", message: "é"))),
    FieldCase(field: .services, first: .services([.imap, .submission]), second: .services([])),
  ]
}

@Suite struct DirectoryFieldConformanceTests {
  @Test func everyFieldOfAnAccountHasACase() {
    #expect(Set(FieldCase.all.map(\.field)) == Set(Field.ofAccount))
  }

  @Test(arguments: StoreUnderTest.allCases, FieldCase.all)
  func ownedFieldComesBackAsAdded(_ kind: StoreUnderTest, _ field: FieldCase) throws {
    try kind.open { store throws in
      let ada = LiveAccount.ada.with(field.field, field.first)
      try store.add(ada)
      #expect(try store.accounts == [ada])
    }
  }

  @Test(arguments: StoreUnderTest.allCases, FieldCase.all)
  func fieldComesBackAsEdited(_ kind: StoreUnderTest, _ field: FieldCase) throws {
    try kind.open { store throws in
      let ada = LiveAccount.ada.with(field.field, field.first)
      let edited = LiveAccount.ada.with(field.field, field.second)
      try store.add(ada)
      try store.apply([.editing(ada, to: edited)])
      #expect(try store.accounts == [edited])
    }
  }

  @Test(arguments: StoreUnderTest.allCases, FieldCase.all)
  func countedImageEqualsTheManifests(_ kind: StoreUnderTest, _ field: FieldCase) throws {
    try kind.open { store throws in
      let ada = LiveAccount.ada.with(field.field, field.first)
      try store.add(ada)
      var builder = ImageBuilder()
      builder.set(ada.values)
      var wanted: [UInt8] = []
      builder.write(ada.ownedFields, to: &wanted)
      let accounts = try store.snapshot().accounts
      #expect(accounts.rows.withView { Array($0.imageBytes(0)) } == wanted)
    }
  }

  @Test(arguments: StoreUnderTest.allCases, FieldCase.all)
  func changedFieldIsAConflict(_ kind: StoreUnderTest, _ field: FieldCase) throws {
    try kind.open { store throws in
      let ada = LiveAccount.ada.with(field.field, field.first)
      try store.add(ada)
      let assumed = LiveAccount.ada.with(field.field, field.second)
      try expectConflict(in: store) {
        try store.apply([.editing(assumed, to: LiveAccount.ada)])
      }
    }
  }

  @Test(arguments: StoreUnderTest.allCases, FieldCase.all)
  func fieldComesBackFromTheTrash(_ kind: StoreUnderTest, _ field: FieldCase) throws {
    try kind.open { store throws in
      let ada = LiveAccount.ada.with(field.field, field.first)
      try store.add(ada)
      try store.restore(try store.remove(ada))
      #expect(try store.accounts == [ada.unowned])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func droppedOwnershipKeepsTheValue(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      let ada = LiveAccount.ada.with(.comment, .text("poet's daughter"))
      let dropped = LiveAccount.ada.withUnmanaged(.comment, .text("poet's daughter"))
      try store.add(ada)
      try store.apply([.editing(ada, to: dropped)])
      #expect(try store.accounts == [dropped])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func initialPasswordIsSetAndNotOwned(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      var batch = RunBatch.test([.adding(.ada)], new: [.ada])
      batch.newAccounts[LiveAccount.ada.address]?.initialPassword = Secret("{X}1")
      _ = try store.begin(batch)
      let wanted = LiveAccount.ada.withUnmanaged(.password, .secret(Secret("{X}1")))
      #expect(try store.accounts == [wanted])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func managedPasswordWinsOverTheInitialOne(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      let ada = LiveAccount.ada.with(.password, .secret(Secret("{X}2")))
      var batch = RunBatch.test([.adding(ada)], new: [ada])
      batch.newAccounts[ada.address]?.initialPassword = Secret("{X}1")
      _ = try store.begin(batch)
      #expect(try store.accounts == [ada])
    }
  }
}
