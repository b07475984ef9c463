import Glibc
import MailModel
import TestSupport
import Testing

@testable import Stores

@Suite struct MailDifferenceTests {
  let site = MaildirSite()

  /// Two accounts at `school.example/NAME-ID`; `kim` was removed by run 4.
  private var known: Snapshot {
    snapshot([live("ann"), live("tom")]) { $0.trash = [trashItem("kim", run: 4)] }
  }

  private func home(_ name: String) -> String {
    known.accounts[address(name)]?.home ?? ""
  }

  private func difference(depth: Int = 2) throws -> MailDifference {
    try site.storage.difference(from: known, depth: depth)
  }

  @Test func `what the store knows is no difference`() throws {
    site.folder.makeFolder("mail/\(home("ann"))/Maildir/new")
    site.folder.makeFolder("mail/.trash/kim@school.example#4/mail")
    site.folder.write("x", to: "mail/.rollbook")
    #expect(try difference().isEmpty)
  }

  @Test func `homes and folders that no row has are told`() throws {
    site.folder.makeFolder("mail/school.example/eve-12345678/Maildir")
    site.folder.makeFolder("mail/gone.example/max-12345678/Maildir")
    site.folder.makeFolder("mail/flat/Maildir")
    site.folder.makeFolder("mail/.trash/eve@school.example#2")
    let found = try difference()
    #expect(
      found.homes == ["flat", "gone.example/max-12345678", "school.example/eve-12345678"])
    #expect(found.folders == ["eve@school.example#2"])
  }

  @Test func `homes deep inside others, or in hidden folders there, are told and counted`() throws {
    let deep = "\(home("ann"))/k/l/m/n"
    let hidden = "\(home("ann"))/.h"
    site.folder.makeFolder("mail/\(home("ann"))/Maildir/new")
    for inner in [deep, hidden] {
      site.folder.makeFolder("mail/\(inner)/Maildir/new")
      site.folder.write("x", to: "mail/\(inner)/Maildir/new/1.x")
    }
    #expect(try difference().nested.sorted() == [hidden, deep].sorted())
    let storage = MaildirStorage(root: site.folder.path("mail"))
    #expect(try storage.mailbox(at: home("ann")).messages == 2)
  }

  @Test func `homes inside others are told`() throws {
    site.folder.makeFolder("mail/\(home("ann"))/Maildir")
    site.folder.makeFolder("mail/\(home("ann"))/y.example/Maildir")
    site.folder.makeFolder("mail/\(home("tom"))/a/b/Maildir")
    site.folder.makeFolder("mail/flat/Maildir")
    site.folder.makeFolder("mail/flat/inner/Maildir")
    let found = try difference()
    let inside = ["\(home("ann"))/y.example", "\(home("tom"))/a/b"]
    #expect(found.homes == ["flat", "flat/inner"] + inside)
    #expect(found.nested == inside)
  }

  @Test func `a home around others is told, but no folder of a template`() throws {
    site.folder.makeFolder("mail/\(home("ann"))/Maildir")
    site.folder.makeFolder("mail/school.example/Maildir/new")
    #expect(try difference().homes == ["school.example"])
    var ann = live("ann")
    ann.home = "school.example/Maildir/ann-00000001"
    let below = snapshot([ann])
    #expect(try site.storage.difference(from: below, depth: 3).homes == [home("ann")])
  }

  @Test func `folders without a mailbox, and deeper than any home, are nobody's business`() throws {
    site.folder.makeFolder("mail/lost+found/a")
    site.folder.makeFolder("mail/archive/2019/old/Maildir")
    site.folder.makeFolder("mail/\(home("ann"))/Maildir/sub/Maildir")
    #expect(try difference().homes.isEmpty)
    #expect(try difference(depth: 3).homes == ["archive/2019/old"])
  }

  @Test func `a placeholder in the home of a live account is told`() throws {
    site.folder.makeFolder("mail/\(home("ann"))/Maildir")
    site.folder.makeFolder("mail/school.example")
    site.folder.write("", to: "mail/\(home("tom"))")
    #expect(try difference().withoutMail.isEmpty)
    chmod(site.folder.path("mail/\(home("tom"))"), 0)
    #expect(try difference().withoutMail == [address("tom")])
  }

  @Test func `an account that is leaving may have one`() throws {
    site.folder.makeFolder("mail/school.example")
    site.folder.write("", to: "mail/\(home("tom"))")
    chmod(site.folder.path("mail/\(home("tom"))"), 0)
    let leaving = snapshot([live("tom", isLeaving: true)])
    #expect(try site.storage.difference(from: leaving, depth: 2).withoutMail.isEmpty)
  }

  @Test func `an item without a folder is missing`() throws {
    #expect(try difference().missing.map(\.label) == ["kim@school.example#4"])
  }

  @Test func `links are not followed`() throws {
    site.folder.makeFolder("outside/Maildir/new")
    site.folder.makeFolder("mail/school.example/notes")
    symlink(site.folder.path("outside"), site.folder.path("mail/school.example/link"))
    symlink(
      site.folder.path("outside/Maildir"), site.folder.path("mail/school.example/notes/Maildir"))
    #expect(try difference().homes.isEmpty)
  }

  @Test func `homes in items of the trash are told, but not what the items are`() throws {
    let item = "mail/.trash/kim@school.example#4"
    site.folder.makeFolder("\(item)/mail/Maildir/new")
    site.folder.makeFolder("\(item)/mail/sieve")
    #expect(try difference().isEmpty)
    site.folder.makeFolder("\(item)/tom-x/Maildir")
    site.folder.makeFolder("\(item)/mail/inner/Maildir")
    let inItem = ".trash/kim@school.example#4/"
    #expect(try difference().inItems == [inItem + "mail/inner", inItem + "tom-x"])
  }

  @Test func `an item is all that lies in its folder`() throws {
    let item = "mail/.trash/kim@school.example#4"
    site.folder.write("record", to: "\(item)/record")
    site.folder.write("12345", to: "\(item)/mail/Maildir/new/1.a")
    let label = "kim@school.example#4"
    #expect(
      try site.storage.contents(ofItem: label)
        == ItemContents(try site.storage.mailbox(inTrash: label).outsideAnInbox))
    site.folder.write("12345", to: "\(item)/mail/Maildir.old/new/2.a")
    site.folder.write("12345", to: "\(item)/extra/Maildir/new/3.a")
    site.folder.write("12345", to: "\(item)/Maildir/new/4.a")
    site.folder.write("12345", to: "\(item)/NOTE")
    let found = try site.storage.contents(ofItem: label)
    #expect((found.mailbox.messages, found.mailbox.bytes) == (4, 25))
    #expect(found.beside == ["NOTE", "extra"])
    #expect(found.folders.sorted() == ["extra", "mail/Maildir.old"])
    #expect(try site.storage.contents(ofItem: "nobody@school.example#1").mailbox.isEmpty)
  }
}

extension Mailbox {
  fileprivate var outsideAnInbox: Mailbox {
    Mailbox(messages: messages, bytes: bytes, newest: newest)
  }
}
