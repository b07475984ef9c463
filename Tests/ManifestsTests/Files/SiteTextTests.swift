import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct SiteTextTests {
  @Test(arguments: [
    ("rollbook.db", "write `store: sqlite:rollbook.db`"), ("sqlit:a.db", "did you mean `sqlite:`?"),
    ("postgres://host/x", "write `store: sqlite:FILE`"),
  ])
  func aStoreOfNoKnownKindIsTold(_ store: String, _ help: String) {
    let found = read(header + "store: \(store)\n").diagnostics
    #expect(found.map(\.code) == ["invalid-store"])
    #expect(found.map(\.help) == [help])
  }

  @Test(arguments: ["maildir:/var/mail/%u", "maildir:mail", "mbox:mail/%n"])
  func aPlaceThatKeepsNoMailboxesApartIsTold(_ mail: String) {
    #expect(read(header + "mail: \(mail)\n").diagnostics.map(\.code) == ["invalid-mail"])
  }
}
