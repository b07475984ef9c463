import Glibc
import MailModel

// Each function looks at what stands where and does what is left to do, so that a call after a
// crash finds its way from every state between two of its steps.
extension MaildirStorage {
  package func moveToTrash(_ home: String, item: String, record: String) throws(StoreError) {
    try reporting(home) { () throws(SystemError) in
      let root = try Folder.root(root)
      let place = try HomePlace(home, in: root)
      let trash = try root.make(Self.trash, mode: 0o700)
      try trash.checkDevice(of: root)
      let folder = TrashFolder(folder: try trash.make(Self.checked(item), mode: 0o700))
      try folder.write(record: record)
      try move(place, to: folder)
    }
  }

  private func move(_ place: HomePlace, to item: TrashFolder) throws(SystemError) {
    let mail = try item.mailState
    let isMoved = mail == .folder
    guard let parent = place.parent else {
      return isMoved ? () : try item.folder.removeFile(TrashFolder.mail)
    }
    switch (try parent.standing(at: place.name), isMoved) {
    case (.placeholder, true):
      // The exchange may not have reached the disk.
      try parent.flush()
      try item.folder.flush()
    case (.folder, false):
      if mail == .nothing { try item.makePlaceholder() }
      try item.exchange(place.name, in: parent)
    case (.nothing, _):
      // No mail, but a late delivery must not make a folder that nobody owns either.
      try parent.makePlaceholder(place.name)
      if !isMoved { try item.folder.removeFile(TrashFolder.mail) }
    case (.placeholder, false):
      try item.folder.removeFile(TrashFolder.mail)
    case (.folder, true):
      throw SystemError("\(parent.path)/\(place.name)", EEXIST)
    case (.other, _):
      throw SystemError("\(parent.path)/\(place.name)", ENOTDIR)
    }
  }

  package func restore(item: String, to home: String) throws(StoreError) {
    try reporting(home) { () throws(SystemError) in
      let root = try Folder.root(root)
      let place = try HomePlace(home, in: root)
      guard let trash = try root.open(Self.trash) else {
        throw SystemError("\(root.path)/\(Self.trash)", ENOENT)
      }
      // The item goes last: without it everything was done.
      guard let folder = try trash.open(Self.checked(item)) else { return }
      let item = TrashFolder(folder: folder)
      try putBack(item, at: place, in: root)
      try item.folder.removeFile(TrashFolder.mail)
      try item.removeRecord()
      try trash.removeFolder(folder.name)
      try trash.flush()
    }
  }

  private func putBack(
    _ item: TrashFolder, at place: HomePlace, in root: Folder
  ) throws(SystemError) {
    let mail = try item.mailState
    guard mail == .folder else { return try place.removePlaceholder() }
    let parent: Folder
    if let known = place.parent {
      parent = known
    } else {
      parent = try makeParents(place.parts, in: root, like: item)
    }
    switch try parent.standing(at: place.name) {
    case .placeholder: try item.exchange(place.name, in: parent)
    case .nothing: try item.moveMail(to: place.name, in: parent)
    case .folder, .other: throw SystemError("\(parent.path)/\(place.name)", EEXIST)
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
      if isNew, let owner = try item.folder.status(of: TrashFolder.mail) {
        fchown(next.descriptor, owner.st_uid, owner.st_gid)
      }
      folder = next
    }
    return folder
  }

  package func erase(item: String, home: String) throws(StoreError) {
    try reporting(home) { () throws(SystemError) in
      let root = try Folder.root(root)
      let place = try HomePlace(home, in: root)
      if let trash = try root.open(Self.trash) {
        try trash.destroy(try Self.checked(item), on: try trash.device)
        try trash.flush()
      }
      try place.removePlaceholder()
    }
  }

  /// - Throws: `EINVAL` for an item that is no plain name.
  private static func checked(_ item: String) throws(SystemError) -> String {
    guard !item.isEmpty, item != ".", item != "..", !item.utf8.contains(UInt8(ascii: "/")),
      !item.utf8.contains(0)
    else { throw SystemError(item, EINVAL) }
    return item
  }

  private func reporting(
    _ home: String, _ body: () throws(SystemError) -> Void
  ) throws(StoreError) {
    do {
      try body()
    } catch {
      if error.code == EEXIST { throw .homeTaken(error.path) }
      throw error.asStoreError
    }
  }
}
