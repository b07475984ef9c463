import Glibc
import MailModel
import TestSupport
import Testing

@testable import Stores

@Suite struct MailboxListingTests {
  private let site = MaildirSite()

  private final class Found {
    var all: [MessageSummary] = []
  }

  private func listed() throws -> [MessageSummary] {
    let found = Found()
    try site.storage.eachMessage(at: MaildirSite.home) { found.all.append($0) }
    return found.all.sorted { $0.delivered < $1.delivered }
  }

  @Test func messagesOfAllFoldersAreListed() throws {
    site.deliver("new/1700000100.M1P1.host", "From: a\nSubject: one\n\nbody\n")
    site.deliver("cur/1700000200.M2P1.host,S=77:2,S", "Subject: two\n\n")
    site.deliver(".Sent.2025/cur/1700000300.M3P1.host,S=5", "From: c\n\n")
    site.deliver(".Sent.2025/tmp/1700000400.M4P1.host", "From: d\n\n")
    #expect(
      try listed() == [
        MessageSummary(delivered: 1_700_000_100, sender: "a", subject: "one", bytes: 27),
        MessageSummary(delivered: 1_700_000_200, sender: "", subject: "two", bytes: 77),
        MessageSummary(
          delivered: 1_700_000_300, sender: "c", subject: "", bytes: 5, folder: "Sent/2025"),
      ])
  }

  /// As far as the system's iconv knows UTF-7-IMAP, which it does from glibc 2.36.
  @Test func foldersAreNamedAsMailClientsShowThem() throws {
    site.deliver(".Entw&APw-rfe/cur/1.a", "\n")
    #expect(["Entwürfe", "Entw&APw-rfe"].contains(try listed().first?.folder))
  }

  @Test func longHeaderIsReadToItsEnd() throws {
    let received = String(repeating: "Received: from a by b\n", count: 2_000)
    site.deliver("new/1.a", received + "Subject: late\n\n" + String(repeating: "x", count: 9_000))
    #expect(try listed().map(\.subject) == ["late"])
  }

  @Test func linkLeadsNowhere() throws {
    site.deliver("new/1.a", "Subject: own\n\n")
    let other = site.folder.write("Subject: foreign\n\n", to: "foreign")
    symlink(other, site.folder.path("\(MaildirSite.maildir)/new/2.b"))
    mkfifo(site.folder.path("\(MaildirSite.maildir)/new/3.c"), 0o600)
    #expect(try listed().map(\.subject).sorted() == ["", "", "own"])
  }

  @Test func linkedFolderIsAnError() throws {
    site.deliver("new/1.a")
    symlink(site.folder.path, site.folder.path("\(MaildirSite.maildir)/.Elsewhere"))
    #expect(throws: StoreError.self) { try listed() }
  }

  @Test func missingHomeHasNoMessages() throws {
    #expect(try listed() == [])
  }

  /// A mail client that opens the mailbox moves what is new, and every flag is a new name.
  @Test func renamedMessageIsListedOnce() throws {
    for number in 0..<50 { site.deliver("new/\(number).a", "Subject: \(number)\n\n") }
    site.folder.makeFolder("\(MaildirSite.maildir)/cur")
    let found = Found()
    let base = site.folder.path(MaildirSite.maildir)
    try site.storage.eachMessage(at: MaildirSite.home) { message in
      if found.all.isEmpty {
        for number in 0..<50 { rename("\(base)/new/\(number).a", "\(base)/cur/\(number).a:2,S") }
      }
      found.all.append(message)
    }
    #expect(found.all.count == 50)
    #expect(Set(found.all.map(\.subject)).count == 50)
  }
}
