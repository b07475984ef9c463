import Glibc
import MailModel
import System

/// Mailboxes as Maildirs below one folder: `ROOT/HOME/Maildir`, its trash at `ROOT/.trash`.
package struct MaildirStorage: MailboxMover, MessageReader {
  let root: String

  /// - Parameter root: The folder of `MailLocation.root`, absolute or from the working folder.
  package init(root: String) {
    self.root = root
  }

  package func mailbox(at home: String) throws(StoreError) -> Mailbox {
    do {
      let place = try HomePlace(home, in: Folder.root(root))
      guard let parent = place.parent else { return .empty }
      switch try place.state {
      case .nothing, .placeholder: return .empty
      case .folder, .other: break
      }
      guard let home = try parent.open(place.name) else { return .empty }
      var count = MailboxCount()
      try count.count(home: home)
      return count.mailbox
    } catch {
      throw error.unreadable
    }
  }

  package func besides(at home: String) throws(StoreError) -> [String] {
    do {
      let place = try HomePlace(home, in: Folder.root(root))
      guard let parent = place.parent, try place.state == .folder,
        let home = try parent.open(place.name)
      else { return [] }
      var count = MailboxCount()
      try count.count(home: home)
      return count.beside.sorted { $0.bytesPrecede($1) }
    } catch {
      throw error.unreadable
    }
  }

  package func eachMessage(
    at home: String, _ visit: @escaping (MessageSummary) -> Void
  ) throws(StoreError) {
    do {
      guard let maildir = try maildir(at: home) else { return }
      var listing = MailboxListing(visit)
      try listing.list(maildir)
    } catch {
      throw error.unreadable
    }
  }

  /// The Maildir at `home`; nil when there is none.
  private func maildir(at home: String) throws(SystemError) -> Folder? {
    let place = try HomePlace(home, in: Folder.root(root))
    guard let parent = place.parent else { return nil }
    switch try place.state {
    case .nothing, .placeholder: return nil
    case .folder, .other: return try parent.open([place.name, Self.maildir])
    }
  }

  package func isTaken(_ home: String) throws(StoreError) -> Bool {
    try state(of: home) != .nothing
  }

  package func isOccupied(_ home: String) throws(StoreError) -> Bool {
    let state = try state(of: home)
    return state != .nothing && state != .placeholder
  }

  private func state(of home: String) throws(StoreError) -> HomeState {
    do {
      let place = try HomePlace(home, in: Folder.root(root))
      return try place.parent?.status(of: place.name).map { HomeState($0) } ?? .nothing
    } catch {
      // Where there is no root yet, nothing stands in it.
      if error.code == ENOENT, error.path == root { return .nothing }
      throw error.asStoreError
    }
  }

  package func checkPurge(of homes: [String]) throws(StoreError) {
    do throws(SystemError) {
      let root = try Folder.root(root)
      let device = try root.device
      if let trash = try root.open(Self.trash) { try trash.check(device) }
      for home in homes {
        let place = try HomePlace(home, in: root)
        try place.nearest.check(device)
        guard let parent = place.parent, let status = try parent.status(of: place.name),
          status.st_dev != device
        else { continue }
        throw SystemError(parent.path(of: place.name), EXDEV)
      }
    } catch {
      throw error.asStoreError
    }
  }

  static let maildir = "Maildir"
  static let trash = ".trash"
  static let mark = ".rollbook"
}

/// A mail home below an open root: the folder that holds it and its name there.
struct HomePlace {
  /// nil when a folder on the way is missing.
  let parent: Folder?
  /// The last folder on the way that is there.
  let nearest: Folder
  let name: String
  /// The folders on the way.
  let parts: [String]

  init(_ home: String, in root: Folder) throws(SystemError) {
    var parts = home.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let refused = ["", ".", "..", MaildirStorage.trash, MaildirStorage.mark]
    guard parts.allSatisfy({ !refused.contains($0) }), let name = parts.popLast() else {
      throw SystemError("\(root.path)/\(home)", EINVAL)
    }
    self.name = name
    self.parts = parts
    var folder = root
    for part in parts {
      guard let next = try folder.open(part) else {
        nearest = folder
        parent = nil
        return
      }
      folder = next
    }
    nearest = folder
    parent = folder
  }

  var state: HomeState {
    get throws(SystemError) { try parent?.standing(at: name) ?? .nothing }
  }

  func removePlaceholder() throws(SystemError) {
    guard let parent, try state == .placeholder else { return }
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

  init(_ status: stat) {
    switch status.st_mode & S_IFMT {
    case S_IFDIR: self = .folder
    case S_IFREG where status.st_size == 0 && status.st_mode & 0o7777 == 0: self = .placeholder
    default: self = .other
    }
  }
}

extension Folder {
  /// - Throws: `EXDEV` when it lies on another device, where nothing can be moved to or from.
  func check(_ device: dev_t) throws(SystemError) {
    if try self.device != device { throw SystemError(path, EXDEV) }
  }

  func standing(at name: String) throws(SystemError) -> HomeState {
    try status(of: name).map { HomeState($0) } ?? .nothing
  }
}
