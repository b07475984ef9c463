import Glibc
import MailModel
import System

/// Counts the messages of one Maildir with its folders.
///
/// Folders are those of both layouts: `.Name` beside the inbox, and folders in folders.
struct MailboxCount {
  private(set) var mailbox = Mailbox.empty

  /// Deeper folders are an error: a partial count is never returned.
  private static let depth = 32

  /// Counts all mail in a mail home: its Maildir, nil where it has none, and what lies beside that in
  /// homes of others, which would go along.
  mutating func count(home: Folder, _ maildir: Folder?) throws(SystemError) {
    if let maildir { try count(maildir) }
    let inbox = mailbox.inbox
    try countHomes(in: home)
    mailbox.inbox = inbox
  }

  /// Counts a Maildir that lies where none belongs, and would be erased with the rest.
  mutating func countStray(_ maildir: Folder) throws(SystemError) {
    let inbox = mailbox.inbox
    try countMessages(of: maildir)
    try countFolders(in: maildir, depth: 1)
    mailbox.inbox = inbox
  }

  private mutating func countHomes(in home: Folder, depth: Int = 1) throws(SystemError) {
    for name in try home.foldersBesideMaildir {
      // What is no folder holds no home.
      guard let inner = (try? home.open(name)).flatMap(\.self) else { continue }
      if let maildir = try inner.openFolder(MaildirStorage.maildir) {
        try countMessages(of: maildir)
        try countFolders(in: maildir, depth: 1)
      }
      if depth < Folder.depthOfInnerHomes { try countHomes(in: inner, depth: depth + 1) }
    }
  }

  mutating func count(_ maildir: Folder) throws(SystemError) {
    try countMessages(of: maildir)
    mailbox.inbox = mailbox.messages
    try countFolders(in: maildir, depth: 1)
  }

  private mutating func countFolders(in folder: Folder, depth: Int) throws(SystemError) {
    let names = try Self.folders(in: folder)
    guard names.isEmpty || depth <= Self.depth else {
      throw SystemError(folder.path, ENAMETOOLONG)
    }
    for name in names {
      guard let inner = try folder.open(name) else {
        throw SystemError(folder.path(of: name), ENOENT)
      }
      try countMessages(of: inner)
      try countFolders(in: inner, depth: depth + 1)
    }
  }

  /// Names of the folders in `folder` that may hold mail.
  static func folders(in folder: Folder) throws(SystemError) -> [[CChar]] {
    try folder.settled(["."]) { () throws(SystemError) -> [[CChar]]? in
      var names: [[CChar]] = []
      try folder.each { entry throws(SystemError) in
        if entry.isNamed("cur") || entry.isNamed("new") || entry.isNamed("tmp") { return }
        if try folder.isFolder(entry) { names.append(entry.nameBytes) }
      }
      return names
    }
  }

  /// Counts `new` before `cur`: a message that a reader moves meanwhile is then never missed.
  private mutating func countMessages(of folder: Folder) throws(SystemError) {
    let found = try folder.settled(["new", "cur"]) { () throws(SystemError) -> Mailbox? in
      var found = Mailbox.empty
      var isWhole = true
      for name in ["new", "cur"] {
        guard let messages = try folder.open(name) else { continue }
        try messages.each { entry throws(SystemError) in
          guard !entry.isHidden, entry.isFolder != true else { return }
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

extension Folder {
  /// The folder of that name; nil where there is none, or something else.
  fileprivate func openFolder(_ name: String) throws(SystemError) -> Folder? {
    try standing(at: name) == .folder ? try open(name) : nil
  }

  /// - Throws: `ELOOP` for a link that leads to a folder: what lies there would go uncounted.
  fileprivate func isFolder(_ entry: FolderEntry) throws(SystemError) -> Bool {
    if let known = entry.isFolder, !entry.isLink { return known }
    guard let status = try status(of: entry.name) else { return false }
    guard status.st_mode & S_IFMT == S_IFLNK else { return status.st_mode & S_IFMT == S_IFDIR }
    var target = stat()
    if fstatat(descriptor, entry.name, &target, 0) == 0, target.st_mode & S_IFMT == S_IFDIR {
      throw SystemError(path(of: entry.name), ELOOP)
    }
    return false
  }
}
