import Glibc
import MailModel
import TestSupport
import Testing

@testable import Stores

@Suite struct MailboxCountTests {
  let site = MaildirSite()

  @Test func inboxIsCurAndNew() throws {
    site.deliver("cur/1.a,S=5:2,S")
    site.deliver("new/2.b,S=6")
    #expect(try site.count() == Mailbox(inbox: 2, messages: 2, bytes: 11, newest: 2))
  }

  @Test func foldersBesideTheInboxCountInAll() throws {
    site.deliver("new/1.a,S=5")
    site.deliver(".Sent/cur/3.b,S=6:2,")
    site.deliver(".Sent.2026/new/2.c,S=7")
    #expect(try site.count() == Mailbox(inbox: 1, messages: 3, bytes: 18, newest: 3))
  }

  @Test func deliveriesUnderWayDoNotCount() throws {
    site.deliver("tmp/1.a,S=5")
    site.deliver(".Sent/tmp/1.a,S=5")
    #expect(try site.count() == .empty)
  }

  @Test func filesOfTheMailServerBesideTheFoldersDoNotCount() throws {
    site.deliver("dovecot.index.log", "1234")
    site.deliver("maildirsize", "5000000S\n99999 99\n")
    site.deliver(".dovecot.lda-dupes", "x")
    #expect(try site.count() == .empty)
  }

  @Test func filesThatAreHiddenAmongMessagesCountTheirBytes() throws {
    site.deliver("cur/.hidden", "x")
    #expect(try site.count() == Mailbox(bytes: 1))
  }

  @Test func foldersInFoldersCount() throws {
    site.deliver("new/1.a,S=5")
    site.deliver("Archive/2026/cur/2.b,S=6:2,S")
    site.deliver("Archive/2026/Invoices/new/3.c,S=7")
    #expect(try site.count() == Mailbox(inbox: 1, messages: 3, bytes: 18, newest: 3))
  }

  @Test func foldersWithoutMailDoNotCount() throws {
    site.deliver("sieve/vacation.sieve", "keep;")
    site.deliver("Archive/dovecot.index", "1234")
    site.deliver("subscriptions", "Archive")
    symlink("vacation.sieve", site.folder.path("\(MaildirSite.maildir)/sieve/active"))
    #expect(try site.count() == .empty)
  }

  @Test func linkInPlaceOfAFolderInFoldersIsUnreadable() {
    let outside = site.folder.makeFolder("outside")
    site.deliver("Archive/cur/2.b,S=6:2,S")
    symlink(outside, site.folder.path("\(MaildirSite.maildir)/Archive/2026"))
    expectUnreadable { _ = try site.count() }
  }

  @Test func foldersOfBottomlessDepthAreUnreadable() {
    site.folder.makeFolder(
      MaildirSite.maildir + String(repeating: "/deeper", count: 40))
    expectUnreadable { _ = try site.count() }
  }

  @Test func namesThatAreNoTextCount() throws {
    site.deliver("new/1.a,S=5")
    // `.M\u{FC}ll` in Latin-1, as an old client leaves it.
    let folder = bytes(site.folder.path("\(MaildirSite.maildir)/.M?ll"))
    #expect(mkdir(folder, 0o700) == 0)
    #expect(mkdir(bytes(site.folder.path("\(MaildirSite.maildir)/.M?ll/cur")), 0o700) == 0)
    let message = bytes(site.folder.path("\(MaildirSite.maildir)/.M?ll/cur/2.b?"))
    let file = open(message, O_WRONLY | O_CREAT, 0o600)
    #expect(write(file, "1234", 4) == 4)
    close(file)
    let found = try site.count()
    #expect(found.messages == 2)
    #expect(found.bytes == 9)
    for name in [message, bytes(site.folder.path("\(MaildirSite.maildir)/.M?ll/cur"))]
    where unlink(name) != 0 {
      rmdir(name)
    }
    rmdir(folder)
  }

  /// The path with a byte that is no UTF-8 for each question mark.
  private func bytes(_ path: String) -> [CChar] {
    path.utf8CString.map { $0 == CChar(UInt8(ascii: "?")) ? CChar(bitPattern: 0xFC) : $0 }
  }

  @Test func fileSizeCountsWhereTheNameSaysNone() throws {
    site.deliver("cur/7.a:2,S=999", "12345")
    #expect(try site.count() == Mailbox(inbox: 1, messages: 1, bytes: 5, newest: 7))
  }

  @Test func fileTimeCountsWhereTheNameSaysNone() throws {
    site.deliver("cur/odd-name,S=3")
    let path = site.folder.path("\(MaildirSite.maildir)/cur/odd-name,S=3")
    var times = [timespec(tv_sec: 50, tv_nsec: 0), timespec(tv_sec: 60, tv_nsec: 0)]
    #expect(utimensat(AT_FDCWD, path, &times, 0) == 0)
    #expect(try site.count() == Mailbox(inbox: 1, messages: 1, bytes: 3, newest: 60))
  }

