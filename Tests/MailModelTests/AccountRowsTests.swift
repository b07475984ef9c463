import MailModel
import TestSupport
import Testing

@Suite struct AccountRowsTests {
  func rows(_ names: [String]) -> AccountRows {
    var rows = AccountRows()
    for (index, name) in names.enumerated() {
      var builder = ImageBuilder()
      builder.set(.name, .text("\(name) \(index)"))
      builder.set(.comment, .text("rest"))
      Array(name.utf8).withUnsafeBytes { key in
        rows.append(
          key: key, builder: builder, counted: FieldSet([.name]), rest: FieldSet([.comment]),
          tail: key, note: UInt64(index))
      }
    }
    return rows
  }

  func names(_ rows: AccountRows) -> [String] {
    rows.withView { view in (0..<view.count).map { view.address($0).text } }
  }

  @Test func sortsByBytes() {
    var rows = rows(["b", "a_", "a-", "a", "Z"])
    #expect(!rows.isSorted)
    rows.sort()
    #expect(rows.isSorted)
    #expect(names(rows) == ["Z", "a", "a-", "a_", "b"])
  }

  @Test func equalKeysKeepTheirOrder() {
    var rows = rows(["b", "a", "b", "a"])
    rows.sort()
    #expect(rows.withView { view in (0..<view.count).map { view.note($0) } } == [1, 3, 0, 2])
  }

  @Test func appendingInOrderStaysSorted() {
    #expect(rows(["a", "a", "ab", "b"]).isSorted)
  }

  @Test func everyPartOfARowComesBack() {
    rows(["ada", "grace"]).withView { view in
      #expect(view.image(1).value(of: .name) == .text("grace 1"))
      #expect(view.rest(1)?.value(of: .comment) == .text("rest"))
      #expect(Array(view.tail(1)) == Array("grace".utf8))
      #expect(view.note(1) == 1)
    }
  }

  @Test func rowWithoutASecondImageHasNone() {
    var rows = AccountRows()
    let builder = ImageBuilder()
    Array("ada".utf8).withUnsafeBytes {
      rows.append(key: $0, builder: builder, counted: [], note: 0)
    }
    rows.withView { view in
      #expect(view.rest(0) == nil)
      #expect(view.tail(0).isEmpty)
    }
  }

  @Test(arguments: [[], ["b"], ["b", "d"], ["b", "d", "f"], ["b", "d", "f", "h"]])
  func searchFindsWhatIsThereAndNothingElse(_ names: [String]) {
    rows(names).withView { view in
      for (index, name) in names.enumerated() {
        #expect(view.index(of: Address(canonical: name)) == index)
      }
      for name in ["a", "c", "e", "g", "i", "bb", ""] {
        #expect(view.index(of: Address(canonical: name)) == nil)
      }
    }
  }

  @Test func filterKeepsRowsByIndex() {
    var rows = rows(["a", "b", "c"])
    rows.filter { $0 != 1 }
    #expect(names(rows) == ["a", "c"])
  }

  @Test func replacedImageKeepsTheKeyAndTheNote() {
    var rows = rows(["ada", "grace"])
    var builder = ImageBuilder()
    builder.set(.quota, .quota(Quota(bytes: 7)))
    rows.replaceImage(at: 0, builder: builder, counted: FieldSet([.quota]))
    rows.withView { view in
      #expect(view.address(0).text == "ada")
      #expect(view.image(0).values == FieldValues([.quota: .quota(Quota(bytes: 7))]))
      #expect(view.rest(0) == nil)
      #expect(view.note(0) == 0)
      #expect(view.image(1).value(of: .name) == .text("grace 1"))
    }
  }
}

@Suite struct LiveAccountsTests {
  @Test func accountsComeBackWhole() {
    let accounts = [
      LiveAccount.ada.with(.quota, .quota(Quota(bytes: 9)))
        .withUnmanaged(.comment, .text("own")).with(lastLogin: 5),
      LiveAccount.grace.with(.leaving), LiveAccount.mary.unowned,
    ]
    #expect(LiveAccounts(accounts).all == accounts)
  }

  @Test func accountIsFoundByItsAddress() {
    let accounts = LiveAccounts([.ada, .grace])
    #expect(accounts[.school("grace")] == .grace)
    #expect(accounts[.school("alan")] == nil)
  }

  @Test func imageHoldsOwnedFieldsOnly() {
    let ada = LiveAccount.ada.withUnmanaged(.comment, .text("own"))
    let view = LiveAccounts([ada]).view
    withExtendedLifetime(view) {
      #expect(view.rows.image(0).fields == FieldSet([Field.name]))
      #expect(view.value(of: .comment, 0) == .text("own"))
      #expect(view.value(of: .enabled, 0) == .flag(true))
    }
  }

  @Test(arguments: [nil, 0, 1, 65_534])
  func marksCarryASource(_ source: Int?) {
    let marks: LiveMarks = [.owned, .hasAliases]
    #expect(marks.with(source: source).source == source)
    #expect(marks.with(source: 7).with(source: source).isSuperset(of: marks))
  }
}
