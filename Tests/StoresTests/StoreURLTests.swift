import Testing

@testable import Stores

@Suite struct StoreURLTests {
  @Test(arguments: [
    ("sqlite:rollbook.db", "/site/rollbook.db"), ("sqlite:/var/a.db", "/var/a.db"),
    ("sqlite:///var/a.db", "///var/a.db"), ("sqlite:db/a.db", "/site/db/a.db"),
  ])
  func pathStartsFromTheBase(_ text: String, _ path: String) throws {
    let url = try StoreURL(text, base: "/site")
    #expect(url.path == path)
    #expect(url.display == text)
  }

  @Test func emptyBaseIsTheWorkingFolder() throws {
    #expect(try StoreURL("sqlite:a.db", base: "").path == "a.db")
  }

  @Test(arguments: [
    "", "rollbook.db", "sqlite:", "SQLITE:a", "postgres://host/db", "sqlite://host/a",
    "sqlite::memory:", "sqlite:folder/", "sqlite:a\0b",
  ])
  func otherFormsAreRefused(_ text: String) {
    #expect(throws: StoreError.badURL(text)) { try StoreURL(text, base: "/site") }
  }
}
