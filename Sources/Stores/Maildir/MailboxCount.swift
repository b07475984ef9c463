import Glibc
import MailModel
import System

/// Counts the messages of one Maildir with its folders.
///
/// Folders are those of both layouts: `.Name` beside the inbox, and folders in folders.
struct MailboxCount {
  private(set) var mailbox = Mailbox.empty

  /// Deeper folders are an error: a partial count is never returned.
  static let depth = 32

  /// Names of what counts although it lies beside the Maildir, as seen from the mail home.
  private(set) var beside: [String] = []
  /// Folders beside a Maildir that hold one, or anything else that counts, by their paths.
  private(set) var folders: [String] = []

  /// Those of them that hold a Maildir.
  private(set) var homes: [String] = []

  /// Counts what would go along and is no message in a place for messages.
  mutating func add(bytes: Int64) { mailbox.bytes += bytes }

  /// Counts one thing that lies beside the Maildir; one that holds nothing is not noted.
  mutating func note(
    _ name: String, _ look: (inout MailboxCount) throws(SystemError) -> Void
  ) throws(SystemError) {
    let before = mailbox
    try look(&self)
    if mailbox != before { beside.append(name) }
  }

  /// Counts a folder beside the Maildir.
  mutating func note(
    folder path: String, isHome: Bool, _ look: (inout MailboxCount) throws(SystemError) -> Void
  ) throws(SystemError) {
    let before = mailbox
    try look(&self)
    if isHome || mailbox != before { folders.append(path) }
    if isHome { homes.append(path) }
  }

  /// Counts a Maildir that lies where none belongs, and would be erased with the rest.
  mutating func countStray(_ maildir: Folder, at path: String) throws(SystemError) {
    try countMessages(of: maildir)
    try countRest(ofMaildir: maildir, at: path)
  }

  mutating func count(_ maildir: Folder) throws(SystemError) {
    try countMessages(of: maildir)
    mailbox.inbox = mailbox.messages
    try countRest(ofMaildir: maildir, at: MaildirStorage.maildir)
  }

  /// Counts `new` before `cur`: a message that a reader moves meanwhile is then never missed.
  mutating func countMessages(of folder: Folder) throws(SystemError) {
    let found = try folder.settled(["new", "cur"]) { () throws(SystemError) -> Mailbox? in
      var found = Mailbox.empty
      var isWhole = true
      for name in ["new", "cur"] {
        guard let messages = try folder.open(name) else { continue }
        try messages.each { entry throws(SystemError) in
          if entry.isFolder == true { return }
          // No message to a reader, and gone with the rest all the same.
          if entry.isHidden {
            found.bytes += try messages.bytes(ofFile: entry.name)
            return
          }
          if try !Self.add(entry, in: messages, to: &found) { isWhole = false }
        }
      }
      return isWhole ? found : nil
    }
    mailbox.messages += found.messages
    mailbox.bytes += found.bytes
    if let newest = found.newest { mailbox.newest = max(mailbox.newest ?? newest, newest) }
  }

  /// - Returns: False when the message was renamed or removed meanwhile.
  private static func add(
    _ entry: FolderEntry, in folder: Folder, to mailbox: inout Mailbox
  ) throws(SystemError) -> Bool {
    let name = MessageName(entry.bytes)
    var size = name.size
    var delivered = name.delivered
    if size == nil || delivered == nil || entry.isFolder == nil {
      guard let status = try folder.status(of: entry.name) else { return false }
      if status.st_mode & S_IFMT == S_IFDIR { return true }
      size = size ?? Int64(status.st_size)
      delivered = delivered ?? Int64(status.st_mtim.tv_sec)
    }
    mailbox.messages += 1
    mailbox.bytes += size ?? 0
    if let delivered { mailbox.newest = max(mailbox.newest ?? delivered, delivered) }
    return true
  }
}
