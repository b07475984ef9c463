import Glibc
import MailModel
import System

// Each function looks at what stands where and does what is left to do, so that a call after a
// crash finds its way from every state between two of its steps.
extension MaildirStorage {
  package func hasMoved(_ item: String) throws(StoreError) -> Bool {
    try reporting { () throws(SystemError) in
      let root = try Folder.root(root)
      guard let item = try Self.folder(of: item, in: root) else { return false }
      return try item.isMoved
    }
  }

  package func mailbox(inTrash item: String) throws(StoreError) -> Mailbox {
    do {
      guard let item = try Self.open(item, in: Folder.root(root)), let home = try item.home else {
        return .empty
      }
      var count = MailboxCount()
      try count.count(home: home, except: home === item.folder ? item.own : [])
      // Of two homes in one item one is its mail; nobody must lose the other uncounted.
      if home !== item.folder, try item.folder.standing(at: Self.maildir) == .folder,
        let stray = try item.folder.open(Self.maildir)
      {
        try count.countStray(stray, at: Self.maildir)
      }
      return count.mailbox
    } catch {
      throw error.unreadable
    }
  }

  package func abandonMove(_ item: String) throws(StoreError) {
    try reporting { () throws(SystemError) in
      let root = try Folder.root(root)
      guard let found = try Self.folder(of: item, in: root), try !found.isMoved,
        try found.mailState != .folder
      else { return }
      Self.clear(found, named: item, in: root)
    }
  }

  /// Removes what is left of an item without its mail.
  ///
  /// What somebody else put there keeps its folder. That is no reason to stop: the mail is safe, and
  /// a folder that no item has is told.
  private static func clear(_ found: TrashFolder, named item: String, in root: Folder) {
    do throws(SystemError) {
      // The placeholder goes last but one: with a record alone the item would count as moved.
      try found.removeRecord()
      try found.removePlaceholder()
      // The item goes last: without it everything was done.
      guard let trash = try root.open(Self.trash) else { return }
      try trash.removeFolder(item)
      try trash.flush()
    } catch {}
  }

  package func moveToTrash(_ home: String, item: String, record: String) throws(StoreError) {
    try reporting { () throws(SystemError) in
      let root = try Folder.root(root)
      let place = try HomePlace(home, in: root)
      let trash = try root.make(Self.trash, mode: 0o700)
      try trash.check(try root.device)
      let item = TrashFolder(
        name: item, folder: try trash.make(Self.checked(item), mode: 0o700))
      // Before the record: an item with a record and without this has moved.
      if try item.mailState == .nothing, try !item.hasRecord { try item.makePlaceholder() }
      try item.write(record: record)
      try move(place, to: item)
    }
  }

  private func move(_ place: HomePlace, to item: TrashFolder) throws(SystemError) {
    let mail = try item.mailState
    guard let parent = place.parent else {
      if mail == .placeholder { try item.removePlaceholder() }
      return
    }
    switch (try place.state, mail) {
    case (.placeholder, .placeholder):
      // The home went with an earlier item.
      try item.removePlaceholder()
    case (.placeholder, _):
      // The exchange may not have reached the disk.
      try parent.flush()
      try item.folder.flush()
    case (.folder, .placeholder):
      try exchange(place, in: parent, with: item)
    case (.folder, .nothing):
      try item.makePlaceholder()
      try exchange(place, in: parent, with: item)
    case (.nothing, .placeholder):
      // No mail, but a late delivery must not make a folder that nobody owns either.
      try item.moveMail(to: place.name, in: parent)
    case (.nothing, _):
      try parent.makePlaceholder(place.name)
    case (.folder, _):
      throw SystemError(parent.path(of: place.name), EEXIST)
    case (.other, _):
      throw SystemError(parent.path(of: place.name), ENOTDIR)
    }
  }

  private func exchange(
    _ place: HomePlace, in parent: Folder, with item: TrashFolder
  ) throws(SystemError) {
    if let home = try parent.open(place.name) { try item.writeIdentity(of: home) }
    try item.exchange(place.name, in: parent)
  }

  package func standing(ofItem item: String) throws(StoreError) -> ItemStanding {
    do throws(SystemError) {
      return try Self.folder(of: item, in: Folder.root(root))?.standing ?? .unrecorded
    } catch {
      throw error.unreadable
    }
  }

  package func restore(
    item: String, to home: String, isRepeated: Bool
  ) throws(StoreError) {
    let isThere = try reporting { () throws(SystemError) in
      let root = try Folder.root(root)
      let place = try HomePlace(home, in: root)
      guard let found = try Self.folder(of: item, in: root) else {
        // A placeholder stands wherever mail has gone and has not come back; of an item without
        // mail nothing is left.
        let state = try place.state
        return isRepeated && (state == .folder || state == .nothing)
      }
      try putBack(found, at: place, in: root, isRepeated: isRepeated)
      Self.clear(found, named: item, in: root)
      return true
    }
    guard isThere else { throw .missingItem(item) }
  }