  @Test(arguments: [
    "Maildir.old/new/1.a", "Maildir2/cur/1.a", "Mail/cur/1.a", "cur/1.a", "new/1.a",
    "backup/Maildir/new/1.a", "a/b/c/d/e/f/g/h/i/j/new/1.a", "sieve/cur/1.a",
    "Maildir.old/.Sent/cur/1.a", ".old/new/1.a", "new/old/cur/1.a", "cur/old/Maildir/new/1.a",
    "old/new/cur/1.a",
  ])
  func messagesAnywhereInTheHomeCount(_ path: String) throws {
    site.deliver("new/2.b,S=5")
    site.folder.write("1234", to: "mail/\(MaildirSite.home)/\(path)")
    let found = try site.count()
    #expect((found.inbox, found.messages, found.bytes) == (1, 2, 9))
    let top = path.split(separator: "/").first.map(String.init) ?? ""
    #expect(
      try site.storage.besides(at: MaildirSite.home)
        == [["cur", "new"].contains(top) ? "cur or new" : top])
  }

  @Test(arguments: [
    "cur/old/new/1.a", "new/cur/1.a", "tmp/home/Maildir/new/1.a", "home/Maildir/cur/1.a",
    ".Sent/new/a/cur/1.a",
  ])
  func messagesAnywhereInTheMaildirCount(_ path: String) throws {
    site.deliver("new/2.b,S=5")
    site.folder.write("1234", to: "\(MaildirSite.maildir)/\(path)")
    let found = try site.count()
    #expect((found.inbox, found.messages, found.bytes) == (1, 2, 9))
  }

  @Test(arguments: [
    "mbox", "Mail/inbox", "backup.tar", ".notes", "Maildir.old/letter", "new/old/mbox",
    "old/cur/2019/mbox", "Maildir/mbox", "Maildir/.Sent/mbox",
    "Maildir/Sent/letter",
  ])
  func otherFilesBesideTheMaildirCountTheirBytes(_ path: String) throws {
    site.folder.write("1234", to: "mail/\(MaildirSite.home)/\(path)")
    #expect(try site.count() == Mailbox(bytes: 4))
    #expect(try site.storage.besides(at: MaildirSite.home).count == 1)
  }

  @Test(arguments: [
    ".dovecot.lda-dupes", ".dovecot.lda-dupes.lock", ".dovecot.svbin", ".dovecot.sieve.log",
    ".temp.host.7.ab12", "sieve/vacation.sieve", "sieve/vacation.svbin", "sieve/tmp/a.sieve",
    "sieve/vacation.sieve.log", "Maildir.old/dovecot-uidlist",
    "Maildir.old/subscriptions", "Maildir.old/tmp/1.a", "Maildir/dovecot.index.log",
    "Maildir/.Sent/maildirfolder", "Maildir/subscriptions", "Maildir/tmp/1.a",
  ])
  func whatTheMailServerWritesBesideTheMaildirDoesNotCount(_ path: String) throws {
    let home = site.folder.makeFolder("mail/\(MaildirSite.home)")
    site.folder.makeFolder("mail/\(MaildirSite.home)/Maildir.old/new")
    site.folder.makeFolder("mail/\(MaildirSite.home)/Maildir.old/cur")
    symlink("sieve/vacation.sieve", home + "/.dovecot.sieve")
    site.folder.write("1234", to: "mail/\(MaildirSite.home)/\(path)")
    #expect(try site.count() == .empty)
  }

  @Test func foldersBesideTheMaildirOfBottomlessDepthAreUnreadable() {
    site.folder.makeFolder("mail/\(MaildirSite.home)" + String(repeating: "/deeper", count: 40))
    expectUnreadable { _ = try site.count() }
  }

  @Test func homeWithoutMaildirIsEmpty() throws {
    site.folder.makeFolder("mail/\(MaildirSite.home)")
    #expect(try site.count() == .empty)
  }

  @Test func missingRootIsUnreadable() {
    let storage = MaildirStorage(root: site.folder.path("elsewhere"))
    expectUnreadable { _ = try storage.mailbox(at: MaildirSite.home) }
  }

  @Test(arguments: [
    "mail/school.example", MailboxCountTests.homePath, MaildirSite.maildir,
    "\(MaildirSite.maildir)/cur", "\(MaildirSite.maildir)/new",
    "\(MaildirSite.maildir)/.Sent", "\(MaildirSite.maildir)/.Sent/cur",
    "\(MaildirSite.maildir)/Sent",
  ])
  func linkInPlaceOfAFolderIsUnreadable(_ path: String) {
    let outside = site.folder.makeFolder("outside")
    if let slash = path.lastIndex(of: "/") { site.folder.makeFolder(String(path[..<slash])) }
    #expect(symlink(outside, site.folder.path(path)) == 0)
    expectUnreadable { _ = try site.count() }
  }

  @Test func linkInPlaceOfAMessageIsCountedAndNotFollowed() throws {
    let outside = site.folder.write(String(repeating: "x", count: 5_000), to: "outside")
    site.folder.makeFolder("\(MaildirSite.maildir)/cur")
    symlink(outside, site.folder.path("\(MaildirSite.maildir)/cur/9.a"))
    #expect(
      try site.count()
        == Mailbox(inbox: 1, messages: 1, bytes: Int64(outside.utf8.count), newest: 9))
  }

  @Test func fileInPlaceOfAFolderIsUnreadable() {
    site.folder.write("x", to: "\(MaildirSite.maildir)/cur")
    expectUnreadable { _ = try site.count() }
  }

  @Test(arguments: ["", "..", "a/../b", "/a", "a//b", ".", ".trash/x", "a/"])
  func homeThatIsNoPlainPathIsRefused(_ home: String) {
    expectUnreadable { _ = try site.storage.mailbox(at: home) }
  }

  @Test func countingChangesNothing() throws {
    site.deliverTwo()
    let before = site.folder.contents
    _ = try site.count()
    #expect(site.folder.contents == before)
  }

  static let homePath = "mail/\(MaildirSite.home)"
}

func expectUnreadable(
  _ body: () throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(
    sourceLocation: sourceLocation,
    performing: body,
    throws: { error in
      if case StoreError.mailUnreadable = error { true } else { false }
    })
}
