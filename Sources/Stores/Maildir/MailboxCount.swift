import Glibc
import MailModel

/// Counts the messages of one Maildir with its folders.
struct MailboxCount {
  private(set) var mailbox = Mailbox.empty

  /// Counts the inbox and every folder `.Name` beside it.
  mutating func count(_ maildir: Folder) throws(SystemError) {
    try countMessages(of: maildir)
    mailbox.inbox = mailbox.messages
    var names: [String] = []
    try maildir.each { entry throws(SystemError) in
      guard entry.isHidden else { return }
      if entry.isLink { throw SystemError("\(maildir.path)/\(entry.text)", ELOOP) }
      let isFolder =
        if let known = entry.isFolder {
          known
        } else {
          try maildir.status(of: entry.text).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
        }
      if isFolder { names.append(entry.text) }
    }
    for name in names {
      if let folder = try maildir.open(name) { try countMessages(of: folder) }
    }
  }

  /// Counts `new` before `cur`: a message that a reader moves meanwhile is then never missed.
  private mutating func countMessages(of folder: Folder) throws(SystemError) {
    for name in ["new", "cur"] {
      guard let messages = try folder.open(name) else { continue }
      try messages.each { entry throws(SystemError) in
        if !entry.isHidden, entry.isFolder != true { try add(entry, in: messages) }
      }
    }
  }

  private mutating func add(_ entry: Entry, in folder: Folder) throws(SystemError) {
    let name = MessageName(entry.bytes)
    var size = name.size
    var delivered = name.delivered
    if size == nil || delivered == nil || entry.isFolder == nil {
      var status = stat()
      if fstatat(folder.descriptor, entry.name, &status, AT_SYMLINK_NOFOLLOW) == 0 {
        if status.st_mode & S_IFMT == S_IFDIR { return }
        size = size ?? Int64(status.st_size)
        delivered = delivered ?? Int64(status.st_mtim.tv_sec)
      } else if errno != ENOENT {
        throw SystemError("\(folder.path)/\(entry.text)")
      }
      // A message that was renamed under the count still counts as one.
    }
    mailbox.messages += 1
    mailbox.bytes += size ?? 0
    if let delivered { mailbox.newest = max(mailbox.newest ?? delivered, delivered) }
  }
}
