import Glibc
import MailModel

/// Mailboxes as Maildirs below one folder: `ROOT/HOME/Maildir`, its trash at `ROOT/.trash`.
package struct MaildirStorage: MailboxMover {
  let root: String

  /// - Parameter root: The folder of `MailLocation.root`, absolute or from the working folder.
  package init(root: String) {
    self.root = root
  }

  package func mailbox(at home: String) throws(StoreError) -> Mailbox {
    do {
      let place = try HomePlace(home, in: Folder.root(root))
      guard let parent = place.parent else { return .empty }
      switch try parent.standing(at: place.name) {
      case .nothing, .placeholder: return .empty
      case .folder, .other: break
      }
      guard let maildir = try parent.open([place.name, Self.maildir]) else { return .empty }
      var count = MailboxCount()
      try count.count(maildir)
      return count.mailbox
    } catch {
      throw error.unreadable
    }
  }

  package func isTaken(_ home: String) throws(StoreError) -> Bool {
    do {
      let place = try HomePlace(home, in: Folder.root(root))
      return try place.parent?.status(of: place.name) != nil
    } catch {
      // Where there is no root yet, nothing stands in it.
      if error.code == ENOENT, error.path == root { return false }
      throw error.asStoreError
    }
  }

  package func checkTrash() throws(StoreError) {
    do throws(SystemError) {
      let root = try Folder.root(root)
      guard let trash = try root.open(Self.trash) else { return }
      try trash.checkDevice(of: root)
    } catch {
      throw error.asStoreError
    }
  }

  static let maildir = "Maildir"
  static let trash = ".trash"
}

/// A mail home below an open root: the folder that holds it and its name there.
struct HomePlace {
  /// nil when a folder on the way is missing.
  let parent: Folder?
  let name: String
  /// The folders on the way.
  let parts: [String]

  init(_ home: String, in root: Folder) throws(SystemError) {
    var parts = home.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.allSatisfy({ !["", ".", "..", MaildirStorage.trash].contains($0) }),
      let name = parts.popLast()
    else { throw SystemError("\(root.path)/\(home)", EINVAL) }
    self.name = name
    self.parts = parts
    parent = try root.open(parts)
  }

  func removePlaceholder() throws(SystemError) {
    guard let parent else { return }
    let state = try parent.standing(at: name)
    guard state == .placeholder else { return }
    try parent.removeFile(name)
    try parent.flush()
  }
}

/// What stands where a mail home should be.
enum HomeState {
  case nothing
  case folder
  /// What `moveToTrash` left: an empty file that nobody may open.
  case placeholder
  case other
}

extension Folder {
  /// - Throws: `EXDEV` when nothing can be moved between both.
  func checkDevice(of other: Folder) throws(SystemError) {
    let devices = (try device, try other.device)
    if devices.0 != devices.1 { throw SystemError(path, EXDEV) }
  }

  func standing(at name: String) throws(SystemError) -> HomeState {
    guard let status = try status(of: name) else { return .nothing }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .folder
    case S_IFREG where status.st_size == 0 && status.st_mode & 0o7777 == 0: return .placeholder
    default: return .other
    }
  }
}
