import Glibc
import System

/// Whether the processes of a mail server get at the store and the mail, by owners and modes alone.
package struct ServerReach {
  /// Whom a process runs as; no other groups count, since the servers drop them.
  struct Visitor {
    var name: String
    /// nil where the system does not know such a user.
    var user: uid_t?
    var group: gid_t?

    init(_ name: String, user: uid_t?, group: gid_t?) {
      self.name = name
      self.user = user
      self.group = group
    }

    /// A user by name or, as the servers read digits, by number; nil where there is none yet.
    init?(named name: String) {
      let isNumber = name.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      let record = isNumber ? uid_t(name).flatMap { getpwuid($0) } : getpwnam(name)
      guard let record else { return nil }
      self.init(name, user: record.pointee.pw_uid, group: record.pointee.pw_gid)
    }

    /// Whose bits of the mode keep the visitor from doing all of `bits`, as of `rwx`, with what
    /// stands at `path`; nil where they do not, or where that cannot be seen.
    fileprivate func barred(from bits: mode_t, _ path: String) -> Class? {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      let own: Class =
        if status.st_uid == user { .owner } else if status.st_gid == group { .group } else {
          .others
        }
      return (status.st_mode >> own.shift) & bits == bits ? nil : own
    }
  }

  /// Whom three bits of a mode are for.
  package enum Class: Hashable {
    case owner
    case group
    case others

    fileprivate var shift: mode_t {
      switch self {
      case .owner: 6
      case .group: 3
      case .others: 0
      }
    }

    fileprivate var letter: Character {
      switch self {
      case .owner: "u"
      case .group: "g"
      case .others: "o"
      }
    }

    fileprivate func words(_ path: String) -> String {
      switch self {
      case .owner: "the owner of \(path) may not enter it"
      case .group: "the group of \(path) may not enter it"
      case .others: "others may not enter \(path)"
      }
    }
  }

  /// What keeps a process out, with the way past it.
  package enum Obstacle: Hashable, CustomStringConvertible {
    /// A folder on the way to `target` that `user` may not enter, and as whom.
    case folder(String, user: String, as: Class, target: String)
    /// A store that the group `postfix` may not write, or not beside it; `files` are the store and
    /// what lies beside it, `isShared` when the mail lies in the same folder.
    case store(files: [String], folder: String, isShared: Bool)

    package var description: String {
      switch self {
      case .folder(let folder, let user, let visitors, let target):
        "the user \(user) cannot reach \(target): \(visitors.words(folder)); "
          + "chmod \(visitors.letter)+x \(folder)"
      case .store(let files, let folder, let isShared):
        "the group postfix may not write \(files[0]) and beside it, so a lookup fails once nobody "
          + "else has it open; chgrp postfix \(folder) \(files.joined(separator: " ")); "
          + "chmod \(isShared ? "2771" : "2770") \(folder); "
          + "chmod 660 \(files.joined(separator: " "))"
          + (isShared ? ", or give it a folder with `store: sqlite:store/rollbook.db`" : "")
      }
    }
  }

  let postfix: Visitor
  /// nil where there is no such user yet.
  let mailUser: Visitor?

  init(postfix: Visitor, mailUser: Visitor?) {
    self.postfix = postfix
    self.mailUser = mailUser
  }

  /// nil on a host without Postfix; `mailUser` owns all mail.
  package init?(mailUser: String) {
    guard let group = getgrnam("postfix")?.pointee.gr_gid else { return nil }
    postfix = Visitor("postfix", user: getpwnam("postfix")?.pointee.pw_uid, group: group)
    self.mailUser = Visitor(named: mailUser)
  }

  /// What keeps Postfix, and Dovecot's dictionary, from a store that exists; both paths absolute.
  package func obstacles(toStore path: String, besideMail root: String) -> [Obstacle] {
    guard let store = Paths.resolved(path) else { return [] }
    let folder = Paths.folder(of: store)
    var obstacles = way(of: postfix, through: Paths.folder(of: folder), to: path)
    if folder == "/" { return obstacles }
    // A writer leaves these two there, and a reader that may not write them cannot open the store.
    let beside: [String] = ["-wal", "-shm"].map { store + $0 }.filter(Paths.exists)
    let files = [store] + beside
    if postfix.barred(from: 0o3, folder) != nil
      || files.contains(where: { postfix.barred(from: 0o6, $0) != nil })
    {
      let mail = Paths.resolved(root) ?? root
      obstacles.append(
        .store(files: files, folder: folder, isShared: mail.hasPrefix(folder + "/")))
    }
    return obstacles
  }

  /// What keeps the user that delivers from the mail folder; an absolute path.
  package func obstacles(toMail root: String) -> [Obstacle] {
    guard let mailUser, let mail = Paths.resolved(root) else { return [] }
    return way(of: mailUser, through: mail, to: root)
  }

  /// The first folder from the root to `folder` that `visitor` may not enter.
  private func way(
    of visitor: Visitor, through folder: String, to target: String
  ) -> [Obstacle] {
    var path = ""
    for part in folder.split(separator: "/") {
      path += "/\(part)"
      if let visitors = visitor.barred(from: 0o1, path) {
        return [.folder(path, user: visitor.name, as: visitors, target: target)]
      }
    }
    return []
  }
}
