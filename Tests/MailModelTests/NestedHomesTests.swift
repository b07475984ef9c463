import MailModel
import TestSupport
import Testing

@Suite struct NestedHomesTests {
  private func relation(_ home: String, to others: String...) -> NestedHomes.Relation? {
    NestedHomes(([home] + others).map { NestedHomes.Holder($0, of: "the one at \($0)") })[home]
  }

  private func holder(_ home: String) -> NestedHomes.Holder {
    .init(home, of: "the one at \(home)")
  }

  @Test func `homes beside each other are no relation`() {
    #expect(relation("tom", to: "tom-x/y", "to", "tomb", "tom.x", "ann/tom") == nil)
  }

  @Test(arguments: ["tom/y.example", "tom/Maildir/y", "tom/a/b/c", "./tom/y", "Tom/y", "tom//y"])
  func `a home below another lies inside it`(_ home: String) {
    #expect(relation(home, to: "tom", "tom-x") == .inside(holder("tom")))
    #expect(relation("tom", to: home, "tom-x") == .around(holder(home)))
  }

  @Test func `the innermost of several around it is named`() {
    #expect(relation("a/b/c", to: "a", "a/b", "a-b") == .inside(holder("a/b")))
  }

  @Test(arguments: ["tom/", "./tom", "TOM", "tom/."])
  func `two spellings of one home are the same`(_ home: String) {
    #expect(relation(home, to: "tom") == .same(holder("tom")))
  }

  @Test(arguments: ["", ".", "/"])
  func `the mail root lies around all`(_ home: String) {
    #expect(relation(home, to: "tom") == .around(holder("tom")))
  }

  @Test func `accounts in homes of one depth are not nested`() {
    let accounts = snapshot([live("ann"), live("ben")]).accounts
    #expect(accounts.nestedHomes().isEmpty)
    #expect(accounts.nestedHomes(with: [.init("school.example", of: "eve")]).count == 3)
  }

  @Test(arguments: ["/y", "", "/.", "/Maildir/y"])
  func `an account in the home of another is found`(_ rest: String) {
    var tom = live("tom")
    tom.home = "tom"
    var kim = live("kim")
    kim.home = "TOM" + rest
    let nested = snapshot([tom, kim]).accounts.nestedHomes()
    #expect(nested.count == 2)
    #expect(nested["tom"]?.other.name == "kim@school.example")
  }
}
