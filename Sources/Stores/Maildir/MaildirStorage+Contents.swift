import Glibc
import MailModel
import System

/// What lies in items of the trash beside their mail.
extension MaildirStorage {
  package func contents(ofItem item: String) throws(StoreError) -> ItemContents {
    do throws(SystemError) {
      let root = try Folder.root(root)
      guard let found = try Self.folder(of: item, in: root) else {
        // A file, or a link, that has taken its place.
        let status = try root.open(Self.trash)?.status(of: item)
        let isFile = status.map { $0.st_mode & S_IFMT == S_IFREG } ?? false
        return ItemContents(Mailbox(bytes: isFile ? Int64(status?.st_size ?? 0) : 0))
      }
      var count = MailboxCount()
      try count.count(item: found.folder, except: found.own)
      var contents = ItemContents(count.mailbox)
      contents.folders = count.folders.filter { $0 != TrashFolder.mail }
      contents.isAmbiguous = try found.isAmbiguous
      contents.isBare = try found.isBare
      contents.homes = count.homes.filter { $0 != TrashFolder.mail }
      contents.beside = count.beside.filter { $0 != TrashFolder.mail }
        .sorted { $0.bytesPrecede($1) }
      return contents
    } catch {
      throw error.unreadable
    }
  }

  /// Mail homes in an item beside the one that it is, by their paths in the mail folder.
  static func homes(in item: String, of trash: Folder) throws(SystemError) -> [String] {
    guard let folder = (try? trash.open(item)).flatMap(\.self) else { return [] }
    var found: [String] = []
    try findHomes(in: folder, at: "", level: 1, &found)
    return found.map { "\(Self.trash)/\(item)/\($0)" }
  }

  private static func findHomes(
    in folder: Folder, at path: String, level: Int, isInMaildir: Bool = false,
    _ found: inout [String]
  ) throws(SystemError) {
    // What is no folder, or nobody may look into, tells nothing.
    let names =
      try isInMaildir
      ? (try? MaildirRest(folder))?.plainFolders ?? [] : folder.innerFolders
    for name in names {
      guard let inner = (try? folder.open(name)).flatMap(\.self) else { continue }
      let path = path.isEmpty ? inner.name : "\(path)/\(inner.name)"
      let isMaildir = inner.name == maildir
      if !isMaildir, path != TrashFolder.mail, try inner.standing(at: maildir) == .folder {
        found.append(path)
      }
      guard level < Folder.depthOfInnerHomes else { continue }
      try findHomes(
        in: inner, at: path, level: level + 1, isInMaildir: isMaildir || isInMaildir, &found)
    }
  }
}
