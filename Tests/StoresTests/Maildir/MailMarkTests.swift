import Glibc
import MailModel
import TestSupport
import Testing

@testable import Stores

@Suite struct MailMarkTests {
  let site = MaildirSite()

  @Test func markHoldsTheStoreAndASentence() throws {
    // The whole process has one: other tests make folders meanwhile.
    let mask = umask(0o077)
    let marking = Result { try site.storage.mark(for: "store1") }
    umask(mask)
    try marking.get()
    let lines = try #require(site.folder.text(of: "mail/.rollbook")).split(separator: "\n")
    #expect(lines.first == "store1")
    #expect(lines.count == 2)
    var status = stat()
    #expect(stat(site.folder.path("mail/.rollbook"), &status) == 0)
    #expect(status.st_mode == S_IFREG | 0o644)
    #expect(site.folder.contents == ["mail", "mail/.rollbook"])
  }

  @Test func missingRootIsUnreadable() {
    let storage = MaildirStorage(root: site.folder.path("elsewhere"))
    #expect(throws: StoreError.noMailFolder(site.folder.path("elsewhere"))) {
      try storage.checkMark(of: "store1")
    }
    #expect(throws: StoreError.self) { try storage.mark(for: "store1") }
    #expect(!site.folder.exists("elsewhere"))
  }

  @Test(arguments: ["", "\n", "store1x\n", "store"])
  func otherTextIsForeign(_ text: String) {
    site.folder.write(text, to: "mail/.rollbook")
    expectForeign { try site.storage.checkMark(of: "store1") }
    expectForeign { try site.storage.mark(for: "store1") }
    #expect(site.folder.text(of: "mail/.rollbook") == text)
  }

  @Test func linkIsForeign() {
    let outside = site.folder.write("store1\n", to: "outside")
    symlink(outside, site.folder.path("mail/.rollbook"))
    expectForeign { try site.storage.checkMark(of: "store1") }
    expectForeign { try site.storage.mark(for: "store1") }
  }

  @Test func markIsNoHome() {
    expectUnreadable { _ = try site.storage.mailbox(at: ".rollbook") }
  }
}
