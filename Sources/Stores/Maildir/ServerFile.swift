/// Files that Dovecot and Pigeonhole write beside messages, with the settings of `server-config`: what
/// has been delivered before, scripts with their compiled forms and logs, indexes and lists of folders.
enum ServerFile {
  /// True of a file that a mail server wrote into `folder`, and makes anew when it is gone.
  static func isOne(_ name: String, inFolder folder: String, isMailFolder: Bool) -> Bool {
    // A lock that a process which was killed left.
    if name.hasPrefix(".temp.") { return true }
    if isNamed(name, homeFiles) { return true }
    if folder == "sieve" || folder == "tmp" {
      return [".sieve", ".svbin", ".sieve.log"].contains { name.hasSuffix($0) }
    }
    return isMailFolder
      && (isNamed(name, mailFolderFiles)
        || ["maildirfolder", "maildirsize", "subscriptions"].contains(name))
  }

  /// In a mail home, as Pigeonhole's duplicate database and personal scripts are called.
  private static let homeFiles = [
    ".dovecot.lda-dupes", ".dovecot.sieve", ".dovecot.svbin",
  ]

  /// In a Maildir and its folders (Dovecot's page on the mailbox format Maildir).
  private static let mailFolderFiles = [
    "dovecot-uidlist", "dovecot-uidvalidity", "dovecot-keywords", "dovecot-acl", "dovecot-acl-list",
    "dovecot-attributes", "dovecot.index", "dovecot.list.index", "dovecot.map.index",
    "dovecot.mailbox.log", "dovecot.lock",
  ]

  /// What follows such a name: `.cache`, `.log.2`, `.lock`, eight digits of a UIDVALIDITY.
  private static let endings: Set<Substring> = [
    "cache", "log", "2", "lock", "newlock", "thread", "backup", "tmp", "sieve", "svbin", "search",
    "uids", "newpos",
  ]

  private static func isNamed(_ name: String, _ known: [String]) -> Bool {
    known.contains { known in
      guard name.hasPrefix(known) else { return false }
      let rest = name.dropFirst(known.count)
      guard let first = rest.first else { return true }
      return first == "."
        && rest.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
          .allSatisfy { endings.contains($0) || isHexadecimal($0) }
    }
  }

  private static func isHexadecimal(_ text: Substring) -> Bool {
    text.utf8.count == 8 && text.allSatisfy { $0.isHexDigit }
  }
}
