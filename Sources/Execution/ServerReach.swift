import Glibc

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

    fileprivate init(named name: String) {
      let record = getpwnam(name)
      self.init(name, user: record?.pointee.pw_uid, group: record?.pointee.pw_gid)
    }

    /// True when the visitor may do all of `bits`, as of `rwx`, with what stands at `path`; nil
    /// where that cannot be seen.
    fileprivate func may(_ bits: mode_t, _ path: String) -> Bool? {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      let shift: mode_t =
        if status.st_uid == user { 6 } else if status.st_gid == group { 3 } else { 0 }
      return (status.st_mode >> shift) & bits == bits
    }
  }

  /// What keeps a process out, with the way past it.
  package enum Obstacle: Hashable, CustomStringConvertible {
    /// A folder on the way to `target` that `user` may not enter.
    case folder(String, user: String, target: String)
    /// A store that the group `postfix` may not write, or not beside it; `isShared` when the mail
    /// lies in the same folder.
    case store(String, folder: String, isShared: Bool)

    package var description: String {
      switch self {
      case .folder(let folder, let user, let target):
        "the user \(user) cannot reach \(target): others may not enter \(folder); chmod o+x \(folder)"
      case .store(let path, let folder, let isShared):
        "the group postfix may not write \(path) and beside it, so a lookup fails once nobody else "
          + "has it open; chgrp postfix \(folder) \(path); chmod \(isShared ? "2771" : "2770") "
          + "\(folder); chmod 660 \(path)"
          + (isShared ? ", or give it a folder with `store: sqlite:store/rollbook.db`" : "")
      }
    }
  }

  let postfix: Visitor
  let mailUser: Visitor

  init(postfix: Visitor, mailUser: Visitor) {
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
    guard let store = Self.resolved(path) else { return [] }
    let folder = Self.folder(of: store)
    var obstacles = way(of: postfix, through: Self.folder(of: folder), to: path)
    if folder == "/" { return obstacles }
    if postfix.may(0o3, folder) == false || postfix.may(0o6, store) == false {
      let mail = Self.resolved(root) ?? root
      obstacles.append(
        .store(store, folder: folder, isShared: mail.hasPrefix(folder + "/")))
    }
    return obstacles
  }

  /// What keeps the user that delivers from the mail folder; an absolute path.
  package func obstacles(toMail root: String) -> [Obstacle] {
    guard let mail = Self.resolved(root) else { return [] }
    return way(of: mailUser, through: mail, to: root)
  }

  /// The first folder from the root to `folder` that `visitor` may not enter.
  private func way(
    of visitor: Visitor, through folder: String, to target: String
  ) -> [Obstacle] {
    var path = ""
    for part in folder.split(separator: "/") {
      path += "/\(part)"
      if visitor.may(0o1, path) == false {
        return [.folder(path, user: visitor.name, target: target)]
      }
    }
    return []
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  /// The path without symbolic links; nil where nothing stands there.
  private static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
