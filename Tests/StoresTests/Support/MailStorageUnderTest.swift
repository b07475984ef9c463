import MailModel
import TestSupport

@testable import Stores

/// The mail storages that keep every promise of `MailboxReader` and `MailboxMover`.
enum MailStorageUnderTest: CaseIterable, Sendable {
  case inMemory
  case maildir

  static let home = "school.example/ada-ada00000"

  /// Gives `body` a storage whose mailbox at `home` holds two messages of 300 bytes together, one
  /// of them in the inbox, the newest of 1700000900.
  func open(_ body: (any MailboxMover) throws -> Void) throws {
    switch self {
    case .inMemory:
      let storage = InMemoryMailStorage(markedFor: nil)
      storage.deliver(.two, to: Self.home)
      try body(storage)
    case .maildir:
      let site = MaildirSite()
      site.deliverTwo()
      try body(site.storage)
    }
  }
}

extension Mailbox {
  static let two = Mailbox(inbox: 1, messages: 2, bytes: 300, newest: 1_700_000_900)
}

/// A mail tree of a test's own.
struct MaildirSite {
  static let home = MailStorageUnderTest.home
  static let maildir = "mail/\(home)/Maildir"

  let folder = TemporaryFolder()

  init() {
    folder.makeFolder("mail")
  }

  var storage: MaildirStorage { MaildirStorage(root: folder.path("mail")) }

  /// Puts a message of a file's name and text into the Maildir.
  func deliver(_ name: String, _ text: String = "text", to home: String = home) {
    folder.write(text, to: "mail/\(home)/Maildir/\(name)")
  }

  func deliverTwo() {
    deliver("cur/1700000100.M1P1.host,S=100,W=104:2,S")
    deliver(".Sent/new/1700000900.M2P1.host,S=200")
  }

  func count() throws -> Mailbox { try storage.mailbox(at: Self.home) }
}
