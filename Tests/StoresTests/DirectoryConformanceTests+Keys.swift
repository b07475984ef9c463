import MailModel
import TestSupport
import Testing

@testable import Stores

/// Questions that a key answers.
extension DirectoryConformanceTests {
  @Test(arguments: StoreUnderTest.allCases)
  func groupIsFoundByItsAddressAndItsMembersByItsName(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.apply([
        .group(
          .add, "staff",
          [FieldChange(.address, before: .nothing, after: .address(.school("all")))],
          owned: [.address])
      ])
      try store.add(.ada.with(.group, .text("staff")))
      try store.add(.grace.with(.group, .text("staff")))
      try store.add(.person("bob"))
      #expect(try store.group(addressed: .school("all"))?.name == "staff")
      #expect(try store.group(addressed: .school("ada")) == nil)
      #expect(try store.members(of: "staff") == [.school("ada"), .school("grace")])
      #expect(try store.members(of: "none") == [])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func domainsAreThoseOfTheSnapshot(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      #expect(try store.domains() == [])
      try store.add(.ada)
      #expect(try store.domains() == store.snapshot().domains)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func trashIsThatOfTheSnapshot(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      #expect(try store.trash() == [])
      try store.add(.ada)
      try store.remove(.ada)
      #expect(try store.trash() == store.snapshot().trash)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func questionsOfOneMomentMayBeAskedInOneAnother(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      let found = try store.atOneMoment { () throws(StoreError) in
        try store.atOneMoment { () throws(StoreError) in
          (try store.holder(of: .school("ada")), try store.domains().count)
        }
      }
      #expect(found.0?.id == LiveAccount.ada.id)
      #expect(found.1 == 1)
    }
  }
}