  private func putBack(
    _ item: TrashFolder, at place: HomePlace, in root: Folder, isRepeated: Bool
  ) throws(SystemError) {
    let isBare = try item.isBare
    let hasMail = isBare ? true : try item.mailState == .folder
    let state = try place.state
    // Nothing was changed so far.
    if state == .other || (state == .folder && (hasMail || !isRepeated)) {
      throw SystemError(place.nearest.path(of: place.name), EEXIST)
    }
    guard hasMail else { return try place.removePlaceholder() }
    try item.settle()
    let parent: Folder
    if let known = place.parent {
      parent = known
    } else {
      parent = try makeParents(place.parts, in: root, like: item)
    }
    if state == .placeholder {
      try item.exchange(place.name, in: parent)
    } else {
      try item.moveMail(to: place.name, in: parent)
    }
  }

  /// Makes the folders on the way to a home, owned like the mail that goes there.
  private func makeParents(
    _ parts: [String], in root: Folder, like item: TrashFolder
  ) throws(SystemError) -> Folder {
    var folder = root
    for part in parts {
      let isNew = try folder.status(of: part) == nil
      let next = try folder.make(part, mode: 0o700)
      // Only root can give a folder away, and has to: the mail would be out of its owner's reach.
      if isNew, geteuid() == 0, let owner = try item.folder.status(of: TrashFolder.mail),
        fchown(next.descriptor, owner.st_uid, owner.st_gid) != 0
      {
        let error = SystemError(next.path)
        try folder.removeFolder(part)
        throw error
      }
      folder = next
    }
    return folder
  }

  package func holds(item: String) throws(StoreError) -> Bool {
    try reporting { () throws(SystemError) in
      let item = try Self.checked(item)
      return try Folder.root(root).open(Self.trash)?.status(of: item) != nil
    }
  }

  package func takeIn(_ folder: String, as item: String) throws(StoreError) {
    let isThere = try reporting { () throws(SystemError) in
      let root = try Folder.root(root)
      guard let trash = try root.open(Self.trash), try Self.open(folder, in: root) != nil else {
        return false
      }
      if !folder.sameBytes(as: item) {
        let item = try Self.checked(item)
        guard trash.move(folder, to: trash, item, .asNew) else {
          throw SystemError(trash.path(of: errno == EEXIST ? item : folder))
        }
        try trash.flush()
      }
      // Files of a home that lies there itself may have the names of the item's own.
      guard let found = try Self.open(item, in: root) else { return false }
      try found.settle()
      if let home = try found.home { try found.writeIdentity(of: home) }
      return true
    }
    guard isThere else { throw .missingItem(folder) }
  }

  package func erase(item: String, home: String, isRepeated: Bool) throws(StoreError) {
    let isThere = try reporting { () throws(SystemError) in
      let root = try Folder.root(root)
      let isThere = try root.open(Self.trash)?.status(of: try Self.checked(item)) != nil
      guard isThere || isRepeated else { return false }
      if let trash = try root.open(Self.trash) {
        if let found = try Self.folder(of: item, in: root) {
          try found.destroy(named: item, in: trash)
        } else {
          try trash.destroy(item, on: try trash.device)
        }
        try trash.flush()
      }
      try Self.removePlaceholder(at: home, in: root)
      return true
    }
    guard isThere else { throw .missingItem(item) }
  }

  /// What stands on the way to a home may be a placeholder itself, or a file by now: then there is
  /// none behind it.
  private static func removePlaceholder(at home: String, in root: Folder) throws(SystemError) {
    do throws(SystemError) {
      try HomePlace(home, in: root).removePlaceholder()
    } catch {
      guard [ENOTDIR, ELOOP, EINVAL].contains(error.code) else { throw error }
    }
  }

  /// The item of that name; nil when the trash does not hold it.
  static func open(
    _ item: String, in root: Folder
  ) throws(SystemError) -> TrashFolder? {
    let item = try checked(item)
    return try root.open(trash)?.open(item).map { TrashFolder(name: item, folder: $0) }
  }

  /// The same; nil also where a file or a link has taken its place, which holds no mail.
  static func folder(
    of item: String, in root: Folder
  ) throws(SystemError) -> TrashFolder? {
    do throws(SystemError) {
      return try open(item, in: root)
    } catch {
      guard [ENOTDIR, ELOOP].contains(error.code) else { throw error }
      return nil
    }
  }

  /// - Throws: `EINVAL` for an item that is no plain name.
  private static func checked(_ item: String) throws(SystemError) -> String {
    guard !item.isEmpty, item != ".", item != "..", !item.utf8.contains(UInt8(ascii: "/")),
      !item.utf8.contains(0)
    else { throw SystemError(item, EINVAL) }
    return item
  }

  private func reporting<Result>(
    _ body: () throws(SystemError) -> Result
  ) throws(StoreError) -> Result {
    do {
      return try body()
    } catch {
      if error.code == EEXIST { throw .homeTaken(error.path) }
      if error.code == EXDEV {
        throw .file(error.path, "another file system is mounted there; unmount it first")
      }
      throw error.asStoreError
    }
  }
}
